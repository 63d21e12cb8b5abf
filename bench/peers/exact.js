/** float64: what every peer's answers are compared with. Not timed. */
import { plainNetwork, plainSweep } from './plain-network.js';
import { serve } from './serve.js';

await serve((problem) => ({
  about: 'float64',
  workloads: {
    full: () => plainNetwork(Float64Array, problem, problem.rows)(true),
    batch: () => plainNetwork(Float64Array, problem, 32)(false),
    sweep: (layers) => plainSweep(Float64Array, problem, layers),
  },
}));
