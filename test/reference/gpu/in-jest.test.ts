/** Kernels inside of Jest, as `--coverage` runs them too (coverage.test.ts): gpu.js must not meet a source that counters were put into. */
import { afterAll, expect, test } from '@jest/globals';
import { Engine } from '../../../src/reference/gpu/engine.js';
import { activationKernel } from '../../../src/reference/gpu/kernels/activation.js';
import { linearKernel } from '../../../src/reference/gpu/kernels/linear.js';
import { rowPanel, toMatrix, toPanel } from '../../../src/reference/gpu/panel.js';
import { fromRows } from '../../../src/reference/matrix.js';

const engines = [new Engine('webasm'), new Engine('cpu')];

afterAll(async () => {
  for (const engine of engines) await engine.destroy();
});

test.each(engines.map((engine) => [engine.backend, engine] as const))(
  '%s computes right in Jest',
  async (_, engine) => {
    const x = fromRows([
      [1, 2, 3],
      [-4, 5, 0.5],
    ]);
    const weight = fromRows([
      [2, 0],
      [1, -1],
      [4, 8],
    ]);
    const preactivation = await engine.run(linearKernel(2, 3, 2), toPanel(x), toPanel(weight), rowPanel([0.25, -30]));
    expect(Array.from(toMatrix(preactivation).data)).toEqual([16.25, -8, -0.75, -31]);
    const output = await engine.run(activationKernel('relu', 2, 2), preactivation);
    expect(Array.from(toMatrix(output).data)).toEqual([16.25, 0, 0, 0]);
  },
);
