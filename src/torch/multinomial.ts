/** Draws of indices in proportion to weights: the two algorithms behind `torch.multinomial`. */

/**
 * Without replacement, by an exponential race: index i arrives at time e_i / w_i with e_i exponential, and the first to
 * arrive are drawn. The first is i with probability w_i / sum(w). One exponential per weight, in order.
 * Source: Efraimidis and Spirakis, "Weighted random sampling with a reservoir" (2006), in its exponential form.
 * @param exponential the next exponential variable with mean 1
 * @throws RangeError for weights or a count that do not fit
 */
export function drawWithoutReplacement(weights: ArrayLike<number>, count: number, exponential: () => number): number[] {
  const positive = checkWeights(weights, count);
  if (count > positive) {
    throw new RangeError(
      `multinomial: expected at most ${positive} draws without replacement (the weights above 0), got ${count}; ask for fewer, or use replacement`,
    );
  }
  // PyTorch divides in float32 and keeps the largest w_i / e_i.
  const speed = Float32Array.from(weights, (weight) => Math.fround(weight) / Math.fround(exponential()));
  return Array.from(speed.keys())
    .sort((a, b) => speed[b]! - speed[a]!)
    .slice(0, count);
}

/**
 * With replacement: each draw looks a uniform double up in the running sums of the weights (float32, divided by their total).
 * @param uniform the next double in [0, 1)
 * @throws RangeError for weights or a count that do not fit
 */
export function drawIndependently(weights: ArrayLike<number>, count: number, uniform: () => number): number[] {
  checkWeights(weights, count);
  const cumulative = new Float32Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    total = Math.fround(total + Math.fround(weights[i]!));
    cumulative[i] = total;
  }
  for (let i = 0; i < weights.length; i++) cumulative[i] = cumulative[i]! / total;
  // Rounding may leave the last sum below 1, and a uniform above it.
  cumulative[weights.length - 1] = 1;
  return Array.from({ length: count }, () => firstNotBelow(cumulative, uniform()));
}

/** The first index whose value is not below `target`, by bisection. */
function firstNotBelow(ascending: Float32Array, target: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Throws unless the weights are a distribution up to a factor; returns how many are above 0. */
function checkWeights(weights: ArrayLike<number>, count: number): number {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(
      `multinomial: expected a count of at least 1, got ${count} (${typeof count}); ask for one or more`,
    );
  }
  let positive = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(
        `multinomial: expected weights that are finite and at least 0, got ${weight} at index ${i}; are these probabilities?`,
      );
    }
    if (weight > 0) positive++;
  }
  if (positive === 0) {
    throw new RangeError(
      `multinomial: expected a weight above 0, got none (${weights.length} weights); nothing can be drawn`,
    );
  }
  return positive;
}
