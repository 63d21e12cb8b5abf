/** The tutorial's tables of recommendations, each row beside what this project measures of it. */
import type { Examples } from '../dataset/examples.js';
import type { ActivationName } from '../training/activations.js';
import { packSplit } from '../training/batches.js';
import type { Settings } from '../training/config.js';
import { resolveConfig } from '../training/presets.js';
import { Trainer } from '../training/trainer.js';
import { advise } from './advise.js';
import { gainBefore } from './gains.js';
import { measureDepth } from './measure.js';
import { measureNorms, type NormName } from './norms.js';
import type { AdviceRequest } from './request.js';

/** The tables, in the order of the help text. */
export const tableNames = ['layers', 'sizes', 'tasks', 'norms'] as const;

/** A table by name. */
export type TableName = (typeof tableNames)[number];

/** A table of texts. */
export interface Table {
  readonly name: TableName;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the measured columns are. */
  readonly note: string;
}

/** How far a table is. */
export interface TableProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** Makes a table; the one of sizes trains networks, step by step. */
export function* makeTable(name: TableName, examples: Examples): Generator<TableProgress, Table, undefined> {
  switch (name) {
    case 'layers':
      return layers();
    case 'sizes':
      return yield* sizes(examples);
    case 'tasks':
      return tasks();
    case 'norms':
      return norms();
  }
}

const kinds: readonly (readonly [string, AdviceRequest])[] = [
  ['embedding', { layer: 'embedding' }],
  ['linear, tanh', { layer: 'linear', activation: 'tanh', fanIn: 200, depth: null }],
  ['linear, relu', { layer: 'linear', activation: 'relu', fanIn: 200, depth: null }],
  ['linear, sigmoid', { layer: 'linear', activation: 'sigmoid', fanIn: 200, depth: null }],
  [
    'conv 3 x 3, relu',
    { layer: 'conv', activation: 'relu', fanIn: 576, shape: { kernel: [3, 3], channels: 64 }, depth: null },
  ],
  ['LSTM forget gate', { layer: 'lstm-forget', depth: 10 }],
  ['output', { layer: 'output', fanIn: 200, classes: 27, prior: null }],
  ['batch norm', { layer: 'batch-norm' }],
];

function layers(): Table {
  const rows = kinds.map(([kind, request]) => {
    const { weights, bias, measured } = advise(request);
    const figures = measured
      .filter(({ what }) =>
        /pre-activations|outputs|before the tanh|left after|behind the batch norm|^first loss$/.test(what),
      )
      .map(({ what, value, unit }) => `${what}: ${figure(value, unit)}`);
    return [
      kind,
      `${weights.name}, ${weights.formula.replace(/, fanIn.*/, '')}`,
      bias.formula,
      figures.join('; ') || '–',
    ];
  });
  return {
    name: 'layers',
    title: 'how to start a layer',
    columns: ['layer', 'weights', 'bias', 'measured'],
    rows,
    note: 'Measured on N(0, 1) inputs: layers of 200 inputs, a convolution of 64 channels, an output layer behind 200 tanh units.',
  };
}

const sizesOf = [
  { size: 'tiny', parameters: '< 10 K', init: 'any method works', network: { layers: 1, hidden: 50 } },
  { size: 'small', parameters: '10 K to 100 K', init: 'Kaiming', network: { layers: 1, hidden: 200 } },
  { size: 'medium', parameters: '100 K to 1 M', init: 'Kaiming and batch norm', network: { layers: 5, hidden: 200 } },
  { size: 'large', parameters: '1 M to 10 M', init: 'Kaiming and batch norm', network: null },
  { size: 'very large', parameters: '10 M to 100 M', init: 'Kaiming, batch norm and more', network: null },
  { size: 'huge', parameters: '> 100 M', init: 'specialized', network: null },
] as const;

const STEPS = 500;
const WINDOW = 100;

const starts = {
  naive: { init: 'randn', biasInit: 1, outputInit: 'randn', outputGain: 1, outputBiasInit: 1 },
  kaiming: { outputInit: 'randn', outputGain: 0.01 },
  batchNorm: { outputInit: 'randn', outputGain: 0.01, batchNorm: true },
} as const satisfies Readonly<Record<string, Settings>>;

