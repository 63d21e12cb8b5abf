/** WebGPU in Node: the native `webgpu` package gives `navigator.gpu`, where it is installed and loads. */
import { gpuJs } from './gpu-js.js';

interface NativeWebGpu {
  create(options: readonly string[]): unknown;
  readonly globals?: object;
}

const NOT_INSTALLED = 'webgpu: the native package is not installed (npm install --no-save webgpu adds it)';

/** Node's error for a package that is not there. One that is there and needs another that is not does not load. */
function isNotFound(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes("package 'webgpu'")
  );
}

function isNative(module: unknown): module is NativeWebGpu {
  return typeof module === 'object' && module !== null && 'create' in module && typeof module.create === 'function';
}

/**
 * Makes WebGPU available to gpu.js, or says in a sentence why there is none: no package, a package that does not load (it
 * needs a newer libstdc++ than Debian 12's), or no adapter.
 *
 * @param load - imports the native package; replaced in tests
 * @returns null when an adapter answers
 */
export async function whyNoWebGpu(load: () => Promise<unknown> = importNative): Promise<string | null> {
  const reason = (await isInstalled()) ? null : await install(load);
  if (reason !== null) return reason;
  return (await gpuJs().GPU.isWebGPUAvailable()) ? null : 'webgpu: no adapter answers on this machine';
}

async function isInstalled(): Promise<boolean> {
  return gpuJs()
    .GPU.isWebGPUAvailable()
    .catch(() => false);
}

async function install(load: () => Promise<unknown>): Promise<string | null> {
  try {
    const native = await load();
    if (!isNative(native)) return NOT_INSTALLED;
    if (native.globals) Object.assign(globalThis, native.globals);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: native.create([]) }, configurable: true });
    return null;
  } catch (error) {
    if (isNotFound(error)) return NOT_INSTALLED;
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `webgpu: the native package does not load: ${why.replaceAll(/(\/[^\s/:]+)+\//g, '')}`;
  }
}

async function importNative(): Promise<unknown> {
  // By a name that is not a literal: the package is optional, and its types with it.
  const name: string = ['web', 'gpu'].join('');
  const module: unknown = await import(name);
  return typeof module === 'object' && module !== null && 'default' in module && !('create' in module)
    ? module.default
    : module;
}
