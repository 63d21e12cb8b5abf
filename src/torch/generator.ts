import { drawIndependently, drawWithoutReplacement } from './multinomial.js';
import { Mt19937, type Mt19937State } from './mt19937.js';
import * as simd from './simd/normal.js';
import { defaultSeed, engineSeed, parseSeed } from './seeds.js';

/** A Float32 with every value in [0, 1) has 24 random bits, a double 53. */
const FLOAT_UNIT = 2 ** -24;
const DOUBLE_UNIT = 2 ** -53;

/** Everything that a generator's future draws depend on. */
export interface GeneratorState {
  readonly seed: bigint;
  readonly engine: Mt19937State;
  /** The second normal of the last pair, if it was not handed out yet. */
  readonly nextNormal: number | null;
}

/**
 * A source of random numbers with PyTorch's streams: the same seed and the same order of draws give the numbers of
 * `torch.Generator().manual_seed(seed)` on a CPU. Integers, uniforms and fewer than 16 normals at a time are identical;
 * 16 normals and more agree within 2e-6 (PyTorch's own vectorized and scalar paths differ by up to 1.7e-6).
 *
 * It works on plain numbers and arrays; `randn`, `rand` and the rest draw tensors with it.
 */
export class Generator {
  #seed = defaultSeed;
  #engine: Mt19937;
  #nextNormal: number | null = null;

  /**
   * @param seed as for `manualSeed`; without one PyTorch's default, 67280421310721, so that even then a run can be repeated
   * @throws RangeError as `manualSeed`
   */
  constructor(seed: number | bigint = defaultSeed) {
    this.#seed = parseSeed(seed);
    this.#engine = new Mt19937(engineSeed(this.#seed));
  }

  /**
   * Starts the stream of a seed. The engine uses its low 32 bits, so seeds 1 and 2^32 + 1 have the same stream, as in PyTorch.
   * @param seed a whole number of 64 bits; negative ones count back from 2^64; a bigint beyond 2^53
   * @returns the generator itself
   * @throws RangeError when the seed is not such a number
   */
  manualSeed(seed: number | bigint): this {
    this.#seed = parseSeed(seed);
    this.#engine = new Mt19937(engineSeed(this.#seed));
    this.#nextNormal = null;
    return this;
  }

  /** The seed it was started with, as an unsigned 64-bit integer. */
  get initialSeed(): bigint {
    return this.#seed;
  }

  /** The next 32 random bits, an integer in [0, 2^32). */
  random(): number {
    return this.#engine.next();
  }

  /** The next 64 random bits, an integer in [0, 2^64); the first of two words is the high one. */
  random64(): bigint {
    const high = BigInt(this.random());
    return (high << 32n) | BigInt(this.random());
  }

  /** The next float32 in [0, 1): 24 bits of one word. */
  uniform(): number {
    return (this.random() & 0xffffff) * FLOAT_UNIT;
  }

  /** The next double in [0, 1): 53 bits of two words. */
  uniformDouble(): number {
    const high = this.random() & 0x1fffff;
    return (high * 2 ** 32 + this.random()) * DOUBLE_UNIT;
  }

