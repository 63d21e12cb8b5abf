/** The tutorial's networks with one hidden layer before training, and what they measure on a batch. */
import type { Examples } from '../../dataset/examples.js';
import type { Matrix } from '../../reference/matrix.js';
import type { Network } from '../../reference/network.js';
import { reference } from '../../reference/reference.js';
import { Generator } from '../../torch/generator.js';
import { startSeeds } from './seeds.js';

/** Normal draws times a factor; uniform ones from 0 to 1; or one value, which draws nothing. */
type Fill = { readonly normal: number } | 'uniform' | { readonly value: number };

/** How the parameters start. */
interface Start {
  readonly W1: Fill;
  readonly b1: Fill;
  readonly W2: Fill;
  readonly b2: Fill;
  readonly batchNorm?: boolean;
}

/** The lecture's sizes: a context of 3, embeddings of 10, 200 hidden units; the vocabulary is that of the data. */
const sizes = { blockSize: 3, nEmbd: 10, nHidden: 200 } as const;
const FAN_IN = sizes.blockSize * sizes.nEmbd;
const BATCH = 32;

const normal = (factor: number): Fill => ({ normal: factor });
const zeros: Fill = { value: 0 };
const kaiming = normal(5 / 3 / Math.sqrt(FAN_IN));
const unitOutput = normal(1 / Math.sqrt(sizes.nHidden));

/** The starts that the tutorial speaks of. Embeddings are normal in all of them. */
const starts = {
  naive: { W1: normal(1), b1: normal(1), W2: normal(1), b2: normal(1) },
  fixedOutput: { W1: normal(1), b1: normal(1), W2: normal(0.01), b2: zeros },
  quickFix: { W1: normal(0.2), b1: zeros, W2: normal(0.01), b2: zeros },
  kaiming: { W1: kaiming, b1: zeros, W2: normal(0.01), b2: zeros },
  batchNorm: { W1: kaiming, b1: zeros, W2: normal(0.01), b2: zeros, batchNorm: true },
  kaimingOutput: { W1: kaiming, b1: zeros, W2: unitOutput, b2: zeros },
  xavier: { W1: normal(1 / Math.sqrt(FAN_IN)), b1: zeros, W2: unitOutput, b2: zeros },
  scaled: { W1: normal(0.2), b1: zeros, W2: normal(0.2), b2: zeros },
  small: { W1: normal(0.01), b1: zeros, W2: normal(0.01), b2: zeros },
  uniform: { W1: 'uniform', b1: zeros, W2: 'uniform', b2: zeros },
  zeros: { W1: zeros, b1: zeros, W2: zeros, b2: zeros },
  ones: { W1: { value: 1 }, b1: zeros, W2: { value: 1 }, b2: zeros },
} as const satisfies Readonly<Record<string, Start>>;

/** A start by name. */
export type StartName = keyof typeof starts;

/** What one draw of a network measures on a batch of 32 drawn behind it, as in the lecture. */
export interface StartFigures {
  readonly loss: number;
  readonly W1Std: number;
  /** Of what goes into the tanh: behind the batch norm where there is one. */
  readonly preactivationMean: number;
  readonly preactivationStd: number;
  /** Shares of pre-activations in [-2, 2] and in [-3, 3]. */
  readonly within2: number;
  readonly within3: number;
  /** Of the tanh's outputs. */
  readonly activationStd: number;
  /** Share of them beyond 0.97 in size. */
  readonly saturated: number;
  readonly logitsStd: number;
}

/** The figures of a start for every seed, the lecture's first. */
export async function measureStarts(name: StartName, examples: Examples): Promise<StartFigures[]> {
  const figures: StartFigures[] = [];
  for (const seed of startSeeds) figures.push(await measureStart(starts[name], examples, new Generator(seed)));
  return figures;
}

async function measureStart(start: Start, examples: Examples, generator: Generator): Promise<StartFigures> {
  const network = drawNetwork(start, examples.vocabSize, generator);
  const { X, Y } = examples.train;
  const rows = Array.from({ length: BATCH }, () => generator.randint(0, Y.length));
  const batchX = rows.map((row) => X[row] ?? []);
  const batchY = rows.map((row) => Y[row] ?? 0);
  const { layers, logits } = await reference.forward(network, batchX);
  const [hidden] = layers;
  const [weight] = network.layers;
  if (hidden === undefined || weight === undefined) throw new Error('measureStart: expected a hidden layer, got none');
  const into = await reference.statistics(hidden.normalized?.output ?? hidden.preactivation);
  const outOf = await reference.statistics(hidden.output);
  return {
    loss: await reference.loss(logits, batchY),
    W1Std: (await reference.statistics(weight.weight)).std,
    preactivationMean: into.mean,
    preactivationStd: into.std,
    within2: 1 - into.beyond2,
    within3: 1 - into.beyond3,
    activationStd: outOf.std,
    saturated: outOf.saturated,
    logitsStd: (await reference.statistics(logits)).std,
  };
}

/** C, W1, b1, W2 and b2 in the lecture's order; what is constant draws nothing, as `torch.zeros`. */
function drawNetwork({ W1, b1, W2, b2, batchNorm }: Start, vocabSize: number, generator: Generator): Network {
  const { nEmbd, nHidden } = sizes;
  const embedding = filled(normal(1), vocabSize, nEmbd, generator);
  const hidden = { weight: filled(W1, FAN_IN, nHidden, generator), bias: filled(b1, 1, nHidden, generator) };
  const output = { weight: filled(W2, nHidden, vocabSize, generator), bias: filled(b2, 1, vocabSize, generator) };
  const norm = {
    gain: filled({ value: 1 }, 1, nHidden, generator),
    bias: filled(zeros, 1, nHidden, generator),
    eps: 1e-5,
    correction: 0 as const,
  };
  return {
    embedding,
    layers: [
      { ...hidden, batchNorm: batchNorm === true ? norm : null, activation: 'tanh' },
      { ...output, batchNorm: null, activation: 'linear' },
    ],
  };
}

/** Float32, as a tensor has them. */
function filled(fill: Fill, rows: number, cols: number, generator: Generator): Matrix {
  const data = new Float32Array(rows * cols);
  if (fill === 'uniform') generator.uniformFill(data, 0, 1);
  else if ('value' in fill) data.fill(fill.value);
  else {
    generator.normalFill(data);
    data.forEach((value, index) => (data[index] = value * fill.normal));
  }
  return { rows, cols, data: Float64Array.from(data) };
}
