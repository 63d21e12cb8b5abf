/** Everything that decides a training run but the names: the flags of `stepzero train`, the presets and checkpoints all hold these. */
import { z } from 'zod';
import { activationNames } from './activations.js';
import { initNames } from './initializations.js';
import { isSchedule } from './schedule.js';

const whole = (from: number) => z.int().min(from);
const factor = z.number();
/** 'zeros', which draws nothing; or the std of normal draws, which are made (and move the generator) even where it is 0. */
const biasInit = z.union([z.literal('zeros'), z.number().min(0)]);

const fields = z.strictObject({
  /** Characters of context. */
  block: whole(1),
  /** Numbers in the embedding of a character. */
  embedding: whole(1),
  /** Hidden layers; with 0 the embeddings go straight to the output layer. */
  layers: whole(0),
  /** Neurons in a hidden layer. */
  hidden: whole(1),
  activation: z.enum(activationNames),
  /** Of the weights of the hidden layers. */
  init: z.enum(initNames),
  gain: factor,
  /** Whether hidden layers have biases. */
  bias: z.boolean(),
  biasInit,
  /** Of the weight of the output layer. */
  outputInit: z.enum(initNames),
  /** With `outputBatchNorm` the scale of its gamma (the weight then has `gain`), else the gain of the output layer's weight. */
  outputGain: factor,
  outputBias: z.boolean(),
  outputBiasInit: biasInit,
  /** Whether a batch norm stands between each hidden layer and its activation. */
  batchNorm: z.boolean(),
  outputBatchNorm: z.boolean(),
  /** The batch's variance is divided by rows - correction: 0 as PyTorch normalizes, 1 as the lecture does. */
  bnCorrection: z.union([z.literal(0), z.literal(1)]),
  bnEps: z.number().min(0),
  /** The weight of a batch in the running statistics. */
  bnMomentum: z.number().min(0).max(1),
  /** Which statistic beside the mean is kept for evaluation: the variance (PyTorch) or the std (the lecture's first network). */
  bnRunning: z.enum(['var', 'std']),
  steps: whole(1),
  /** Examples in a step. */
  batch: whole(1),
  lr: z
    .array(z.strictObject({ from: whole(0), rate: z.number().min(0) }))
    .min(1)
    .refine(isSchedule)
    .readonly(),
  seed: whole(0),
  /** Names to draw after training. */
  sample: whole(0),
  /** The loss of one step in every so many is kept. */
  logEvery: whole(1),
  /** The health rules are applied every so many steps; 0 for never. */
  healthEvery: whole(0),
});

/** A configuration whose parts fit together: a batch norm needs two examples. */
export const configSchema = fields.refine((config) => !needsTwoExamples(config) || config.batch >= 2, {
  error: 'batch: expected at least 2 examples where there is a batch norm, got 1; one has no variance to normalize by',
});

/** Some settings, as they come from outside. */
export const settingsSchema = fields.partial();

/** The name of every setting. */
export const settingNames = fields.keyof().options;

/** Every setting of a training run. */
export type Config = Readonly<z.infer<typeof fields>>;

/** Some settings; undefined stands for nothing. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** Whether a batch of one has no variance to normalize by. */
export function needsTwoExamples(config: Pick<Config, 'batchNorm' | 'outputBatchNorm' | 'layers'>): boolean {
  return config.outputBatchNorm || (config.batchNorm && config.layers > 0);
}
