/** Orthogonal weights: Saxe, McClelland and Ganguli (2014). */
import { type Matrix, transpose } from '../matrix.js';

/**
 * Orthonormal columns (rows, where there are more columns than rows) times `gain`, by Gram-Schmidt over the given draws,
 * each vector freed of the others twice: once is not enough in floating point.
 *
 * @param draws - [fanIn, fanOut], of a normal distribution
 */
export function orthogonal(draws: Matrix, gain: number): Matrix {
  if (draws.cols > draws.rows) return transpose(orthogonal(transpose(draws), gain));
  const vectors = transpose(draws); // (fanOut, fanIn): one vector a row
  const at = (row: number) => vectors.data.subarray(row * vectors.cols, (row + 1) * vectors.cols);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, index) => sum + value * b[index]!, 0);
  for (let row = 0; row < vectors.rows; row++) {
    const vector = at(row);
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < row; before++) {
        const other = at(before);
        const part = dot(vector, other);
        for (let k = 0; k < vector.length; k++) vector[k]! -= part * other[k]!;
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    for (let k = 0; k < vector.length; k++) vector[k]! /= norm;
  }
  for (let index = 0; index < vectors.data.length; index++) vectors.data[index]! *= gain;
  return transpose(vectors);
}
