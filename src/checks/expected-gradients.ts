/** What backward must leave behind one layer, by the reference, and how far float32 may land from it. */
import { batchNormGradientBound, dotBound, slopeBound, UNIT_ROUNDOFF } from '../grading/tolerance.js';
import { map, type Matrix } from '../reference/matrix.js';
import type { BatchNorm } from '../reference/network.js';
import { reference } from '../reference/reference.js';
import type { Expected } from './expected-output.js';

/** Gradients of x @ weight + bias where `upstream` [N, fanOut] arrives at its output. */
export async function linearGradients(x: Matrix, weight: Matrix, upstream: Matrix) {
  const exact = await reference.linearBackward(x, weight, upstream);
  // For the bounds. Each element is a sum of products: over the outputs for x, over the rows for weight and bias.
  const sizes = await reference.linearBackward(map(x, Math.abs), map(weight, Math.abs), map(upstream, Math.abs));
  const judged = (name: 'x' | 'weight' | 'bias', length: number): Expected => ({
    expected: exact[name].data,
    bounds: sizes[name].data.map((sum) => dotBound(length, sum)),
  });
  return { x: judged('x', weight.cols), weight: judged('weight', x.rows), bias: judged('bias', x.rows) };
}

/** Gradients of a batch norm where `upstream` [N, F] arrives at its output. */
export async function batchNormGradients(x: Matrix, rule: BatchNorm, upstream: Matrix) {
  const exact = await reference.batchNormBackward(x, rule, upstream);
  const bounds = batchNormGradientBound(x, rule.gain.data, upstream.data, rule.eps);
  return {
    x: { expected: exact.x.data, bounds: bounds.x },
    gamma: { expected: exact.gain.data, bounds: bounds.gamma },
    beta: { expected: exact.bias.data, bounds: bounds.beta },
  };
}

/** The gradient of x where `upstream` arrives at tanh(x): upstream (1 - tanh(x)^2), and the rounding of the slope and of the product. */
export async function tanhGradient(x: Matrix, upstream: Matrix): Promise<Expected> {
  const { data: y } = await reference.activate('tanh', x);
  const slopes = y.map((value) => 1 - value ** 2);
  return {
    expected: slopes.map((slope, index) => slope * (upstream.data[index] ?? 0)),
    bounds: slopes.map((slope, index) => {
      const rounding = slopeBound('tanh', x.data[index] ?? 0, y[index] ?? 0, 0) + UNIT_ROUNDOFF * slope;
      return Math.abs(upstream.data[index] ?? 0) * rounding;
    }),
  };
}
