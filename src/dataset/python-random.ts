/** Python's `random` module, as far as the lecture needs it: a seeded shuffle that puts the names in the lecture's order. */
import { Mt19937 } from '../torch/mt19937.js';

/**
 * A stream of CPython's `random.Random(seed)`, number for number.
 *
 * Source: CPython's documented behaviour since 3.2 (`Lib/random.py`, `Modules/_randommodule.c`): the Mersenne Twister
 * seeded by the array of the seed's 32-bit words, and unbiased integers by rejection.
 */
export class PythonRandom {
  readonly #engine: Mt19937;

  /**
   * @param seed a whole number; its sign is dropped, as in Python
   * @throws RangeError when the seed is not a safe integer
   */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) {
      throw new RangeError(`random.seed: expected a whole number below 2^53, got ${seed}; pass an integer such as 42`);
    }
    const size = Math.abs(seed);
    const low = size % 2 ** 32;
    const high = Math.floor(size / 2 ** 32);
    this.#engine = Mt19937.byArray(high === 0 ? [low] : [low, high]);
  }

  /** A whole number in [0, n), n from 1 to 2^32 - 1: the bits that n needs are drawn until they say a number below n. */
  #below(n: number): number {
    const unused = Math.clz32(n);
    let drawn = this.#engine.next() >>> unused;
    while (drawn >= n) drawn = this.#engine.next() >>> unused;
    return drawn;
  }

  /**
   * The items in the order that `random.shuffle` leaves them in (Fisher and Yates, from the back). The input stays as it is.
   * @param items fewer than 2^32 of them
   */
  shuffle<T extends string | number | object>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      const last: T | undefined = shuffled[i];
      const other: T | undefined = shuffled[j];
      if (last === undefined || other === undefined) {
        throw new TypeError(
          `shuffle: expected an item at every index, got none at ${last === undefined ? i : j} (undefined)`,
        );
      }
      shuffled[i] = other;
      shuffled[j] = last;
    }
    return shuffled;
  }
}
