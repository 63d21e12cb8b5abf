/** The flags of `stepzero train`: one for each setting, with how its text is read. */
import { activationNames } from '../../training/activations.js';
import type { Config } from '../../training/config.js';
import { initNames } from '../../training/initializations.js';
import { formatSchedule, parseSchedule } from '../../training/schedule.js';

/** A flag that a setting is given by. */
export interface Flag {
  readonly group: 'The network' | 'Batch norm' | 'The output layer' | 'Training';
  readonly describe: string;
  /** What its text must be, for the error: "a whole number from 1". null for a flag that is there or not, as `--no-bias`. */
  readonly expected: string | null;
  /** What to do about a text that is something else. */
  readonly otherwise: string;
  /** The value of a text; undefined where it has none. */
  readonly read: (text: string) => unknown;
  /** Words that it takes, to guess at a misspelt one. */
  readonly words?: readonly string[];
}

const numberOf = (text: string): number => (text.trim() === '' ? NaN : Number(text));

function whole(from: number): Pick<Flag, 'expected' | 'read'> {
  const read = (text: string) => {
    const value = numberOf(text);
    return Number.isSafeInteger(value) && value >= from ? value : undefined;
  };
  return { expected: `a whole number from ${from}`, read };
}

function real(from: number, to: number, expected: string): Pick<Flag, 'expected' | 'read'> {
  const read = (text: string) => {
    const value = numberOf(text);
    return Number.isFinite(value) && value >= from && value <= to ? value : undefined;
  };
  return { expected, read };
}

function word(words: readonly string[]): Pick<Flag, 'expected' | 'read' | 'words'> {
  return { expected: `one of ${words.join(', ')}`, read: (text) => words.find((each) => each === text), words };
}

/** A factor, which may be a fraction: 5/3. */
const factor: Pick<Flag, 'expected' | 'read'> = {
  expected: 'a number or a fraction such as 5/3',
  read: (text) => {
    const [numerator = '', denominator, ...more] = text.split('/');
    const value = numberOf(numerator) / (denominator === undefined ? 1 : numberOf(denominator));
    return Number.isFinite(value) && more.length === 0 ? value : undefined;
  },
};

const biasInit: Pick<Flag, 'expected' | 'read'> = {
  expected: "'zeros' or the std of its draws, from 0",
  read: (text) => (text === 'zeros' ? text : real(0, Infinity, '').read(text)),
};

const onOrOff: Pick<Flag, 'expected' | 'read' | 'otherwise'> = {
  expected: null,
  read: () => undefined,
  otherwise: 'give it alone',
};

const lecture = (value: string) => `the lecture has ${value}`;

