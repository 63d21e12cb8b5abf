/** A matrix in float64, row-major. The judge computes in it; a student's float32 tensor is read into it without loss. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** What a matrix can be read from: a tensor of either side of the boundary. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** A matrix of zeros. */
export function zeros(rows: number, cols: number): Matrix {
  return { rows, cols, data: new Float64Array(rows * cols) };
}

/**
 * Reads a tensor: [R, C] as it is, [C] as one row, [] as one element.
 *
 * @throws RangeError for more than two dimensions, or a length that is not the product of the shape
 */
export function fromTensor(tensor: TensorLike): Matrix {
  const { shape, data } = tensor;
  const rows = shape.length === 2 ? shape[0]! : 1;
  const cols = shape.at(-1) ?? 1;
  if (shape.length > 2 || rows * cols !== data.length) {
    throw new RangeError(
      `fromTensor: expected at most 2 dimensions, got [${shape.join(', ')}] with ${data.length} values`,
    );
  }
  return { rows, cols, data: Float64Array.from(data) };
}

/** The matrix of given rows, which must all be of one length. */
export function fromRows(rows: readonly (readonly number[])[]): Matrix {
  return fromTensor({ shape: [rows.length, rows[0]?.length ?? 0], data: rows.flat() });
}

/** @throws RangeError where a @ b is not defined: the inner dimensions differ */
export function checkInner(a: Omit<Matrix, 'data'>, b: Omit<Matrix, 'data'>): void {
  if (a.cols === b.rows) return;
  throw new RangeError(
    `matmul: [${a.rows}, ${a.cols}] @ [${b.rows}, ${b.cols}]: inner dimensions ${a.cols} and ${b.rows} differ`,
  );
}

/**
 * a @ b.
 *
 * @param a - [N, K]
 * @param b - [K, M]
 * @returns [N, M]
 * @throws RangeError where the inner dimensions differ
 */
export function matmul(a: Matrix, b: Matrix): Matrix {
  checkInner(a, b);
  const product = zeros(a.rows, b.cols);
  const [left, right, sums] = [a.data, b.data, product.data];
  const { cols } = b;
  for (let row = 0; row < a.rows; row++) {
    const at = row * cols;
    let k = 0;
    // Along the rows of b, so that memory is walked in order, four of them at a time: each sum is read and written once for
    // four products, and yet its terms are added in the order of k.
    for (; k + 3 < a.cols; k += 4) {
      const first = row * a.cols + k;
      const [f0, f1, f2, f3] = [left[first]!, left[first + 1]!, left[first + 2]!, left[first + 3]!];
      const [r0, r1, r2, r3] = [k * cols, (k + 1) * cols, (k + 2) * cols, (k + 3) * cols];
      for (let col = 0; col < cols; col++) {
        const sum = sums[at + col]! + f0 * right[r0 + col]! + f1 * right[r1 + col]!;
        sums[at + col] = sum + f2 * right[r2 + col]! + f3 * right[r3 + col]!;
      }
    }
    for (; k < a.cols; k++) {
      const factor = left[row * a.cols + k]!;
      for (let col = 0; col < cols; col++) sums[at + col]! += factor * right[k * cols + col]!;
    }
  }
  return product; // (N, K) @ (K, M) -> (N, M)
}

/** Rows become columns: [N, M] -> [M, N]. */
export function transpose(a: Matrix): Matrix {
  const turned = zeros(a.cols, a.rows);
  for (let row = 0; row < a.rows; row++) {
    for (let col = 0; col < a.cols; col++) turned.data[col * a.rows + row] = a.data[row * a.cols + col]!;
  }
  return turned;
}

/** The sum of each column: [N, M] -> [1, M]. */
export function columnSums(a: Matrix): Matrix {
  const sums = zeros(1, a.cols);
  for (let index = 0; index < a.data.length; index++) sums.data[index % a.cols]! += a.data[index]!;
  return sums;
}

/** A new matrix of the same shape, element by element. */
export function map(a: Matrix, change: (value: number, index: number) => number): Matrix {
  return { ...a, data: a.data.map(change) };
}
