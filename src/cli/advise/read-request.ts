/** From the flags of `stepzero advise` to what is asked; what does not fit gets a sentence. */
import { type AdviceRequest, type LayerName, layerNames } from '../../advice/request.js';
import { type ActivationName, activationNames } from '../../training/activations.js';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import { type Given, textOf } from '../train/read-settings.js';

/** A request, and the flags that have no part in its answer. */
export interface ReadRequest {
  readonly request: AdviceRequest;
  readonly unused: readonly string[];
}

/** Flags that describe a layer; `in` is the number of channels. */
export const requestFlags = ['activation', 'fan-in', 'kernel', 'in', 'depth', 'classes', 'prior'] as const;

type FlagName = (typeof requestFlags)[number];

const uses: Readonly<Record<LayerName, readonly FlagName[]>> = {
  linear: ['activation', 'fan-in', 'depth'],
  conv: ['activation', 'fan-in', 'kernel', 'in', 'depth'],
  embedding: [],
  output: ['fan-in', 'classes', 'prior'],
  'batch-norm': [],
  'lstm-forget': ['depth'],
};

const MOST = 1e9;
/** Layers of a stack that is measured: more of them would not fit into a few seconds. */
const DEEPEST = 200;
const MOST_CLASSES = 10_000;
/** Of the lecture. */
const CLASSES = 27;
const STEPS_IN_TIME = 10;

/** @param sharesOfNames the share of each character in the names in use, for `--prior names` */
export async function readRequest(given: Given, sharesOfNames: () => Promise<number[]>): Promise<ReadRequest> {
  const layer = readWord(given, 'layer', layerNames);
  if (layer === undefined) {
    throw new UsageError(
      `--layer: expected one of ${layerNames.join(', ')}, got nothing; or give --table for the tables`,
    );
  }
  const unused = requestFlags
    .filter((flag) => given[flag] !== undefined && !uses[layer].includes(flag))
    .map((flag) => `--${flag}`);
  const request = await requestOf(layer, given, sharesOfNames);
  // A kernel and its channels say what the fanIn is: a second figure for it could only contradict.
  if (request.layer === 'conv' && request.shape !== null && given['fan-in'] !== undefined) {
    const asked = wholeOf(given, 'fan-in', MOST);
    if (asked !== request.fanIn) {
      throw new UsageError(
        `--fan-in: expected ${request.fanIn}, the product of --kernel and --in, got ${asked ?? ''}; leave it out`,
      );
    }
  }
  return { request, unused };
}

async function requestOf(
  layer: LayerName,
  given: Given,
  sharesOfNames: () => Promise<number[]>,
): Promise<AdviceRequest> {
  switch (layer) {
    case 'linear':
      return {
        layer,
        ...activationAndDepth(given, layer),
        fanIn: required(wholeOf(given, 'fan-in', MOST), 'fan-in', layer),
      };
    case 'conv':
      return { layer, ...activationAndDepth(given, layer), ...shapeOf(given) };
    case 'embedding':
    case 'batch-norm':
      return { layer };
    case 'output': {
      const fanIn = required(wholeOf(given, 'fan-in', MOST), 'fan-in', layer);
      const prior = await priorOf(given, sharesOfNames);
      const classes = wholeOf(given, 'classes', MOST_CLASSES, 2) ?? prior?.length ?? CLASSES;
      if (prior !== null && prior.length !== classes) {
        throw new UsageError(
          `--prior: expected ${classes} shares, one for each class, got ${prior.length}; leave --classes out, or give them all`,
        );
      }
      return { layer, fanIn, classes, prior };
    }
    case 'lstm-forget':
      return { layer, depth: wholeOf(given, 'depth', DEEPEST) ?? STEPS_IN_TIME };
  }
}

function activationAndDepth(
  given: Given,
  layer: string,
): { readonly activation: ActivationName; readonly depth: number | null } {
  const activation = readWord(given, 'activation', activationNames);
  if (activation === undefined) {
    throw new UsageError(
      `--activation: expected one of ${activationNames.join(', ')}, got nothing; the weights of --layer ${layer} depend on what follows them`,
    );
  }
  return { activation, depth: wholeOf(given, 'depth', DEEPEST) ?? null };
}

