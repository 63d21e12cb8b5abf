/** Every backend of gpu.js that is here, each forced: whatever the size, its kernels compute. */
import type { KernelBackend } from '../../../src/reference/gpu/backend-name.js';
import { chooseBackend } from '../../../src/reference/gpu/choose-backend.js';
import type { Engine } from '../../../src/reference/gpu/engine.js';
import { gpuReference } from '../../../src/reference/gpu/gpu-reference.js';
import { type Implementation, outcomeOf } from './outcome.js';

/** The backends that are here, and why the others are not. */
export async function availableBackends(): Promise<{
  readonly backends: readonly KernelBackend[];
  readonly unavailable: { readonly name: string; readonly reason: string }[];
}> {
  const backends: KernelBackend[] = [];
  const unavailable: { readonly name: string; readonly reason: string }[] = [];
  for (const name of ['webgpu', 'webasm', 'cpu'] as const) {
    try {
      await chooseBackend(name);
      backends.push(name);
    } catch (error) {
      unavailable.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { backends, unavailable };
}

/** The reference on an engine. Destroy the engine in the end: threads keep a process alive. */
export function onEngine(engine: Engine): Implementation {
  const reference = gpuReference(engine);
  return {
    name: engine.backend,
    run: async ({ network, X, Y }) => outcomeOf(await reference.backward(network, X, Y)),
  };
}
