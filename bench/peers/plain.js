/** Plain JavaScript, float32 storage. */
import { plainNetwork, plainSweep } from './plain-network.js';
import { serve } from './serve.js';

await serve((problem) => {
  const whole = plainNetwork(Float32Array, problem, problem.rows);
  const batch = plainNetwork(Float32Array, problem, 32);
  return {
    about: `plain JavaScript, Node ${process.versions.node}, one thread`,
    workloads: {
      full: () => whole(true),
      batch: () => batch(false),
      sweep: (layers) => plainSweep(Float32Array, problem, layers),
    },
  };
});
