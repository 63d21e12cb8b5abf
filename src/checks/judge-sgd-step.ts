import { format } from '../grading/format.js';
import { closeEnough } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';

/** A parameter around one step of training, with the gradient of the step's loss as the judge measured it. */
export interface SteppedParameter {
  /** "C"; "parameter 0 of layers[3]". */
  readonly name: string;
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly grad: Float32Array | null;
  /** The gradient of the step before, to recognize one that was not cleared. */
  readonly previousGrad: Float32Array | null;
}

/** Judges whether each parameter went from `before` to before - learningRate * grad, element by element. */
export function judgeSgdStep(
  which: string,
  learningRate: number,
  parameters: readonly SteppedParameter[],
): Pass | Fail {
  let worst = 0;
  for (const parameter of parameters) {
    const { name, before, after, grad } = parameter;
    let error = after.length === before.length ? 0 : Infinity;
    before.forEach((value, index) => {
      const expected = value - learningRate * (grad?.[index] ?? 0);
      const off = Math.abs((after[index] ?? NaN) - expected) / closeEnough(expected);
      error = Number.isNaN(off) ? Infinity : Math.max(error, off);
    });
    worst = Math.max(worst, error);
    if (error > 1) return failure(which, learningRate, parameter, name);
  }
  return {
    status: 'pass',
    measured: `${which}: ${parameters.length} parameters moved by -learningRate * grad`,
    expected: 'each by -learningRate * grad, once',
  };
}

function failure(which: string, learningRate: number, parameter: SteppedParameter, name: string): Fail {
  const { before, after, grad, previousGrad } = parameter;
  const change = before.map((value, index) => (after[index] ?? NaN) - value);
  const zeros = new Float32Array(before.length);
  const expected = (grad ?? zeros).map((value) => -learningRate * value);
  const piled = expected.map((value, index) => value - learningRate * (previousGrad?.[index] ?? 0));
  const ratio = along(change, expected);
  const { problem, next } = explain(ratio, previousGrad !== null && isNear(change, piled));
  return {
    status: 'fail',
    rationale: `In ${which} ${name} moved by ${format(ratio)} times what -learningRate * grad is: ${problem}`,
    measured: `a change of ${format(norm(change))} (length over all elements)`,
    expected: `-learningRate * grad, of length ${format(norm(expected))}`,
    ...(Number.isFinite(ratio) ? { ratio } : {}),
    next,
  };
}

function explain(ratio: number, isPiledUp: boolean): { readonly problem: string; readonly next: string } {
  if (isPiledUp) {
    return {
      problem:
        'the gradient of the step before is still in it. backward() adds to what it finds, so steps would grow and point backwards in time.',
      next: 'Set grad = null on C and on every parameter before backward().',
    };
  }
  if (!Number.isFinite(ratio)) {
    return {
      problem: 'it has no gradient on this batch, and yet it changed.',
      next: 'Subtract learningRate * grad, and nothing else.',
    };
  }
  if (Math.abs(ratio) < 0.02) {
    return {
      problem: 'it stayed where it was, so it is never learned.',
      next: 'Update C and the parameters of every layer, in place: parameter.sub_(parameter.grad.mul(learningRate)) inside noGrad.',
    };
  }
  if (ratio < 0) {
    return { problem: 'uphill, so the loss grows.', next: 'Subtract learningRate * grad; the gradient points uphill.' };
  }
  return {
    problem: 'one step of SGD is exactly once the gradient of the mean loss.',
    next: 'Use the gradient of F.crossEntropy(logits, Y) of this batch, subtract it learningRate times, and do so once for each parameter.',
  };
}

/** How many times `direction` lies in `vector`: 1 where they are equal. */
export function along(vector: Float32Array, direction: Float32Array): number {
  let dot = 0;
  let square = 0;
  for (let i = 0; i < vector.length; i++) {
    const unit = direction[i] ?? 0;
    dot += (vector[i] ?? NaN) * unit;
    square += unit * unit;
  }
  return dot / square;
}

/** Whether two vectors differ by less than 1 % of the length of `b`. */
export function isNear(a: Float32Array, b: Float32Array): boolean {
  const difference = a.map((value, index) => value - (b[index] ?? NaN));
  return norm(difference) < 0.01 * norm(b);
}

/** The Euclidean length. */
export function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
