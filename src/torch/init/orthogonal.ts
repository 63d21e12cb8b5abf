import type { DrawOptions } from '../draw-options.js';
import { formatShape, TensorError } from '../errors.js';
import type { Tensor } from '../tensor.js';
import { normal_ } from './fill.js';

/** How far an orthogonal initialization scales up. */
export interface OrthogonalOptions extends DrawOptions {
  /** A factor for the nonlinearity that follows, from `calculateGain`; 1 by default. */
  readonly gain?: number;
}

/**
 * Makes a weight (semi-)orthogonal in place, as `torch.nn.init.orthogonal_`: of its rows and its columns the fewer are
 * orthonormal (times the gain), so a signal keeps its length. It is the Q of the QR decomposition of a normal matrix,
 * with the signs that make R's diagonal positive; that makes it unique, so it is PyTorch's matrix up to rounding.
 *
 * Source: Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear networks" (2014).
 * @param tensor of at least two dimensions; those after the first count as one
 * @returns the tensor itself
 * @throws TensorError for fewer dimensions
 */
export function orthogonal_(tensor: Tensor, options: OrthogonalOptions = {}): Tensor {
  const rows = tensor.shape[0];
  if (rows === undefined || tensor.shape.length < 2) {
    throw new TensorError(
      `orthogonal_: expected at least 2 dimensions, got shape ${formatShape(tensor.shape)}; a bias has no directions`,
    );
  }
  normal_(tensor, 0, 1, options);
  const { data } = tensor;
  if (data.length === 0) return tensor;
  const columns = data.length / rows;
  const gain = options.gain ?? 1;
  // The fewer of the two become the vectors: vector v has its entry i at data[at(v, i)].
  const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
  const at = (v: number, i: number): number => (rows < columns ? v * columns + i : i * columns + v);
  const vectors = Array.from({ length: count }, (_, v) => Float64Array.from({ length }, (_, i) => data[at(v, i)]!));
  orthonormalize(vectors);
  vectors.forEach((vector, v) => vector.forEach((value, i) => (data[at(v, i)] = value * gain)));
  return tensor;
}

/** Gram and Schmidt in float64, each vector cleaned twice: once leaves rounding errors that a second pass removes. */
function orthonormalize(vectors: readonly Float64Array[]): void {
  vectors.forEach((vector, v) => {
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < v; other++) {
        const basis = vectors[other]!;
        const overlap = dot(vector, basis);
        for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - overlap * basis[i]!;
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / norm;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
