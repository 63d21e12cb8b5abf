/** What is looked at: a network on one batch, after its forward pass or after its backward pass too. */
import type { Numbers, Values } from './spread.js';

/** A parameter's part in the network: 'hidden' is a weight of a hidden layer, which the rules in training are about; biases are 'other'. */
export type Role = 'hidden' | 'output' | 'embedding' | 'other';

/** A tensor and its gradient: a tensor of '#torch' is one. */
export interface ObservedTensor extends Values {
  /** null before the first backward pass. */
  readonly grad: { readonly data: Numbers } | null;
}

/** What went into a nonlinearity, and what came out; the first dimension is that of the batch. */
export interface ObservedLayer {
  readonly name: string;
  readonly preactivation: Values;
  readonly activation: Values;
  /** Its name in `F`: 'tanh', 'relu'. Saturation and dead units are those of tanh, sigmoid and (dead alone) relu. */
  readonly nonlinearity: string;
}

/** A trained tensor. */
export interface ObservedParameter {
  readonly name: string;
  readonly role: Role;
  readonly tensor: ObservedTensor;
  /** Inputs of a unit; the rows of a weight of two dimensions where it is not given (x @ W has W [fanIn, fanOut]). */
  readonly fanIn?: number;
  /** Of Kaiming's rule for this weight, gain / sqrt(fanIn): 5/3 before tanh. Not given where no rule applies, as before a batch norm. */
  readonly gain?: number;
}

/** A network on one batch. */
export interface Observation {
  /** Mean cross-entropy of the batch in nats, before the update. */
  readonly loss: number;
  /** [rows, classes]; tells how far the loss may be off by chance, and the size of the logits. */
  readonly logits?: Values;
  /** The right class of each row. */
  readonly targets?: ArrayLike<number>;
  /** Hidden layers, first to last. */
  readonly layers: readonly ObservedLayer[];
  readonly parameters: readonly ObservedParameter[];
  /** Of the step that follows; without it there are no update ratios. */
  readonly learningRate?: number;
}
