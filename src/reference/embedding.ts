/** Looking up a context's characters and laying their embeddings side by side, and the way back. */
import { type Matrix, zeros } from './matrix.js';

/** N contexts of `blockSize` indices each. */
export type Contexts = readonly (readonly number[])[];

/**
 * Are all contexts of one length, and made of rows of C?
 *
 * @throws RangeError naming the first that is not
 */
export function checkContexts(C: Matrix, X: Contexts): void {
  const blockSize = X[0]?.length ?? 0;
  X.forEach((context, row) => {
    if (context.length !== blockSize) {
      throw new RangeError(`embed: expected ${blockSize} indices in every context, got ${context.length} at [${row}]`);
    }
    context.forEach((index, place) => {
      if (!Number.isInteger(index) || index < 0 || index >= C.rows) {
        throw new RangeError(`embed: expected indices in 0..${C.rows - 1}, got ${index} at [${row}, ${place}]`);
      }
    });
  });
}

/**
 * C[X].view(N, -1): row n is C[X[n][0]], C[X[n][1]], ... side by side.
 *
 * @param C - [V, E]
 * @param X - N rows of B indices in 0..V-1
 * @returns [N, B * E]
 * @throws RangeError naming the first index that is not a row of C
 */
export function embed(C: Matrix, X: Contexts): Matrix {
  checkContexts(C, X);
  const blockSize = X[0]?.length ?? 0;
  const embedded = zeros(X.length, blockSize * C.cols);
  X.forEach((context, row) => {
    context.forEach((index, place) => {
      const from = index * C.cols;
      embedded.data.set(C.data.subarray(from, from + C.cols), row * embedded.cols + place * C.cols);
    });
  });
  return embedded; // (V, E)[(N, B)] -> (N, B * E)
}

/** The gradient of C: every use of a character adds its part. `gradient` is that of `embed`'s result, [N, B * E]. */
export function embedBackward(C: Matrix, X: Contexts, gradient: Matrix): Matrix {
  const total = zeros(C.rows, C.cols);
  X.forEach((context, row) => {
    context.forEach((index, place) => {
      for (let e = 0; e < C.cols; e++) {
        total.data[index * C.cols + e]! += gradient.data[row * gradient.cols + place * C.cols + e]!;
      }
    });
  });
  return total; // (V, E)
}
