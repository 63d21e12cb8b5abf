import { activeEngine } from './kernels.js';
import { allocateFrom } from './memory.js';

/** Sizes are rounded up to whole vectors, which kernels may write. */
const VECTOR = 4;
/** What arrays may take together in the kernels' memory; those beyond lie on the heap. */
const RESERVED_BYTES = 64 * 2 ** 20;

type MakeArray = (offset: number, length: number) => Float32Array | null;

/**
 * Memory for a loop of training: each step makes the same arrays as the step before, so each gets the array that was
 * made at that point of the last one. Nothing is allocated in a step, and with the WebAssembly kernels everything lies where
 * they compute, so nothing is copied.
 *
 * A tensor made in a step is overwritten by the next step. What is to stay (parameters) is made in `lasting`, or copied.
 * One workspace at a time has the kernels' memory; a second one lies on the heap.
 */
export class Workspace {
  readonly #engine = activeEngine();
  readonly #makeArray: MakeArray | null;
  readonly #slots: { readonly array: Float32Array; readonly end: number }[] = [];
  #next = 0;
  /** Behind the lasting arrays; in bytes. */
  #base = 0;
  #isStepping = false;

  constructor() {
    this.#makeArray = this.#engine?.reserve(RESERVED_BYTES) ?? null;
  }

  /** Runs a function whose arrays stay until `close`: it makes parameters. */
  lasting<T>(build: () => T): T {
    if (this.#isStepping) throw new Error('Workspace: expected lasting() outside a step, got it within one');
    // What steps have used begins behind the lasting arrays; it is made anew there.
    this.#slots.length = 0;
    return allocateFrom((length) => {
      const { array, end } = this.#make(this.#base, length);
      this.#base = end;
      return array;
    }, build);
  }

  /** Runs one step. Arrays that it makes are those of the step before, overwritten. */
  step<T>(run: () => T): T {
    if (this.#isStepping)
      throw new Error('Workspace: expected a step to end before the next one, got a step within it');
    this.#isStepping = true;
    this.#next = 0;
    try {
      return allocateFrom(this.#take, run);
    } finally {
      this.#isStepping = false;
    }
  }

  /** Gives the memory back. Nothing that was made here may be used any more. */
  close(): void {
    this.#slots.length = 0;
    if (this.#makeArray !== null) this.#engine?.release();
  }

  readonly #take = (length: number): Float32Array => {
    const slot = this.#slots[this.#next];
    if (slot?.array.length === length) {
      this.#next++;
      return slot.array;
    }
    // Another step than before (another batch size, an evaluation): from here on its arrays are made anew.
    const start = this.#slots[this.#next - 1]?.end ?? this.#base;
    this.#slots.length = this.#next++;
    const made = this.#make(start, length);
    this.#slots.push(made);
    return made.array;
  };

  #make(offset: number, length: number): { array: Float32Array; end: number } {
    const resident = this.#makeArray?.(offset, length) ?? null;
    if (resident === null) return { array: new Float32Array(length), end: offset };
    return { array: resident, end: offset + Math.ceil(length / VECTOR) * VECTOR * 4 };
  }
}
