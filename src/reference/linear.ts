/** x @ weight + bias, and its gradients. */
import { columnSums, map, type Matrix, matmul, transpose } from './matrix.js';

/**
 * @param x - [N, fanIn]
 * @param weight - [fanIn, fanOut]
 * @param bias - [1, fanOut] or null
 * @returns [N, fanOut]
 */
export function linear(x: Matrix, weight: Matrix, bias: Matrix | null): Matrix {
  const product = matmul(x, weight); // (N, fanIn) @ (fanIn, fanOut) -> (N, fanOut)
  return bias ? map(product, (value, index) => value + bias.data[index % bias.cols]!) : product;
}

/** Gradients of a linear layer: of x, [N, fanIn], of weight, [fanIn, fanOut], and of bias, [1, fanOut]. */
export interface LinearGradients {
  readonly x: Matrix;
  readonly weight: Matrix;
  readonly bias: Matrix;
}

/** Gradients with respect to x, weight and bias, from that of the result. */
export function linearBackward(x: Matrix, weight: Matrix, gradient: Matrix): LinearGradients {
  return {
    x: matmul(gradient, transpose(weight)), // (N, fanOut) @ (fanOut, fanIn) -> (N, fanIn)
    weight: matmul(transpose(x), gradient), // (fanIn, N) @ (N, fanOut) -> (fanIn, fanOut)
    bias: columnSums(gradient), // (1, fanOut)
  };
}
