/** The part of gpu.js that the reference uses, typed as it behaves: its own typings take no typed arrays and hide `input`. */
import { createRequire } from 'node:module';

/** A flat float32 array that a kernel reads in two dimensions, `a[y][x]`. */
export interface KernelInput {
  readonly size: ArrayLike<number>;
}

/** One row of a two-dimensional result after the other; a promise where the kernel runs on threads or on a GPU. */
export type KernelRows = readonly Float32Array[];

/** As `KernelRows`, of a kernel whose cells are vectors: the numbers of each cell side by side. */
export type KernelVectors = readonly (readonly ArrayLike<number>[])[];

/** A compiled kernel: called with its inputs. */
export interface RawKernel {
  (...inputs: readonly KernelInput[]): KernelRows | Promise<KernelRows>;
  /** The kernel that really ran; another than was asked for after a fallback. */
  readonly kernel: { readonly constructor: { readonly mode?: string }; readonly fallbackReason?: string | null };
  destroy(): void;
}

/** Stands for an intermediate result while a pipeline is recorded. */
export type Handle = KernelInput;

/** A compiled sequence of kernels whose intermediates never leave the device. */
export interface RawPipeline {
  (...inputs: readonly KernelInput[]): Promise<Readonly<Record<string, KernelRows | KernelVectors>>>;
  readonly backend: string | null;
  readonly executorKind: string;
  readonly fallbackReason: string | null;
  destroy(): Promise<void>;
}

/** Settings of a kernel. `output` is [width, height]. */
interface KernelSettings {
  readonly output: readonly [number, number];
  readonly asyncMode: boolean;
  readonly loopMaxIterations: number;
  readonly poolSize: number;
}

/** An instance of gpu.js on one backend. */
export interface Gpu {
  /** Every kernel created; on `cpu`, gpu.js leaves destroyed ones here. */
  kernels: unknown[];
  createKernel(source: string, settings: KernelSettings): RawKernel;
  createPipeline(
    record: (...handles: Handle[]) => Readonly<Record<string, unknown>>,
    settings: { readonly threads: boolean },
  ): RawPipeline;
  destroy(): Promise<void>;
}

interface GpuModule {
  readonly GPU: {
    new (settings: { readonly mode: string }): Gpu;
    isWebGPUAvailable(): Promise<boolean>;
    readonly isWebAssemblySupported: boolean;
  };
  input(data: Float32Array, size: readonly [number, number]): KernelInput;
}

function isGpuModule(module: unknown): module is GpuModule {
  return (
    typeof module === 'object' &&
    module !== null &&
    'GPU' in module &&
    typeof module.GPU === 'function' &&
    'input' in module &&
    typeof module.input === 'function'
  );
}

const found: { module?: GpuModule } = {};

/**
 * gpu.js itself, loaded when first needed: a grade that needs no kernel does not pay for it.
 *
 * @throws Error where the package is not what is expected
 */
export function gpuJs(): GpuModule {
  if (found.module) return found.module;
  const module: unknown = createRequire(import.meta.url)('gpu.js');
  if (!isGpuModule(module)) throw new Error('gpu.js: expected its exports GPU and input. Run npm ci again');
  return (found.module = module);
}
