/** Every backend of gpu.js that is here, each forced: whatever the size, its kernels compute. */
import { chooseBackend } from '../../../src/reference/gpu/choose-backend.js';
import { Engine } from '../../../src/reference/gpu/engine.js';
import { gpuReference } from '../../../src/reference/gpu/gpu-reference.js';
import { type Implementation, outcomeOf } from './outcome.js';

/** The backends that are here, and why the others are not. Call `close` in the end: threads keep a process alive. */
export async function availableBackends(): Promise<{
  readonly implementations: readonly Implementation[];
  readonly unavailable: { readonly name: string; readonly reason: string }[];
  readonly close: () => Promise<void>;
}> {
  const engines: Engine[] = [];
  const unavailable: { readonly name: string; readonly reason: string }[] = [];
  for (const name of ['webgpu', 'webasm', 'cpu'] as const) {
    try {
      await chooseBackend(name);
      engines.push(new Engine(name));
    } catch (error) {
      unavailable.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const implementations = engines.map((engine): Implementation => {
    const reference = gpuReference(engine);
    const run: Implementation['run'] = async ({ network, X, Y }) => outcomeOf(await reference.backward(network, X, Y));
    return { name: engine.backend, run };
  });
  const close = async () => {
    for (const engine of engines) await engine.destroy();
  };
  return { implementations, unavailable, close };
}
