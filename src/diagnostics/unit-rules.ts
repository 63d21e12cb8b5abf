/** What goes wrong with single units: facts, not thresholds, so they stand beside the tutorial's table and not in it. */
import type { LayerFigures, NetworkFigures } from './figures.js';

/** A finding about units that the table of thresholds has no line for. */
export interface UnitRule {
  readonly finding: 'dead-units' | 'identical-units';
  /** What is counted, as it reads in a sentence. */
  readonly label: string;
  /** The number of units of a layer that it applies to; 0 for none. */
  readonly count: (layer: LayerFigures, rows: number | null) => number;
  readonly cause: string;
  readonly remedy: string;
  readonly verify: string;
}

/** A live unit that is flat half of the time may be called dead with this probability, over all units of a layer. */
const MISTAKEN = 1e-6;

/**
 * Whether a batch can tell dead units from live ones. A unit that is flat on at most half of all examples is flat on all
 * `rows` of them with probability 2^-rows or less; so some live unit of the layer looks dead with at most units 2^-rows.
 */
export function canTellDead(units: number, rows: number): boolean {
  return units * 2 ** -rows <= MISTAKEN;
}

/** The two of them. */
export const unitRules: readonly UnitRule[] = [
  {
    finding: 'dead-units',
    label: 'units that are flat on every example',
    count: ({ deadUnits, units }, rows) =>
      deadUnits !== null && units !== null && rows !== null && canTellDead(units, rows) ? deadUnits : 0,
    cause:
      'On every example of the batch these units sit where their nonlinearity is flat, so no gradient reaches their weights.',
    remedy:
      'Shrink their weights and set their biases to 0, or put a batch norm before the nonlinearity; for relu, lower the learning rate too.',
    verify: 'On a batch of a few hundred examples no unit is flat on all of them.',
  },
  {
    finding: 'identical-units',
    label: 'units that all answer alike',
    count: ({ areUnitsAlike, units }) => (areUnitsAlike === true ? (units ?? 0) : 0),
    cause: 'All units of the layer have the same weights, so they get the same gradient and stay copies of one unit.',
    remedy: 'Draw the weights at random: std gain / sqrt(fanIn). Only biases may start out equal.',
    verify: 'On one example the pre-activations of the units differ.',
  },
];

/** Layers whose dead units a batch of this size cannot tell, with the smallest one that can. */
export function batchTooSmall({
  layers,
  rows,
}: NetworkFigures): { readonly rows: number; readonly needed: number } | null {
  if (rows === null) return null;
  const widest = Math.max(0, ...layers.flatMap(({ deadUnits, units }) => (deadUnits === null ? [] : (units ?? []))));
  if (widest === 0 || canTellDead(widest, rows)) return null;
  return { rows, needed: Math.ceil(Math.log2(widest / MISTAKEN)) };
}
