/** A whole computation on the device: kernels recorded once, run in order, with only the results read back. */
import type { Engine, Kernel } from './engine.js';
import { toInput } from './engine.js';
import type { Handle, RawKernel, RawPipeline } from './gpu-js.js';
import { joinRows, padded, type Panel } from './panel.js';
import { refuseFallback } from './refuse-fallback.js';

/** Records one kernel of a plan. */
export type Step = (kernel: Kernel, ...inputs: readonly Handle[]) => Handle;

/** What a plan reads back: by name, a kernel and the handle of its result. */
export type Results<Name extends string> = Readonly<Record<Name, { readonly kernel: Kernel; readonly handle: Handle }>>;

/** A recorded sequence of kernels. */
export class Plan<Name extends string> {
  readonly #engine: Engine;
  readonly #pipeline: RawPipeline;
  readonly #kernels: RawKernel[] = [];
  readonly #results = new Map<string, Kernel>();

  /** @param record - calls `step` with kernels and handles; runs once, at the first call */
  constructor(engine: Engine, record: (step: Step, inputs: readonly Handle[]) => Results<Name>) {
    this.#engine = engine;
    const step: Step = (kernel, ...inputs) => {
      const compiled = engine.create(kernel);
      this.#kernels.push(compiled);
      // While recording, a call gives a handle and computes nothing.
      const handle: unknown = compiled(...inputs);
      if (!isHandle(handle)) throw new Error('plan: expected gpu.js to record a kernel, it ran it');
      return handle;
    };
    this.#pipeline = engine.gpu.createPipeline(
      (...inputs) => {
        const handles: Record<string, unknown> = {};
        for (const [name, result] of Object.entries<Results<Name>[Name]>(record(step, inputs))) {
          this.#results.set(name, result.kernel);
          handles[name] = result.handle;
        }
        return handles;
      },
      { threads: true },
    );
  }

  /** How gpu.js ran it: 'fused-threaded', 'fused-sync', 'fused-encoder'; 'generic' on cpu. */
  get executor(): string {
    return this.#pipeline.executorKind;
  }

  /**
   * Runs every kernel and gives the results by name.
   *
   * @throws Error naming the reason, where gpu.js ran it on another backend or kernel by kernel
   */
  async run(...inputs: readonly Panel[]): Promise<ReadonlyMap<string, Panel>> {
    const results = await this.#pipeline(...inputs.map(toInput));
    const { backend, executorKind, fallbackReason } = this.#pipeline;
    refuseFallback(this.#engine.backend, backend, fallbackReason);
    if (executorKind === 'generic' && this.#engine.backend !== 'cpu') {
      refuseFallback(this.#engine.backend, `${backend ?? ''} kernel by kernel`, fallbackReason);
    }
    const panels = new Map<string, Panel>();
    for (const [name, kernel] of this.#results) {
      panels.set(name, joinRows(results[name] ?? [], padded(kernel.cols), kernel.cols));
    }
    return panels;
  }

  /** Frees the plan's memory, its threads and its kernels. */
  async destroy(): Promise<void> {
    await this.#pipeline.destroy();
    for (const kernel of this.#kernels.splice(0)) this.#engine.discard(kernel);
  }
}

function isHandle(value: unknown): value is Handle {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Promise);
}
