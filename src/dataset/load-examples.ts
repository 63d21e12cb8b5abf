/** From names to training data, in the lecture's order: vocabulary, seeded shuffle, splits, context windows. */
import { buildDataset, type Windows } from './context-windows.js';
import type { Examples, Split } from './examples.js';
import { findNames, type NamesInUse, type NamesOptions } from './find-names.js';
import { PythonRandom } from './python-random.js';
import { splitWords } from './splits.js';
import { buildVocabulary } from './vocabulary.js';

/** The lecture's seed of `random.shuffle`. */
const SHUFFLE_SEED = 42;

/** Which names, and how long a context. */
export interface ExamplesOptions extends NamesOptions {
  /** Characters of context: 3 in the lecture. */
  readonly blockSize?: number;
}

/**
 * The examples that the course works with, from the names that `findNames` finds.
 * @throws DatasetError as `findNames`; RangeError as `makeExamples`
 */
export async function loadExamples({ blockSize = 3, ...options }: ExamplesOptions = {}): Promise<Examples> {
  return makeExamples(await findNames(options), blockSize);
}

/**
 * Shuffles names as the lecture does (`random.seed(42)`), splits them and turns them into examples. The examples of a split are
 * built when they are first asked for: those of the lecture's training split are 182,625 rows.
 * @throws RangeError when blockSize is not a whole number of at least 1
 */
export function makeExamples({ label, digest, names }: NamesInUse, blockSize = 3): Examples {
  if (!Number.isSafeInteger(blockSize) || blockSize < 1) {
    throw new RangeError(`blockSize: expected a whole number of at least 1, got ${blockSize}; the lecture has 3`);
  }
  const vocabulary = buildVocabulary(names);
  const words = splitWords(new PythonRandom(SHUFFLE_SEED).shuffle(names));
  const split = (part: readonly string[]) => new LazySplit(part, () => buildDataset(part, vocabulary.stoi, blockSize));
  return {
    label,
    digest,
    ...vocabulary,
    blockSize,
    train: split(words.train),
    dev: split(words.dev),
    test: split(words.test),
  };
}

/** A split whose examples are built once, when they are first used. */
class LazySplit implements Split {
  readonly words: readonly string[];
  readonly #build: () => Windows;
  #windows: Windows | null = null;

  constructor(words: readonly string[], build: () => Windows) {
    this.words = words;
    this.#build = build;
  }

  get #built(): Windows {
    this.#windows ??= this.#build();
    return this.#windows;
  }

  get X(): readonly (readonly number[])[] {
    return this.#built.X;
  }

  get Y(): readonly number[] {
    return this.#built.Y;
  }
}
