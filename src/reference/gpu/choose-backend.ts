/** The backend for large work, chosen once: WebGPU where an adapter answers, else WebAssembly, else plain JavaScript. */
import type { BackendName } from './backend-name.js';
import { gpuJs } from './gpu-js.js';
import { whyNoWebGpu } from './webgpu.js';

/** A backend, and why each that comes before it is not there. */
export interface Choice {
  readonly backend: BackendName;
  readonly forced: boolean;
  /** One sentence each. */
  readonly passedOver: readonly string[];
}

/**
 * Chooses, or takes what is forced.
 *
 * @param forced - null to choose
 * @throws Error saying why, where the forced backend is not available
 */
export async function chooseBackend(forced: BackendName | null): Promise<Choice> {
  if (forced !== null) {
    const reason = await whyNot(forced);
    if (reason !== null) throw new Error(`reference: expected the backend ${forced}, but there is none. ${reason}`);
    return { backend: forced, forced: true, passedOver: [] };
  }
  const passedOver: string[] = [];
  for (const backend of ['webgpu', 'webasm'] as const) {
    const reason = await whyNot(backend);
    if (reason === null) return { backend, forced: false, passedOver };
    passedOver.push(reason);
  }
  return { backend: 'cpu', forced: false, passedOver };
}

async function whyNot(backend: BackendName): Promise<string | null> {
  switch (backend) {
    case 'webgpu':
      return whyNoWebGpu();
    case 'webasm':
      return gpuJs().GPU.isWebAssemblySupported
        ? null
        : 'webasm: WebAssembly with SIMD is not available in this runtime';
    case 'cpu':
    case 'float64':
      return null;
  }
}