  /** The next N(0, 1) in double precision. They come in pairs (Box-Muller); the second waits for the next call. */
  normal(): number {
    if (this.#nextNormal !== null) {
      const waiting = this.#nextNormal;
      this.#nextNormal = null;
      return waiting;
    }
    const angle = 2 * Math.PI * this.uniformDouble();
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniformDouble()));
    this.#nextNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** The next exponential variable with mean 1, in double precision. */
  exponential(): number {
    return -Math.log1p(-this.uniformDouble());
  }

  /**
   * A whole number in [low, high), by remainder: of 32 random bits, or of 64 from a range of 2^32 on.
   * @throws RangeError when the bounds are not whole or the range is empty
   */
  randint(low: number, high: number): number {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low >= high) {
      throw new RangeError(`randint: expected whole bounds with low < high, got [${low}, ${high}); check their order`);
    }
    const range = high - low;
    if (range < 2 ** 32) return low + (this.random() % range);
    return Number(BigInt(low) + (this.random64() % (BigInt(high) - BigInt(low))));
  }

  /**
   * The numbers 0 to n - 1 in random order (Fisher and Yates, from the front).
   * @throws RangeError when n is not a whole number of at least 0
   */
  permutation(n: number): number[] {
    if (!Number.isSafeInteger(n) || n < 0) {
      throw new RangeError(`randperm: expected a whole number of at least 0, got ${n} (${typeof n}); pass a length`);
    }
    const order = Array.from({ length: n }, (_, index) => index);
    for (let i = 0; i < n - 1; i++) {
      const other = i + (this.random() % (n - i));
      const kept = order[i]!;
      order[i] = order[other]!;
      order[other] = kept;
    }
    return order;
  }

  /**
   * Draws indices in proportion to weights (which need not sum to 1), as PyTorch 1.13; later releases draw a single index
   * with replacement as they draw it without, and so another one.
   * @param weights one or more, each finite and at least 0, not all 0
   * @param count how many indices; without replacement no more than there are weights above 0
   * @param replacement whether an index may be drawn twice
   * @throws RangeError for weights or a count that do not fit
   */
  multinomial(weights: ArrayLike<number>, count: number, replacement = false): number[] {
    return replacement
      ? drawIndependently(weights, count, () => this.uniformDouble())
      : drawWithoutReplacement(weights, count, () => this.exponential());
  }

  /**
   * Fills an array with float32 uniforms in [from, to).
   * @throws RangeError when from > to, or either is not finite
   */
  uniformFill(data: Float32Array, from = 0, to = 1): void {
    if (!Number.isFinite(from) || !Number.isFinite(to) || from > to) {
      throw new RangeError(`uniform_: expected finite bounds with from <= to, got [${from}, ${to}); check their order`);
    }
    this.#engine.fillUniform(data);
    if (from === 0 && to === 1) return;
    const width = Math.fround(Math.fround(to) - Math.fround(from));
    const offset = Math.fround(from);
    for (let i = 0; i < data.length; i++) data[i] = Math.fround(data[i]! * width) + offset;
  }

  /**
   * Fills an array with float32 normals, by PyTorch's two algorithms: fewer than 16 come one by one in double precision; 16
   * and more come from float32 uniforms in blocks of 16, where a last block that is not full is drawn anew over the last 16.
   * @param std at least 0
   * @throws RangeError when std is negative, or either is not a number
   */
  normalFill(data: Float32Array, mean = 0, std = 1): void {
    if (Number.isNaN(mean) || !(std >= 0)) {
      throw new RangeError(`normal_: expected a mean and a std of at least 0, got mean ${mean} and std ${std}`);
    }
    const n = data.length;
    if (n < 16) {
      for (let i = 0; i < n; i++) data[i] = this.normal() * std + mean;
      return;
    }
    this.uniformFill(data);
    normalBlocks(data.subarray(0, n - (n % 16)), mean, std);
    if (n % 16 !== 0) {
      const last = data.subarray(n - 16);
      this.uniformFill(last);
      normalBlocks(last, mean, std);
    }
  }

  /** A copy of the state: a generator that is set to it goes on with the same numbers. */
  getState(): GeneratorState {
    return { seed: this.#seed, engine: this.#engine.getState(), nextNormal: this.#nextNormal };
  }

  /** Goes on from a state that `getState` returned, the waiting normal included. */
  setState(state: GeneratorState): this {
    this.#seed = state.seed;
    this.#engine.setState(state.engine);
    this.#nextNormal = state.nextNormal;
    return this;
  }
}

/** Turns uniforms into normals in place, 16 by 16. */
function normalBlocks(data: Float32Array, mean: number, std: number): void {
  if (simd.normalBlocks(data, data.length / 16, mean, std)) return;
  for (let start = 0; start < data.length; start += 16) normalBlock(data, start, mean, std);
}

/** Turns 16 uniforms into 16 normals in place (Box-Muller in float32): element j is paired with j + 8. */
function normalBlock(data: Float32Array, start: number, mean: number, std: number): void {
  const f = Math.fround;
  const scale = f(std);
  const shift = f(mean);
  for (let j = start; j < start + 8; j++) {
    const radius = f(Math.sqrt(f(-2 * f(Math.log(1 - data[j]!)))));
    const angle = f(f(2 * Math.PI) * data[j + 8]!);
    data[j] = f(f(radius * f(Math.cos(angle))) * scale) + shift;
    data[j + 8] = f(f(radius * f(Math.sin(angle))) * scale) + shift;
  }
}

/** The generator of every draw that names none; the one that `manualSeed` seeds. */
export const defaultGenerator = new Generator();

/**
 * Seeds the global generator, as `torch.manual_seed(42)`.
 * @returns the global generator
 * @throws RangeError as `Generator.manualSeed`
 */
export function manualSeed(seed: number | bigint): Generator {
  return defaultGenerator.manualSeed(seed);
}
