import type { HealthStats } from '../torch/course-types.js';

/** An activation of tanh is saturated where its size is above this: the gradient that passes is below 1 - 0.97^2 = 6 %. */
export const SATURATION_LEVEL = 0.97;

/** One number that a rule looks at, and where it was taken. */
export interface Measurement {
  /** The layer or parameter; "loss" for the loss. */
  readonly name: string;
  readonly value: number;
}

/** Something that is measured of a network. */
export interface Measure {
  /** As it reads in a sentence: "pre-activation std". */
  readonly label: string;
  /** As it reads in a formula, with the threshold behind it: "loss - ln(classes)". */
  readonly formula: string;
  /** Every value of it in the statistics; none where nothing was measured. */
  readonly read: (stats: HealthStats) => readonly Measurement[];
}

/** What the rules look at. */
export const measures = {
  loss: {
    label: 'loss',
    formula: 'loss',
    read: ({ loss }) => [{ name: 'loss', value: loss }],
  },
  excessLoss: {
    label: 'loss above that of equal probabilities',
    formula: 'loss - ln(classes)',
    read: ({ loss, classes }) => (Number.isFinite(loss) ? [{ name: 'loss', value: loss - Math.log(classes) }] : []),
  },
  preactivationMean: {
    label: 'size of the pre-activation mean',
    formula: '|mean(pre-activation)|',
    read: ({ layers }) => layers.map((layer) => ({ name: layer.name, value: Math.abs(layer.preactivationMean) })),
  },
  preactivationStd: {
    label: 'pre-activation std',
    formula: 'std(pre-activation)',
    read: ({ layers }) => layers.map((layer) => ({ name: layer.name, value: layer.preactivationStd })),
  },
  saturated: {
    label: 'share of saturated activations',
    formula: `share of |activation| > ${SATURATION_LEVEL}`,
    read: ({ layers }) => layers.map((layer) => ({ name: layer.name, value: layer.saturated })),
  },
  gradientStd: {
    label: 'gradient std',
    formula: 'std(gradient)',
    read: ({ gradients }) => gradients.map((gradient) => ({ name: gradient.name, value: gradient.std })),
  },
  updateRatio: {
    label: 'update ratio',
    formula: 'std(learning rate * gradient) / std(data)',
    read: ({ updateRatios }) => updateRatios.map((value, index) => ({ name: `weight ${index + 1}`, value })),
  },
} as const satisfies Record<string, Measure>;

/** The name of a measure in `measures`. */
export type MeasureName = keyof typeof measures;
