/** Batches whose features (columns) differ in mean and spread, as pre-activations do. */
import { TensorValue } from '../guest/contract/value.js';
import { batchNorm } from '../reference/batch-norm.js';
import { fromTensor } from '../reference/matrix.js';
import type { Generator } from '../torch/generator.js';
import { batchNormRule } from './expected-output.js';
import { normalTensor, uniformTensor } from './inputs.js';

/**
 * A batch [rows, cols] whose features have means in -2..2 and standard deviations in 2..4, exactly: two examples that fall
 * close together would make eps, or rounding, show in a check that is about something else.
 */
export function exactBatch(generator: Generator, rows: number, cols: number): TensorValue {
  const means = uniformTensor(generator, [cols], -2, 2);
  const stds = uniformTensor(generator, [cols], 2, 4);
  const draws = fromTensor(normalTensor(generator, [rows, cols]));
  // An input, not an expected number: the same on every backend.
  const { output } = batchNorm(draws, batchNormRule(stds, means, 0));
  return new TensorValue([rows, cols], Float32Array.from(output.data));
}

/** Where batches come from, one after the other: each feature has its own mean and spread. */
export interface Source {
  readonly means: Float32Array;
  readonly stds: Float32Array;
}

/** A source with means in -3..3 and standard deviations in 1.5..3: far from the 0 and 1 that running buffers start at. */
export function drawSource(generator: Generator, dim: number): Source {
  return { means: uniformTensor(generator, [dim], -3, 3).data, stds: uniformTensor(generator, [dim], 1.5, 3).data };
}

/** Independent examples [rows, dim] from a source. */
export function drawFrom({ means, stds }: Source, generator: Generator, rows: number): TensorValue {
  const cols = means.length;
  const draws = normalTensor(generator, [rows, cols]);
  return new TensorValue(
    draws.shape,
    draws.data.map((draw, index) => (means[index % cols] ?? 0) + (stds[index % cols] ?? 1) * draw),
  );
}
