/** The seed of a generator that was given none: `c10::detail::default_rng_seed_val`, the same in every PyTorch process. */
export const defaultSeed = 67280421310721n;

const lowest = -(2n ** 63n);
const highest = 2n ** 64n - 1n;

/**
 * Reads a seed as `torch.manual_seed` does: a whole number of 64 bits, signed or unsigned; a negative one stands for the
 * unsigned number with the same bits (-1 is 2^64 - 1).
 * @param seed a whole number in [-2^63, 2^64); as a `number` only up to 2^53, since beyond that a double has lost digits
 * @returns the seed as an unsigned 64-bit integer
 * @throws RangeError when it is not whole, or outside that range
 */
export function parseSeed(seed: number | bigint): bigint {
  if (typeof seed === 'bigint') {
    if (seed < lowest || seed > highest) {
      throw new RangeError(`manualSeed: expected a seed of 64 bits, got ${seed}n; reduce it modulo 2n ** 64n`);
    }
    return BigInt.asUintN(64, seed);
  }
  // The types promise a number or a bigint; a student's file may pass anything.
  const given: unknown = seed;
  if (typeof given !== 'number') {
    throw new RangeError(
      `manualSeed: expected a whole number, got ${String(given)} (${typeof given}); pass one, like 42`,
    );
  }
  if (!Number.isInteger(given)) {
    throw new RangeError(`manualSeed: expected a whole number, got ${given} (number); pass a whole one, like 42`);
  }
  if (!Number.isSafeInteger(given)) {
    throw new RangeError(
      `manualSeed: expected a whole number of at most 2^53 - 1, got ${given} (number); write larger seeds as a bigint, like 2n ** 60n`,
    );
  }
  return BigInt.asUintN(64, BigInt(given));
}

/** The 32-bit word that PyTorch's CPU generator grows its Mersenne Twister from: the low half of the seed. */
export function engineSeed(seed: bigint): number {
  return Number(BigInt.asUintN(32, seed));
}
