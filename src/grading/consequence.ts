import type { Plot } from './plot.js';

/** What one set of weights does. Losses are in nats, over `examples` of the training set. */
export interface StartFigures {
  readonly initialLoss: number;
  /** Share of |activation| > 0.97 in the hidden layers, in 0..1. */
  readonly saturated: number;
  /** Hidden units that are saturated on every one of the examples. */
  readonly deadUnits: number;
  /** The loss after the steps: NaN where training broke the network, left out where there was no training. */
  readonly lossAfter?: number;
}

/** What a student's own weights do to a network, computed, beside a right initialization on the same data and batches. */
export interface Consequence {
  /** The figures as sentences. */
  readonly text: string;
  /** How many training examples they were measured on. */
  readonly examples: number;
  /** Hidden units of the student's network. */
  readonly units: number;
  /** Steps of training before `lossAfter`. */
  readonly steps: number;
  readonly student: StartFigures;
  readonly reference: StartFigures;
  readonly plots?: readonly Plot[];
}
