import type { Examples, Split } from './examples.js';
import type { NamesInUse, NamesOrigin } from './find-names.js';

/** The names of one length. */
export interface NamesOfLength {
  /** Letters in the name. */
  readonly length: number;
  /** How many names have that length. */
  readonly names: number;
  /** The first few of them, in alphabetical order. */
  readonly such: readonly string[];
}

/** What is in use, in figures. */
export interface DataSummary {
  readonly label: string;
  readonly origin: NamesOrigin;
  /** SHA-256 of the names, in hex. */
  readonly digest: string;
  /** How many names, and how many different ones. */
  readonly names: number;
  readonly different: number;
  /** By length, the shortest first; every length that occurs. */
  readonly lengths: readonly NamesOfLength[];
  /** The characters in the order of their indices; the first is '.'. */
  readonly alphabet: readonly string[];
  /** Characters of context. */
  readonly blockSize: number;
  /** The first names of the shuffled order. */
  readonly firstShuffled: readonly string[];
  readonly splits: Readonly<Record<'train' | 'dev' | 'test', { readonly names: number; readonly examples: number }>>;
}

/** Counts what there is to know about the names and their examples. */
export function summarize({ origin, names }: NamesInUse, examples: Examples): DataSummary {
  const size = (split: Split) => ({ names: split.words.length, examples: split.Y.length });
  return {
    label: examples.label,
    origin,
    digest: examples.digest,
    names: names.length,
    different: new Set(names).size,
    lengths: byLength(names),
    alphabet: Object.values(examples.itos),
    blockSize: examples.blockSize,
    firstShuffled: examples.train.words.slice(0, 3),
    splits: { train: size(examples.train), dev: size(examples.dev), test: size(examples.test) },
  };
}

function byLength(names: readonly string[]): NamesOfLength[] {
  const groups = new Map<number, string[]>();
  for (const name of names) {
    const { length } = Array.from(name); // code points: a letter outside the first 65,536 counts once
    const group = groups.get(length);
    if (group) group.push(name);
    else groups.set(length, [name]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([length, group]) => ({ length, names: group.length, such: [...new Set(group)].sort().slice(0, 3) }));
}
