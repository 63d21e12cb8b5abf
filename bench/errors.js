/** How far a peer's answers are from float64's. */

/** Every number of an answer, by its path. */
function* numbers(value, path = []) {
  if (typeof value === 'number') yield [path.join('.'), value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) yield* numbers(each, [...path, key]);
  }
}

/**
 * The error of the loss, where there is one, and the largest |error| / (1 + |value|) of all figures with the name of it.
 *
 * @throws Error where a figure is missing: a peer that computes less is no peer
 */
export function errorsOf(result, truth) {
  const given = new Map(numbers(result));
  const errors = { worst: 0, figure: '', figures: 0 };
  for (const [name, expected] of numbers(truth)) {
    const measured = given.get(name);
    if (measured === undefined) throw new Error(`errorsOf: expected a figure "${name}", the answer has none`);
    const error = Math.abs(measured - expected);
    if (name === 'loss') errors.loss = error;
    errors.figures++;
    const relative = error / (1 + Math.abs(expected));
    if (!(relative <= errors.worst)) Object.assign(errors, { worst: relative, figure: name });
  }
  return errors;
}
