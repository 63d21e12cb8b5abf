/**
 * What stays in memory after many passes and many shapes; prints one JSON report (memory.test.ts reads it).
 * Usage: node --expose-gc memory.mjs BACKEND
 */
import { readBackendName } from '../../../../src/reference/gpu/backend-name.js';
import { Engine } from '../../../../src/reference/gpu/engine.js';
import { forwardOn, type ForwardPanels } from '../../../../src/reference/gpu/forward.js';
import { activationKernel } from '../../../../src/reference/gpu/kernels/activation.js';
import { rowPanel } from '../../../../src/reference/gpu/panel.js';
import { openSet } from '../../../../src/reference/whole-set.js';
import { exampleOf } from './example.js';

const backend = readBackendName(process.argv[2], 'memory');
if (backend === null || backend === 'float64') throw new Error('memory: expected a backend of gpu.js');

/** Bytes in use, of JavaScript and outside of it. */
async function inUse(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    // What was freed on another thread, or waits for a finalizer, is gone a turn of the event loop later.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external } = process.memoryUsage(); // external has the array buffers in it
  return heapUsed + external;
}

/** Growth in bytes over `passes`, after `warmUp` passes that fill every cache. */
async function growth(warmUp: number, passes: number, pass: () => Promise<unknown>): Promise<number> {
  for (let count = 0; count < warmUp; count++) await pass();
  const before = await inUse();
  for (let count = 0; count < passes; count++) await pass();
  return (await inUse()) - before;
}

/** What the panels of a pass are at least: the numbers themselves, without the objects around them. */
function bytesOf({ embedded, layers }: ForwardPanels): number {
  const panels = layers.flatMap(({ preactivation, normalized, output }) => [preactivation, normalized?.output, output]);
  const arrays = new Set([embedded, ...panels].map((panel) => panel?.data)); // a linear activation has its input's panel
  return [...arrays].reduce((sum, data) => sum + (data?.byteLength ?? 0), 0);
}

const engine = new Engine(backend);
const small = exampleOf(16, 8);
const forward = () => forwardOn(engine, small.network, small.X);
const ofPasses = await growth(1_000, 10_000, forward);
const kept: ForwardPanels[] = [];
const ofLeak = await growth(0, 500, async () => kept.push(await forward()));
const keptBytes = kept.reduce((sum, panels) => sum + bytesOf(panels), 0);
const large = exampleOf(4_096, 32);
const ofLargePasses = await growth(10, 20, () => forwardOn(engine, large.network, large.X));

const set = openSet(backend, large.network, large.X, large.Y);
const ofWholeSets = await growth(5, 20, () => set.run(large.network));
await set.close();

// One shape after the other: more than are kept.
const shapes = 200;
const sizes: number[] = [];
const registered: number[] = [];
const empty = await inUse();
for (let cols = 1; cols <= shapes; cols++) {
  await engine.run(activationKernel('relu', 1, cols), rowPanel(new Float64Array(cols)));
  sizes.push(engine.size);
  registered.push(engine.gpu.kernels.length);
}
const full = await inUse();
await engine.destroy();
const left = { compiled: engine.size, registered: engine.gpu.kernels.length };
process.stdout.write(
  JSON.stringify({
    ...{ ofPasses, ofLeak, keptPasses: kept.length, keptBytes, ofLargePasses, ofWholeSets, shapes },
    ...{ mostCompiled: Math.max(...sizes), mostRegistered: Math.max(...registered), left },
    ofShapes: full - empty,
    afterDestroy: (await inUse()) - empty,
  }),
);
