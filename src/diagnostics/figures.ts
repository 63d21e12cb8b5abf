/** A network on one batch, in numbers: everything that the rules look at, and what a person wants to see beside it. */
import type { HealthStats } from '../torch/course-types.js';
import { flatPartsOf } from './nonlinearity.js';
import type { Observation, ObservedLayer, ObservedParameter, Role } from './observation.js';
import { areColumnsAlike, columnsWhere, gridOf, moments, shareOf, standardError, type Values } from './spread.js';

/** The standard errors of three figures of a layer: how far another batch and other draws of its weights would move them. */
interface LayerErrors {
  readonly preactivationMean: number;
  readonly preactivationStd: number;
  readonly saturated: number;
}

/** One hidden layer. null stands for what was not measured, or has no meaning for its nonlinearity. */
export interface LayerFigures {
  readonly name: string;
  readonly units: number | null;
  readonly preactivationMean: number;
  /** n - 1. */
  readonly preactivationStd: number;
  /** Share of pre-activations within -2..2, in 0..1; and within -3..3. */
  readonly within2: number | null;
  readonly within3: number | null;
  readonly activationMean: number | null;
  readonly activationStd: number | null;
  /** Share of activations on a flat end, in 0..1. */
  readonly saturated: number | null;
  /** Units without a gradient on any example of the batch. */
  readonly deadUnits: number | null;
  /** Whether all units answer alike, so that training moves them alike. */
  readonly areUnitsAlike: boolean | null;
  readonly errors: LayerErrors | null;
}

/** One parameter. */
export interface ParameterFigures {
  readonly name: string;
  readonly role: Role;
  readonly shape: readonly number[] | null;
  readonly mean: number | null;
  /** n - 1. */
  readonly std: number | null;
  /** Kaiming's gain / sqrt(fanIn), where that rule applies. */
  readonly ruleStd: number | null;
  readonly gradientStd: number | null;
  /** std(learning rate * gradient) / std(data). */
  readonly updateRatio: number | null;
}

/** A network on one batch. */
export interface NetworkFigures {
  /** Number of classes. */
  readonly classes: number;
  /** Examples in the batch. */
  readonly rows: number | null;
  /** In nats. */
  readonly loss: number;
  /** Standard error of the loss over batches of this size. */
  readonly lossError: number | null;
  readonly logitsStd: number | null;
  readonly learningRate: number | null;
  readonly layers: readonly LayerFigures[];
  readonly parameters: readonly ParameterFigures[];
}

/** Measures a network on a batch. @param classes number of classes: the vocabulary size */
export function measure(observation: Observation, classes: number): NetworkFigures {
  const { loss, logits, targets, layers, parameters, learningRate } = observation;
  return {
    classes,
    rows: logits?.shape[0] ?? layers[0]?.preactivation.shape[0] ?? null,
    loss,
    lossError: logits === undefined || targets === undefined ? null : lossError(logits, targets),
    logitsStd: logits === undefined ? null : moments(logits.data).std,
    learningRate: learningRate ?? null,
    layers: layers.map(measureLayer),
    parameters: parameters.map((parameter) => measureParameter(parameter, learningRate ?? null)),
  };
}

function measureLayer({ name, preactivation, activation, nonlinearity }: ObservedLayer): LayerFigures {
  const { isSaturated, isFlat } = flatPartsOf(nonlinearity);
  const [before, behind] = [gridOf(preactivation), gridOf(activation)];
  const { mean, std } = moments(before.data);
  const { mean: activationMean, std: activationStd } = moments(behind.data);
  return {
    name,
    units: before.cols,
    preactivationMean: mean,
    preactivationStd: std,
    within2: shareOf(before.data, (value) => Math.abs(value) <= 2),
    within3: shareOf(before.data, (value) => Math.abs(value) <= 3),
    activationMean,
    activationStd,
    saturated: isSaturated === null ? null : shareOf(behind.data, isSaturated),
    deadUnits: isFlat === null ? null : columnsWhere(behind, isFlat),
    areUnitsAlike: areColumnsAlike(before),
    errors: errorsOf({ preactivation, activation, mean, std, isSaturated }),
  };
}

function errorsOf(layer: {
  readonly preactivation: Values;
  readonly activation: Values;
  readonly mean: number;
  readonly std: number;
  readonly isSaturated: ((output: number) => boolean) | null;
}): LayerErrors | null {
  const { preactivation, activation, mean, std, isSaturated } = layer;
  const before = gridOf(preactivation);
  const ofMean = standardError(before, (value) => value);
  const ofVariance = standardError(before, (value) => (value - mean) ** 2);
  const ofShare =
    isSaturated === null ? 0 : standardError(gridOf(activation), (output) => (isSaturated(output) ? 1 : 0));
  if (ofMean === null || ofVariance === null || ofShare === null) return null;
  // d sqrt(v) = dv / (2 sqrt(v)); a signal that is constant has nothing that could vary.
  return { preactivationMean: ofMean, preactivationStd: std === 0 ? 0 : ofVariance / (2 * std), saturated: ofShare };
}

function measureParameter(parameter: ObservedParameter, learningRate: number | null): ParameterFigures {
  const { name, role, tensor, gain } = parameter;
  const { shape, data, grad } = tensor;
  const fanIn = parameter.fanIn ?? (shape.length === 2 ? shape[0] : undefined);
  const { mean, std } = moments(data);
  const gradientStd = grad === null ? null : moments(grad.data).std;
  return {
    name,
    role,
    shape: [...shape],
    mean,
    std,
    ruleStd: gain === undefined || fanIn === undefined ? null : gain / Math.sqrt(fanIn),
    gradientStd,
    updateRatio: gradientStd === null || learningRate === null ? null : (learningRate * gradientStd) / std,
  };
}

/** The standard error of a mean cross-entropy over the rows; null where they do not fit together or are fewer than two. */
function lossError(logits: Values, targets: ArrayLike<number>): number | null {
  const { rows, cols, data } = gridOf(logits);
  if (rows < 2 || targets.length !== rows) return null;
  const losses = Float64Array.from({ length: rows }, (_, row) => {
    let largest = -Infinity;
    for (let col = 0; col < cols; col++) largest = Math.max(largest, data[row * cols + col] ?? NaN);
    let sum = 0;
    for (let col = 0; col < cols; col++) sum += Math.exp((data[row * cols + col] ?? NaN) - largest);
    return Math.log(sum) + largest - (data[row * cols + (targets[row] ?? NaN)] ?? NaN);
  });
  return moments(losses).std / Math.sqrt(rows);
}

/** The weights that the rules in training are about. */
export function hiddenWeights({ parameters }: NetworkFigures): readonly ParameterFigures[] {
  return parameters.filter(({ role }) => role === 'hidden');
}

/** The same as the statistics that the rules (and exercise 6.4) read; what has no name of its own there keeps its order. */
export function healthStats(figures: NetworkFigures): HealthStats {
  const hidden = hiddenWeights(figures);
  return {
    classes: figures.classes,
    loss: figures.loss,
    layers: figures.layers.map(({ name, preactivationMean, preactivationStd, saturated }) => ({
      name,
      preactivationMean,
      preactivationStd,
      saturated: saturated ?? 0,
    })),
    gradients: hidden.flatMap(({ name, gradientStd: std }) => (std === null ? [] : [{ name, std }])),
    updateRatios: hidden.flatMap(({ updateRatio }) => updateRatio ?? []),
  };
}