function* sizes(examples: Examples): Generator<TableProgress, Table, undefined> {
  const measured = sizesOf.filter(({ network }) => network !== null).length;
  const total = measured * Object.keys(starts).length * STEPS;
  const rows: string[][] = [];
  let done = 0;
  for (const { size, parameters, init, network } of sizesOf) {
    const losses: string[] = [];
    for (const [name, start] of Object.entries(starts)) {
      if (network === null) {
        losses.push('–');
        continue;
      }
      const run = lossAfter({ ...network, ...start }, examples);
      for (;;) {
        const next = run.next();
        if (next.done === true) {
          losses.push(next.value.toFixed(3));
          break;
        }
        yield { done: ++done, total, what: `${size}, ${name}` };
      }
    }
    rows.push([`${size}, ${parameters}`, init, ...losses]);
  }
  return {
    name: 'sizes',
    title: 'how to start, by size of the network',
    columns: ['parameters', 'recommended', 'naive', 'Kaiming', 'and batch norm'],
    rows,
    note: `Measured: the mean loss of the last ${WINDOW} of ${STEPS} steps at a learning rate of 0.1, for one hidden layer of 50, one of 200 and five of 200 tanh units, on ${examples.label}. Larger networks take longer than advice should.`,
  };
}

/** Yields after every step. */
function* lossAfter(settings: Settings, examples: Examples): Generator<undefined, number, undefined> {
  const config = resolveConfig(null, { ...settings, steps: STEPS, lr: [{ from: 0, rate: 0.1 }] });
  const trainer = new Trainer(config, packSplit(examples.train, config.block), examples.vocabSize);
  const losses: number[] = [];
  try {
    while (!trainer.isDone) {
      losses.push(trainer.step());
      yield;
    }
  } finally {
    trainer.close();
  }
  const last = losses.slice(-WINDOW);
  return last.reduce((sum, loss) => sum + loss, 0) / last.length;
}

const tasksOf: readonly (readonly [task: string, activation: ActivationName, besides: string])[] = [
  ['classification, tables', 'relu', 'batch norm recommended'],
  ['regression, tables', 'relu', 'batch norm optional'],
  ['image recognition', 'relu', 'batch norm'],
  ['segmentation', 'relu', 'batch norm'],
  ['language model', 'gelu', 'layer norm rather than batch norm'],
  ['time series', 'tanh', 'consider an LSTM'],
  ['autoencoder', 'relu', 'batch norm in the encoder'],
  ['GAN', 'leakyRelu', 'N(0, 0.02²) in the DCGAN paper'],
];

function tasks(): Table {
  const rows = tasksOf.map(([task, activation, besides]) => {
    const { gain, text } = gainBefore(activation);
    const { firstRms, lastRms, gradientRatio } = measureDepth(gain, activation, 100, 10);
    return [
      task,
      activation,
      `Kaiming, gain ${text}`,
      besides,
      (lastRms / firstRms).toFixed(2),
      gradientRatio.toFixed(2),
    ];
  });
  return {
    name: 'tasks',
    title: 'how to start, by task',
    columns: ['task', 'activation', 'weights', 'besides', 'signal', 'gradient'],
    rows,
    note: 'Measured: ten layers of 100 units on N(0, 1) inputs; root mean square of the signal, last layer over first, and of the gradient, first over last. 1 is ideal.',
  };
}

const normsOf: Readonly<Record<NormName, readonly [over: string, bestFor: string]>> = {
  batch: ['the batch (and pixels), per channel', 'CNNs and MLPs with batches that are not small'],
  layer: ['all of an example', 'RNNs and transformers; any batch'],
  instance: ['the pixels, per example and channel', 'style transfer: contrast and channel scale both go'],
  group: ['groups of channels of an example', 'CNNs with small batches'],
};

function norms(): Table {
  const rows = measureNorms().map(({ name, values, channelSpread, exampleSpread, moves, alone }) => {
    const [over, bestFor] = normsOf[name];
    return [
      name,
      over,
      String(values),
      channelSpread.toFixed(1),
      exampleSpread.toFixed(1),
      moves.toFixed(2),
      alone.toFixed(2),
      bestFor,
    ];
  });
  return {
    name: 'norms',
    title: 'normalizations, side by side',
    columns: ['norm', 'over', 'values', 'channels', 'examples', 'moves', 'alone', 'best for'],
    rows,
    note: 'Measured on 32 examples of 32 channels of 16 pixels, N(0, 1) times channel stds from 1 to 8 and contrasts from 1 to 4. Values: how many share a mean. Channels, examples: largest over smallest std behind the norm; 1 is where it takes the difference away. Moves: by how much an example’s output changes in other company. Alone: std of the output for a single example without pixels, as in an MLP; 0 is where nothing is left.',
  };
}

/** A measured number in a table or a line. */
export function figure(value: number, unit: 'number' | 'share' | 'nats'): string {
  if (unit === 'share') return `${(100 * value).toPrecision(3)} %`;
  return unit === 'nats' ? value.toFixed(4) : String(Number(value.toPrecision(4)));
}
