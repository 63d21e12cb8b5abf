import { format } from '../grading/format.js';
import { placeOf } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { TensorValue } from '../guest/contract/value.js';

/** A parameter that starts at one value everywhere. */
export function judgeFilled(
  what: string,
  tensor: TensorValue,
  value: number,
  consequence: string,
  next: string,
): Pass | Fail {
  const off = tensor.data.findIndex((each) => each !== value);
  if (off < 0) return { status: 'pass', measured: `${what} is ${format(value)} everywhere`, expected: value };
  const count = tensor.data.reduce((sum, each) => sum + (each === value ? 0 : 1), 0);
  return {
    status: 'fail',
    rationale: `${what}${placeOf(off, tensor.shape)} is ${format(tensor.data[off] ?? NaN)} and should be ${format(value)} (${format(count)} of ${format(tensor.data.length)} values are off). ${consequence}`,
    measured: tensor.data[off] ?? NaN,
    expected: value,
    next,
  };
}
