/** Kernels on one backend of gpu.js: compiled once a shape, kept, destroyed, and never run anywhere else than asked. */
import { availableParallelism } from 'node:os';
import type { KernelBackend } from './backend-name.js';
import { type Gpu, gpuJs, type KernelInput, type RawKernel } from './gpu-js.js';
import { joinRows, padded, type Panel } from './panel.js';
import { isWorthThreads } from './policy.js';
import { refuseFallback } from './refuse-fallback.js';

/** A kernel: its source with every size baked in, what it gives, and about how much work one of its cells is. */
export interface Kernel {
  /** gpu.js's subset of JavaScript, one function of panels, read as `a[y][x]`. */
  readonly source: string;
  /** Of the result, whose rows are padded to a multiple of 4. */
  readonly rows: number;
  readonly cols: number;
  /** Multiply-adds or reads of one cell. */
  readonly work: number;
  /** 4 where a cell is a vector of four, which only a plan's results may be; else one number. */
  readonly components?: 4;
}

/** Kernels kept at a time. Each one on webasm reserves about 10 GB of addresses (not of memory), so their number is bounded. */
const KEPT = 64;

/** No loop is cut off at gpu.js's 1,000 iterations. */
const LOOP_LIMIT = 2 ** 30;

/** Compiles and runs kernels on one backend. */
export class Engine {
  readonly backend: KernelBackend;
  readonly gpu: Gpu;
  /** In order of use: the first was used longest ago. */
  readonly #kept = new Map<string, RawKernel>();

  constructor(backend: KernelBackend) {
    this.backend = backend;
    const { GPU } = gpuJs();
    this.gpu = new GPU({ mode: backend });
  }

  /** How many kernels are compiled now. */
  get size(): number {
    return this.#kept.size;
  }

  /**
   * Runs a kernel on its inputs.
   *
   * @throws Error naming the reason, where gpu.js ran it on another backend
   */
  async run(kernel: Kernel, ...inputs: readonly Panel[]): Promise<Panel> {
    const compiled = this.#compiled(kernel, inputs);
    const rows = await compiled(...inputs.map(toInput));
    refuseFallback(this.backend, compiled.kernel.constructor.mode ?? null, compiled.kernel.fallbackReason);
    return joinRows(rows, padded(kernel.cols), kernel.cols);
  }

  /** A new kernel, compiled when first called. The caller destroys it. */
  create({ source, rows, cols, work }: Kernel): RawKernel {
    return this.gpu.createKernel(source, {
      output: [padded(cols), rows],
      asyncMode: this.backend === 'webgpu' || isWorthThreads(this.backend, padded(cols) * rows, work),
      loopMaxIterations: LOOP_LIMIT,
      poolSize: availableParallelism(),
    });
  }

  /** Destroys a kernel that `create` gave. */
  discard(kernel: RawKernel): void {
    kernel.destroy();
    // On cpu, gpu.js holds on to what was destroyed.
    this.gpu.kernels = this.gpu.kernels.filter((each) => each !== kernel && each !== kernel.kernel);
  }

  /** Destroys every kernel; the engine is of no use afterwards. */
  async destroy(): Promise<void> {
    for (const kernel of this.#kept.values()) this.discard(kernel);
    this.#kept.clear();
    await this.gpu.destroy();
  }

  #compiled(kernel: Kernel, inputs: readonly Panel[]): RawKernel {
    // Keyed by every size too, also of the inputs (an embedding's rows are nowhere in its kernel): gpu.js bakes them in.
    const sizes = [kernel, ...inputs].map(({ rows, cols }) => `${rows}x${cols}`).join(' ');
    const key = `${sizes} ${kernel.source}`;
    const known = this.#kept.get(key);
    const compiled = known ?? this.create(kernel);
    this.#kept.delete(key);
    this.#kept.set(key, compiled);
    for (const [oldest, evicted] of this.#kept) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
      this.discard(evicted);
    }
    return compiled;
  }
}

/** A panel as gpu.js takes it. */
export function toInput({ data, width, rows }: Panel): KernelInput {
  return gpuJs().input(data, [width, rows]);
}
