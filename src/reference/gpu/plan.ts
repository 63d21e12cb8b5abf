/** A whole computation on the device: kernels recorded once, run in order, with only the results read back. */
import { type Engine, type Kernel, toInput } from './engine.js';
import type { Handle, KernelRows, KernelVectors, RawKernel, RawPipeline } from './gpu-js.js';
import { hasVectors, joinRows, joinVectors, padded, type Panel } from './panel.js';
import { refuseFallback } from './refuse-fallback.js';

/** Records one kernel of a plan. */
export type Step = (kernel: Kernel, ...inputs: readonly Handle[]) => Handle;

/** One thing that a plan reads back. */
export interface Result {
  readonly kernel: Kernel;
  readonly handle: Handle;
}

/** A recorded sequence of kernels. */
export class Plan {
  readonly #engine: Engine;
  readonly #pipeline: RawPipeline;
  readonly #kernels: RawKernel[] = [];
  readonly #results = new Map<string, Kernel>();

  /**
   * @param inputs - how many panels `run` will be given
   * @param record - calls `step` with kernels and handles; runs once, at the first call, and names what to read back
   */
  constructor(
    engine: Engine,
    inputs: number,
    record: (step: Step, inputs: readonly Handle[]) => Readonly<Record<string, Result>>,
  ) {
    this.#engine = engine;
    const step: Step = (kernel, ...inputs) => {
      const compiled = engine.create(kernel);
      this.#kernels.push(compiled);
      // While recording, a call gives a handle and computes nothing.
      const handle: unknown = compiled(...inputs);
      if (!isHandle(handle)) throw new Error('plan: expected gpu.js to record a kernel, it ran it');
      return handle;
    };
    const recording = (...handles: Handle[]) => {
      const kept: Record<string, Handle> = {};
      for (const [name, { kernel, handle }] of Object.entries(record(step, handles))) {
        this.#results.set(name, kernel);
        kept[name] = handle;
      }
      return kept;
    };
    // gpu.js gives as many handles as the function declares parameters.
    Object.defineProperty(recording, 'length', { value: inputs });
    this.#pipeline = engine.gpu.createPipeline(recording, { threads: true });
  }

  /** How gpu.js ran it: 'fused-threaded', 'fused-sync', 'fused-encoder'; 'generic' on cpu. */
  get executor(): string {
    return this.#pipeline.executorKind;
  }

  /**
   * Runs every kernel and gives the results by name.
   *
   * @throws Error naming the reason, where gpu.js ran it on another backend, or kernel by kernel
   */
  async run(...inputs: readonly Panel[]): Promise<ReadonlyMap<string, Panel>> {
    const results = await this.#pipeline(...inputs.map(toInput));
    const { backend, executorKind, fallbackReason } = this.#pipeline;
    refuseFallback(this.#engine.backend, backend, fallbackReason);
    // Plain JavaScript has no other way; elsewhere it is a plan that could not be fused.
    if (executorKind === 'generic' && this.#engine.backend !== 'cpu') {
      refuseFallback(this.#engine.backend, `${backend ?? ''}, kernel by kernel`, fallbackReason);
    }
    return new Map([...this.#results].map(([name, kernel]) => [name, read(name, kernel, results[name])]));
  }

  /** Frees the plan's memory, its threads and its kernels. */
  async destroy(): Promise<void> {
    await this.#pipeline.destroy();
    for (const kernel of this.#kernels.splice(0)) this.#engine.discard(kernel);
  }
}

function read(name: string, kernel: Kernel, rows: KernelRows | KernelVectors | undefined): Panel {
  const { cols, components = 1 } = kernel;
  const panel =
    rows && (hasVectors(rows) ? joinVectors(rows, padded(cols), cols, components) : joinRows(rows, padded(cols), cols));
  if (panel?.rows === kernel.rows && panel.data.length === kernel.rows * padded(cols) * components) return panel;
  throw new Error(
    `plan: expected gpu.js to give ${kernel.rows} rows of ${padded(cols) * components} values as "${name}", ` +
      `got ${panel ? `${panel.data.length} values in ${panel.rows} rows` : 'nothing'}`,
  );
}

function isHandle(value: unknown): value is Handle {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Promise);
}