function shapeOf(given: Given): Pick<Extract<AdviceRequest, { readonly layer: 'conv' }>, 'fanIn' | 'shape'> {
  const kernel = kernelOf(given);
  const channels = wholeOf(given, 'in', MOST);
  if (kernel === null && channels === undefined) {
    const fanIn = wholeOf(given, 'fan-in', MOST);
    if (fanIn === undefined) {
      throw new UsageError(
        '--kernel: expected the size of the kernel such as 3 or 3x5, got nothing; give it with --in, the channels, or give --fan-in',
      );
    }
    return { fanIn, shape: null };
  }
  if (kernel === null)
    throw new UsageError('--kernel: expected the size of the kernel with --in, got nothing; give 3 or 3x5');
  const shape = { kernel, channels: required(channels, 'in', 'conv') };
  const fanIn = kernel.reduce((product, size) => product * size, shape.channels);
  if (fanIn > MOST) throw new UsageError(`--kernel: expected at most ${MOST} inputs, got ${fanIn}; make it smaller`);
  return { fanIn, shape };
}

/** `3` is 3 x 3; `3x5` and `3x3x3` are as they say. */
function kernelOf(given: Given): number[] | null {
  const text = textOf(given, 'kernel', 'a size');
  if (text === undefined) return null;
  const sizes = text.split(/[x,]/).map((size) => (/^\d+$/.test(size.trim()) ? Number(size) : NaN));
  const [first] = sizes;
  if (first !== undefined && sizes.length <= 3 && sizes.every((size) => size >= 1 && size <= 1000)) {
    return sizes.length === 1 ? [first, first] : sizes;
  }
  throw new UsageError(`--kernel: expected a size such as 3 or 3x5, got ${shown(text)}; one number is a square`);
}

async function priorOf(given: Given, sharesOfNames: () => Promise<number[]>): Promise<number[] | null> {
  const text = textOf(given, 'prior', 'shares or counts');
  if (text === undefined) return null;
  if (text === 'names') return sharesOfNames();
  const counts = text.split(',').map((each) => (each.trim() === '' ? NaN : Number(each)));
  const sum = counts.reduce((total, each) => total + each, 0);
  const isSound = counts.every((each) => Number.isFinite(each) && each >= 0) && sum > 0 && Number.isFinite(sum);
  if (!isSound || counts.length < 2 || counts.length > MOST_CLASSES) {
    throw new UsageError(
      `--prior: expected the share or the count of each class such as 0.9,0.1, or names, got ${shown(text)}; there are at least two classes`,
    );
  }
  return counts.map((each) => each / sum);
}

function wholeOf(given: Given, flag: FlagName, to: number, from = 1): number | undefined {
  const text = textOf(given, flag, `a whole number from ${from}`);
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
  if (value >= from && value <= to) return value;
  throw new UsageError(
    `--${flag}: expected a whole number from ${from} to ${to.toLocaleString('en-US')}, got ${shown(text)}; write it in digits`,
  );
}

function required<T>(value: T | undefined, flag: FlagName, layer: string): T {
  if (value !== undefined) return value;
  const what = flag === 'in' ? 'the channels that come in' : 'the inputs of a unit';
  throw new UsageError(`--${flag}: expected ${what} for --layer ${layer}, got nothing; give it as a whole number`);
}

/** One of some words; undefined where the flag is not there. @throws UsageError for another one, with the nearest guess */
export function readWord<T extends string>(given: Given, flag: string, words: readonly T[]): T | undefined {
  const text = textOf(given, flag, `one of ${words.join(', ')}`);
  if (text === undefined) return undefined;
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  const guess = nearest(text, words);
  throw new UsageError(
    `--${flag}: expected one of ${words.join(', ')}, got ${shown(text)}; ${guess === undefined ? 'choose one of them' : `did you mean ${guess}?`}`,
  );
}

function shown(text: string): string {
  return text === '' ? 'nothing' : `"${text}"`;
}
