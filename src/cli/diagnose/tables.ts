/** The figures of a diagnosis as tables of text, for terminal and page alike. */
import type { LayerFigures, NetworkFigures, ParameterFigures } from '../../diagnostics/figures.js';
import { format, formatShare } from '../../grading/format.js';

/** A table: the first column is text, all others are figures. */
export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const NONE = '–';

/** What goes into the nonlinearities. */
export function preactivationTable({ layers }: NetworkFigures): Table {
  return {
    heads: ['pre-activations', 'mean', 'std', 'within ±2', 'within ±3'],
    rows: layers.map(({ name, preactivationMean, preactivationStd, within2, within3 }) => [
      name,
      fixed(preactivationMean),
      sized(preactivationStd),
      share(within2),
      share(within3),
    ]),
  };
}

/** What comes out of them. */
export function activationTable({ layers }: NetworkFigures): Table {
  return {
    heads: ['activations', 'mean', 'std', 'saturated', 'dead units'],
    rows: layers.map((layer) => [
      layer.name,
      fixed(layer.activationMean),
      sized(layer.activationStd),
      share(layer.saturated),
      deadText(layer),
    ]),
  };
}

/** What is trained; the last column is the std beside that of Kaiming's rule, where it applies. */
export function parameterTable({ parameters }: NetworkFigures): Table {
  const measured = parameters.filter(({ std }) => std !== null);
  return {
    heads: ['parameters', 'shape', 'mean', 'std', 'gain/√fanIn'],
    rows: measured.map(({ name, shape, mean, std, ruleStd }) => [
      name,
      shape === null ? NONE : shape.join(' x '),
      fixed(mean),
      Number.isNaN(std) ? NONE : sized(std),
      sized(ruleStd),
    ]),
  };
}

/** What a step does to the weights. */
export function updateTable({ parameters }: NetworkFigures): Table {
  const moved = parameters.filter(({ gradientStd, updateRatio }) => gradientStd !== null || updateRatio !== null);
  return {
    heads: ['weights', 'gradient std', 'update/data'],
    rows: moved
      .filter(isWeight)
      .map(({ name, gradientStd, updateRatio }) => [name, small(gradientStd), small(updateRatio)]),
  };
}

/** Biases and the like are not what one looks at while training; a parameter without a shape came from a file of statistics. */
function isWeight({ shape }: ParameterFigures): boolean {
  return shape === null || shape.length >= 2;
}

function deadText({ deadUnits, units }: LayerFigures): string {
  if (deadUnits === null) return NONE;
  return units === null ? String(deadUnits) : `${deadUnits} of ${units}`;
}

/** "27.8817 nats, where ln 27 = 3.2958 is that of equal probabilities". */
export function lossText({ loss, classes }: NetworkFigures): string {
  const shown = Number.isFinite(loss) && Math.abs(loss) < 10_000 ? loss.toFixed(4) : format(loss);
  return `${shown}; ln ${classes} = ${Math.log(classes).toFixed(4)} is the loss of equal probabilities`;
}

function fixed(value: number | null): string {
  if (value === null) return NONE;
  return Math.abs(value) < 1000 ? value.toFixed(3).replace(/^-(0\.000)$/, '$1') : format(value);
}

/** Of a size, which is never rounded to 0. */
function sized(value: number | null): string {
  return value !== null && value !== 0 && Math.abs(value) < 0.01 ? small(value) : fixed(value);
}

function share(value: number | null): string {
  return value === null ? NONE : formatShare(value);
}

function small(value: number | null): string {
  return value === null ? NONE : Number.isFinite(value) ? value.toExponential(2) : format(value);
}
