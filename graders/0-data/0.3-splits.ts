import { drawWords, latinLetters } from '../../src/dataset/draw-words.js';
import { splitWords, type WordSplits } from '../../src/dataset/splits.js';
import { asRecord, asStrings } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import type { Value } from '../../src/guest/contract/value.js';
import type { Generator } from '../../src/torch/generator.js';

const parts = ['train', 'dev', 'test'] as const;

function read(value: Value): WordSplits {
  const answer = asRecord(value, 'what splitWords returns');
  return {
    train: asStrings(answer['train'], 'train'),
    dev: asStrings(answer['dev'], 'dev'),
    test: asStrings(answer['test'], 'test'),
  };
}

const ask = async (subject: Subject, words: readonly string[]) => read((await subject.call('splitWords', words)).value);

/** n words, all different. */
const differentWords = (generator: Generator, n: number) =>
  [...new Set(drawWords(generator, latinLetters, 2 * n))].slice(0, n);

const sizes = (splits: WordSplits) => parts.map((part) => splits[part].length).join(' / ');

const cuts: Check = {
  id: '0.3/cuts-at-80-and-90-percent',
  asks: 'Of n words, train ends at floor(0.8 n) and dev at floor(0.9 n)',
  points: 1,
  run: async (subject, { generator }) => {
    // Rounding differs from truncation at 11, 13, 16 and 27; a dev of floor(0.1 n) words differs at 19.
    const counts = [10, 11, 13, 16, 19, 27, 100, generator.randint(200, 400), generator.randint(1000, 2000)];
    const seen: string[] = [];
    for (const n of counts) {
      const words = differentWords(generator, n);
      const answer = await ask(subject, words);
      const expected = splitWords(words);
      // A dev that overlaps or leaves a gap is the next check's matter: here only the two places count.
      if (answer.train.length !== expected.train.length || answer.test.length !== expected.test.length) {
        return {
          status: 'fail',
          rationale: `${words.length} words are split ${sizes(answer)} instead of ${sizes(expected)} (train / dev / test). A cut in another place moves names from one set to the next, and no figure that was made with the lecture's cuts can be repeated.`,
          measured: sizes(answer),
          expected: sizes(expected),
          next: 'Round the two places down, n1 = Math.floor(0.8 * n) and n2 = Math.floor(0.9 * n), and cut at them; do not round the size of each part.',
        };
      }
      seen.push(sizes(answer));
    }
    return {
      status: 'pass',
      measured: seen.join(', '),
      expected: 'floor(0.8 n), then up to floor(0.9 n), then the rest',
    };
  },
};

const orderKept: Check = {
  id: '0.3/every-word-in-its-order',
  asks: 'The three parts, one after the other, are the words as they came: none lost, none twice, none moved',
  points: 1,
  run: async (subject, { generator }) => {
    const drawn = drawWords(generator, latinLetters, generator.randint(40, 80));
    // The lecture's list has names that occur more than once; they stay.
    const words = [...drawn, ...drawn.slice(0, 3)];
    const { train, dev, test } = await ask(subject, words);
    const together = [...train, ...dev, ...test];
    const place = words.findIndex((word, index) => together[index] !== word);
    if (place === -1 && together.length === words.length) {
      return { status: 'pass', measured: `${together.length} words in their order`, expected: `${words.length} words` };
    }
    const count = (list: readonly string[], word: string) => list.filter((each) => each === word).length;
    const lost = words.find((word) => count(together, word) < count(words, word));
    const added = together.find((word) => count(together, word) > count(words, word));
    const measured = `${together.length} words: ${together.slice(0, 3).join(', ')}, …`;
    const expected = `${words.length} words: ${words.slice(0, 3).join(', ')}, …`;
    if (lost !== undefined) {
      return {
        status: 'fail',
        rationale: `"${lost}" is in the words ${times(count(words, lost))} and in the three parts ${times(count(together, lost))}. Names that are lost teach nothing and test nothing.`,
        measured,
        expected,
        next: 'Each part must begin where the one before it ends: slice(0, n1), slice(n1, n2), slice(n2). A name that occurs twice stays twice.',
      };
    }
    if (added !== undefined) {
      return {
        status: 'fail',
        rationale: `"${added}" is in the words ${times(count(words, added))} and in the three parts ${times(count(together, added))}. The parts must have no place in common: a network that is tested on what it was trained or tuned on is judged on its memory.`,
        measured,
        expected,
        next: 'Each part must begin where the one before it ends: slice(0, n1), slice(n1, n2), slice(n2).',
      };
    }
    return {
      status: 'fail',
      rationale: `Word ${place} is "${together[place] ?? ''}" instead of "${words[place] ?? ''}": the words are all there but in another order. They come shuffled with a known seed; ordered again here, no figure can be repeated, and sorted ones would train on a to s and test on t to z.`,
      measured,
      expected,
      next: 'Only cut: no sort, no shuffle, and train comes first, then dev, then test.',
    };
  },
};

const times = (count: number) =>
  count === 0 ? 'not at all' : count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;

const inputKept: Check = {
  id: '0.3/input-left-as-it-was',
  asks: 'The array of words that was passed in is left as it was',
  points: 1,
  run: async (subject, { generator }) => {
    const words = drawWords(generator, latinLetters, 30);
    const owner = await subject.hold({ words });
    read((await subject.call('splitWords', owner.handle.at('words'))).value);
    const after = asStrings((await subject.read(owner.handle, 'words')).value, 'the words that were passed in');
    const place = words.findIndex((word, index) => after[index] !== word);
    if (place === -1 && after.length === words.length) {
      return { status: 'pass', measured: `${after.length} words, as before`, expected: `${words.length} words` };
    }
    return {
      status: 'fail',
      rationale:
        after.length === words.length
          ? `After the call, word ${place} of the array that was passed in is "${after[place] ?? ''}" and not "${words[place] ?? ''}". The caller's list was reordered without a word, and the next thing that uses it gives other figures.`
          : `After the call, the array that was passed in has ${after.length} words instead of ${words.length}. The caller still needs them, to build the vocabulary for instance: letters would be missing from it.`,
      measured: `${after.length} words: ${after.slice(0, 3).join(', ')}, …`,
      expected: `${words.length} words: ${words.slice(0, 3).join(', ')}, …`,
      next: 'Use slice, which copies; splice, sort, reverse, pop and shift change the array that they are called on.',
    };
  },
};

const grader: Grader = {
  id: '0.3',
  checks: [cuts, orderKept, inputKept],
  hints: [
    'With 19 words, how many should be in train, in dev, in test, if both cuts are rounded down?',
    'Two numbers decide everything: the place where train ends and the place where dev ends. The rest is copying three stretches.',
    'const n1 = Math.floor(0.8 * words.length), n2 = Math.floor(0.9 * words.length); return { train: words.slice(0, n1), dev: words.slice(n1, n2), test: words.slice(n2) }.',
  ],
};

export default grader;
