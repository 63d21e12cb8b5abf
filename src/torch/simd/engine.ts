/**
 * The WebAssembly kernels (`kernels/assembly`) and their memory. A kernel reads and writes this memory alone: an array that
 * lies in it is used where it is, any other is copied in, and results are copied out.
 */
import { MODULE_BASE64 } from './module.js';

/** A memory that WebAssembly and JavaScript share. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What is used of WebAssembly's JavaScript interface, which is otherwise declared in the DOM's types alone. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: object };
};

/** The kernels; what each computes is said in `kernels/assembly`. Pointers and strides are in bytes. */
interface KernelExports {
  readonly multiply: (
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    y: number,
    n: number,
    k: number,
    m: number,
    edge: number,
  ) => void;
  readonly transpose: (x: number, y: number, rows: number, columns: number) => void;
  readonly tanh: (x: number, y: number, count: number) => void;
  readonly tanhBackward: (grad: number, y: number, g: number, count: number) => void;
  readonly softmax: (
    x: number,
    y: number,
    maxima: number,
    totals: number,
    line: number,
    rows: number,
    classes: number,
  ) => void;
  readonly scale: (p: number, factor: number, g: number, count: number) => void;
  readonly statistics: (
    x: number,
    means: number,
    variances: number,
    rows: number,
    features: number,
    divisor: number,
  ) => void;
  readonly normalize: (
    x: number,
    xhat: number,
    y: number,
    means: number,
    scales: number,
    gamma: number,
    beta: number,
    rows: number,
    features: number,
  ) => void;
  readonly normalizeSums: (
    grad: number,
    xhat: number,
    gradGamma: number,
    gradBeta: number,
    rows: number,
    features: number,
  ) => void;
  readonly normalizeBackward: (
    grad: number,
    xhat: number,
    gradX: number,
    factors: number,
    centres: number,
    slopes: number,
    rows: number,
    features: number,
  ) => void;
  readonly normal: (data: number, blocks: number, mean: number, std: number) => void;
  readonly axpy: (p: number, grad: number, factor: number, count: number) => void;
}

const names = [
  'multiply',
  'transpose',
  'tanh',
  'tanhBackward',
  'softmax',
  'scale',
  'statistics',
  'normalize',
  'normalizeSums',
  'normalizeBackward',
  'normal',
  'axpy',
] as const satisfies readonly (keyof KernelExports)[];

const PAGE = 65_536;
/** A first megabyte; it grows with the largest operation. */
const INITIAL_PAGES = 16;
/** Copies take at most this much; what is larger is left to plain TypeScript. */
const MOST_SCRATCH = 64 * 2 ** 20;
/** A null pointer is nobody's place. */
const FIRST = 1_024;
/** Kernels write whole vectors, and read up to 28 bytes behind the last row of a matrix. */
const SLACK = 32;
/** Arrays this short lie within their JavaScript object; asking for their buffer would move them out of it. */
const LONGEST_INLINE = 16;

/** One instance of the kernels with its memory. */
export class Engine {
  readonly kernels: KernelExports;
  readonly #memory: WasmMemory;
  #floats: Float32Array;
  #doubles: Float64Array;
  /** Where copies begin: behind what a workspace has reserved. */
  #base = FIRST;
  #top = FIRST;
  #hasResidents = false;

  /** @throws Error where this engine has no WebAssembly SIMD, or no memory for it */
  constructor() {
    const bytes = Uint8Array.from(atob(MODULE_BASE64), (character) => character.charCodeAt(0));
    this.#memory = new WebAssembly.Memory({ initial: INITIAL_PAGES });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory: this.#memory } });
    if (!hasKernels(exports)) throw new Error(`kernels: expected ${names.join(', ')}; run npm run build:kernels`);
    this.kernels = exports;
    this.#floats = new Float32Array(this.#memory.buffer);
    this.#doubles = new Float64Array(this.#memory.buffer);
  }

  /**
   * Begins an operation that copies in and out at most so many numbers (a float64 counts as two), in so many arrays.
   * @returns whether there is room for them
   */
  begin(count: number, arrays: number): boolean {
    this.#top = this.#base;
    const bytes = count * 4 + arrays * (SLACK + 16);
    return bytes <= MOST_SCRATCH && this.#reach(this.#base + bytes);
  }

  /** The place of an array that a kernel reads: its own, or that of a copy. */
  read(data: Float32Array): number {
    const own = this.#placeOf(data);
    if (own !== 0) return own;
    const place = this.room(data.length);
    this.#floats.set(data, place / 4);
    return place;
  }

  /** As `read`, widened to float64. */
  readDoubles(data: ArrayLike<number>): number {
    const place = this.room(2 * data.length);
    this.#doubles.set(data, place / 8);
    return place;
  }

  /** The place of an array that a kernel fills; `settle` it afterwards. */
  write(data: Float32Array): number {
    const own = this.#placeOf(data);
    return own !== 0 ? own : this.room(data.length);
  }

  /** Brings what a kernel wrote at `place` into the array that it was written for. */
  settle(data: Float32Array, place: number): void {
    if (this.#placeOf(data) === place) return;
    data.set(this.#floats.subarray(place / 4, place / 4 + data.length));
  }

  /** A place for so many numbers, until the next operation begins. */
  room(count: number): number {
    const place = this.#top;
    this.#top = place + ((count * 4 + SLACK + 15) & ~15);
    return place;
  }

  /** Copies out float64 numbers. */
  doubles(place: number, count: number): Float64Array {
    return this.#doubles.slice(place / 8, place / 8 + count);
  }

  /**
   * Sets so many bytes aside, in which arrays may lie for as long as they are used: from now on the memory never moves.
   * @returns a function that makes an array of a length at a byte offset into it, or null where it does not fit
   */
  reserve(bytes: number): ((offset: number, length: number) => Float32Array | null) | null {
    const base = this.#base;
    if (this.#hasResidents || !this.#reach(base + bytes + MOST_SCRATCH / 4)) return null;
    this.#hasResidents = true;
    this.#base = base + bytes;
    const { buffer } = this.#memory;
    return (offset, length) =>
      offset + length * 4 + SLACK <= bytes ? new Float32Array(buffer, base + offset, length) : null;
  }

  /** Gives what was reserved back; its arrays must not be used any more. */
  release(): void {
    this.#base = FIRST;
    this.#hasResidents = false;
  }

  /** Where the array lies in this memory; 0 where it does not. */
  #placeOf(data: Float32Array): number {
    if (!this.#hasResidents || data.length <= LONGEST_INLINE || data.buffer !== this.#floats.buffer) return 0;
    return data.byteOffset;
  }

  /** Grows the memory to hold that address, which moves it; not while arrays lie in it. */
  #reach(end: number): boolean {
    const missing = end - this.#memory.buffer.byteLength;
    if (missing <= 0) return true;
    if (this.#hasResidents) return false;
    try {
      // Twice what is needed, so that growing operations do not move it each time.
      this.#memory.grow(Math.ceil((2 * missing) / PAGE));
    } catch {
      return false; // The process's limit: plain TypeScript needs no second copy.
    }
    this.#floats = new Float32Array(this.#memory.buffer);
    this.#doubles = new Float64Array(this.#memory.buffer);
    return true;
  }
}

function hasKernels(exports: object): exports is KernelExports {
  return names.every((name) => name in exports);
}