/** Every setting's flag; `bnEps` is given by `--bn-eps`. The order is that of the help text. */
export const flags: Readonly<Record<keyof Config, Flag>> = {
  layers: {
    group: 'The network',
    describe: 'Hidden layers; with 0 the embeddings go straight to the output layer',
    ...whole(0),
    otherwise: lecture('1, and 5 in its deep network'),
  },
  hidden: { group: 'The network', describe: 'Neurons in a hidden layer', ...whole(1), otherwise: lecture('200') },
  embedding: {
    group: 'The network',
    describe: 'Numbers in the embedding of a character',
    ...whole(1),
    otherwise: lecture('10'),
  },
  block: { group: 'The network', describe: 'Characters of context', ...whole(1), otherwise: lecture('3') },
  activation: {
    group: 'The network',
    describe: 'What follows a hidden layer',
    ...word(activationNames),
    otherwise: lecture('tanh'),
  },
  init: {
    group: 'The network',
    describe: 'How weights are drawn (the formulas are below)',
    ...word(initNames),
    otherwise: lecture('kaiming; naive is its first start'),
  },
  gain: {
    group: 'The network',
    describe: 'The gain in the formula of --init [default: that of the activation for kaiming and orthogonal, else 1]',
    ...factor,
    otherwise: "tanh's is 5/3",
  },
  bias: {
    group: 'The network',
    describe: 'Biases; --no-bias for none, in the output layer neither unless --output-bias',
    ...onOrOff,
  },
  biasInit: {
    group: 'The network',
    describe: "Hidden biases: zeros, or the std of normal draws (0 draws and multiplies by 0, as the lecture's b2)",
    ...biasInit,
    otherwise: 'zeros draws nothing',
  },
  outputInit: {
    group: 'The output layer',
    describe: 'How its weight is drawn [default: as --init]',
    ...word(initNames),
    otherwise: lecture('randn, with --output-gain 0.01'),
  },
  outputGain: {
    group: 'The output layer',
    describe: 'The scale of the last gamma with --output-batch-norm, else the gain of the output weight',
    ...factor,
    otherwise: 'a small one, such as 0.1, makes the first loss ln(classes)',
  },
  outputBias: { group: 'The output layer', describe: 'Its bias [default: as --bias]', ...onOrOff },
  outputBiasInit: {
    group: 'The output layer',
    describe: 'As --bias-init, for the output bias',
    ...biasInit,
    otherwise: 'zeros draws nothing',
  },
  outputBatchNorm: { group: 'The output layer', describe: 'A batch norm behind the output layer', ...onOrOff },
  batchNorm: { group: 'Batch norm', describe: 'A batch norm between each hidden layer and its activation', ...onOrOff },
  bnCorrection: {
    group: 'Batch norm',
    describe: "The batch's variance is divided by rows - C: 0 as PyTorch, 1 (Bessel's) as the lecture",
    expected: "0 (as PyTorch normalizes) or 1 (Bessel's, as the lecture does)",
    read: (text) => [0, 1].find((each) => String(each) === text),
    otherwise: 'it is subtracted from the number of rows',
  },
  bnEps: {
    group: 'Batch norm',
    describe: 'Added to the variance inside the root',
    ...real(0, Infinity, 'a number from 0'),
    otherwise: "PyTorch's is 1e-5",
  },
  bnMomentum: {
    group: 'Batch norm',
    describe: 'The weight of a batch in the running statistics',
    ...real(0, 1, 'a number from 0 to 1'),
    otherwise: "PyTorch's is 0.1",
  },
  bnRunning: {
    group: 'Batch norm',
    describe: "What is kept for evaluation beside the mean: var as PyTorch, std as the lecture's first network",
    ...word(['var', 'std']),
    otherwise: "PyTorch's is var",
  },
  steps: { group: 'Training', describe: 'Steps to take', ...whole(1), otherwise: lecture('200000') },
  batch: { group: 'Training', describe: 'Examples in a step', ...whole(1), otherwise: lecture('32') },
  lr: {
    group: 'Training',
    describe: 'The learning rate; 0.1,0.01@100000 is 0.1 and from step 100,000 on 0.01',
    expected: 'a rate from 0 such as 0.1, or rates with their steps in order such as 0.1,0.01@100000',
    read: (text) => parseSchedule(text) ?? undefined,
    otherwise: lecture('0.1,0.01@100000'),
  },
  seed: {
    group: 'Training',
    describe: 'Of the generator that draws the parameters and then the batches',
    ...whole(0),
    otherwise: lecture('2147483647'),
  },
  sample: {
    group: 'Training',
    describe: 'Names to draw after training',
    ...whole(0),
    otherwise: 'with 0 there are none',
  },
  logEvery: {
    group: 'Training',
    describe: 'Keep the loss of one step in N [default: 10000, or about twenty losses of a shorter run]',
    ...whole(1),
    otherwise: 'with 1 every loss is kept',
  },
  healthEvery: {
    group: 'Training',
    describe: 'Apply the health rules every so many steps; 0 for never',
    ...whole(0),
    otherwise: 'with 0 they are not applied',
  },
};

/** `bnEps` as it is typed: `--bn-eps`. */
export function flagOf(setting: keyof Config): string {
  return `--${setting.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The text that gives a setting its value: `--no-bias`, `--lr 0.1,0.01@100000`. */
export function flagText(setting: keyof Config, value: Config[keyof Config]): string {
  if (typeof value === 'boolean') return value ? flagOf(setting) : flagOf(setting).replace('--', '--no-');
  return `${flagOf(setting)} ${valueText(value)}`;
}

/** The value of a setting as it is typed. */
export function valueText(value: Config[keyof Config]): string {
  return typeof value === 'object' ? formatSchedule(value) : String(value);
}
