import { buildDataset } from '../../src/dataset/context-windows.js';
import { drawAlphabet, drawWords, latinLetters } from '../../src/dataset/draw-words.js';
import { buildVocabulary, type Vocabulary } from '../../src/dataset/vocabulary.js';
import { asList, asNumber, asNumbers, asRecord } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import { SubjectFault } from '../../src/guest/contract/fault.js';
import type { Argument, Value } from '../../src/guest/contract/value.js';

/** The names of a check with their vocabulary, and the context that is asked for; none is the default of three. */
interface Task {
  readonly words: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly blockSize?: number;
}

const taskOf = (words: readonly string[], blockSize?: number): Task => ({
  words,
  vocabulary: buildVocabulary(words),
  ...(blockSize === undefined ? {} : { blockSize }),
});

const argumentsOf = ({ words, vocabulary, blockSize }: Task): Argument[] =>
  blockSize === undefined ? [words, vocabulary.stoi] : [words, vocabulary.stoi, blockSize];

/** Compares all examples in their order; the first that differs is shown as characters and explained. */
function judge(value: Value, task: Task): Pass | Fail {
  const { words, vocabulary, blockSize = 3 } = task;
  const expected = buildDataset(words, vocabulary.stoi, blockSize);
  const answer = asRecord(value, 'what buildDataset returns');
  const X = asList(answer['X'], 'X').map((row, index) => asNumbers(row, `X[${index}]`));
  const Y = asNumbers(answer['Y'], 'Y');

  const spelled = (index: number) => vocabulary.itos[index] ?? `(${index})`;
  const example = (row: readonly number[] | undefined, y: number | undefined) =>
    `${row === undefined ? 'no row' : row.map(spelled).join('')} -> ${y === undefined ? 'nothing' : spelled(y)}`;
  const which = `${words.slice(0, 4).join(', ')}${words.length > 4 ? ', …' : ''} with blockSize ${blockSize}`;

  const place = expected.Y.findIndex((y, n) => Y[n] !== y || !isSame(X[n], expected.X[n]));
  if (place !== -1) {
    const [row, y] = [X[place], Y[place]];
    const measured = example(row, y);
    const wanted = example(expected.X[place], expected.Y[place]);
    const allTheSame = X.length > 1 && X.every((other) => isSame(other, row));
    const [reason, next] = allTheSame
      ? oneRow
      : explain(row, y, expected.X[place] ?? [], expected.Y[place] ?? 0, Object.values(vocabulary.stoi));
    return {
      status: 'fail',
      rationale: `For ${which}, example ${place} is "${measured}" instead of "${wanted}". ${reason}`,
      measured,
      expected: wanted,
      next,
    };
  }
  if (X.length !== expected.X.length || Y.length !== expected.Y.length) {
    return {
      status: 'fail',
      rationale: `For ${which}, X has ${X.length} rows and Y has ${Y.length} entries instead of ${expected.Y.length} each: every letter is one example, and the end of a name is one more.`,
      measured: `${X.length} rows, ${Y.length} entries`,
      expected: `${expected.Y.length} rows, ${expected.Y.length} entries`,
      next: 'Push to X and to Y once for every character and once for the final dot of each word, and nowhere else.',
    };
  }
  return {
    status: 'pass',
    measured: `${Y.length} examples: ${X.slice(0, 5)
      .map((row, n) => example(row, Y[n]))
      .join(', ')}${Y.length > 5 ? ', …' : ''}`,
    expected: `${expected.Y.length} examples`,
  };
}

const isSame = (row: readonly number[] | undefined, expected: readonly number[] | undefined) =>
  row?.length === expected?.length && row?.every((index, n) => index === expected?.[n]) === true;

type Explanation = readonly [reason: string, next: string];

const oneRow: Explanation = [
  'All rows of X say the same: X.push(context) stores the array itself and not a copy, so every later change of it changes all rows that were stored.',
  'Push a copy, X.push([...context]), or make a new array for the next context with slice and spread.',
];

/** What a wrong example means for the network, and what to try next. */
function explain(
  row: readonly number[] | undefined,
  y: number | undefined,
  expectedRow: readonly number[],
  expectedY: number,
  vocabulary: readonly number[],
): Explanation {
  if (row !== undefined && row.length !== expectedRow.length) {
    return [
      `A context has ${row.length} characters instead of ${expectedRow.length}: the first layer has a fixed number of inputs, blockSize times the embedding.`,
      'Start each word with blockSize zeros, and drop one index for each that you append.',
    ];
  }
  if (y !== expectedY && expectedY === 0) {
    return [
      'The end of the name is not there to predict: a network trained on this never learns to stop.',
      "Go through the characters of word + '.', so that the dot is the last thing to predict.",
    ];
  }
  if (y !== undefined && y !== expectedY && !vocabulary.includes(y)) {
    return [
      `${y} is not a number of this vocabulary: the network has no row of C for it. Names may be of any alphabet.`,
      'Look each character up in the stoi that is passed in.',
    ];
  }
  if (y !== expectedY) {
    return [
      'What comes next in the name is not what the network is asked to predict.',
      'Push one example for each character of the word, in their order, and one for the dot at its end; the context before the first is already there.',
    ];
  }
  if (isSame(row, [...expectedRow, expectedY].slice(1))) {
    return [
      'The context already holds the character that is to be predicted: the network would learn to copy it.',
      'Push the context first, and move it on afterwards.',
    ];
  }
  if (row?.some((index) => !vocabulary.includes(index)) === true) {
    return [
      'A context holds a number that is not in the vocabulary: the network has no row of C for it.',
      "Fill the empty places of a context with 0, the number of '.', and the others from stoi.",
    ];
  }
  if (expectedRow.every((index) => index === 0)) {
    return [
      'A name must begin with an empty context: the end of one name says nothing about the beginning of the next.',
      'Make the context anew inside the loop over the words.',
    ];
  }
  return [
    'The network would be trained on characters that do not stand in front of the one it is to predict.',
    'After each character the oldest index drops out on the left and the new one comes in on the right.',
  ];
}

const fiveWindows: Check = {
  id: '0.2/five-windows-of-emma',
  asks: "With a context of three, 'emma' gives its five windows",
  points: 1,
  run: async (subject) => {
    const task = { words: ['emma'], vocabulary: buildVocabulary(latinLetters) };
    return judge((await subject.call('buildDataset', ...argumentsOf(task))).value, task);
  },
};

const everyWord: Check = {
  id: '0.2/every-word-every-block-size',
  asks: 'Every word starts from an empty context and ends with one marker, for any names and any block size',
  points: 1,
  dependsOn: ['0.2/five-windows-of-emma'],
  run: async (subject, { generator }) => {
    const tasks = [
      taskOf(drawWords(generator, latinLetters, 8)),
      ...[1, 2, generator.randint(4, 7), generator.randint(7, 12)].map((blockSize) =>
        taskOf(drawWords(generator, drawAlphabet(generator), 6), blockSize),
      ),
    ];
    const counts: number[] = [];
    for (const task of tasks) {
      const outcome = judge((await subject.call('buildDataset', ...argumentsOf(task))).value, task);
      if (outcome.status === 'fail') return outcome;
      counts.push(buildDataset(task.words, task.vocabulary.stoi).Y.length);
    }
    return {
      status: 'pass',
      measured: tasks
        .map(({ blockSize = 3 }, n) => `${counts[n] ?? 0} examples with blockSize ${blockSize}`)
        .join(', '),
      expected: 'the same examples in the same order',
    };
  },
};

/** The guest refuses to set a property of a frozen array. */
const isFrozen = (error: unknown) =>
  error instanceof SubjectFault &&
  error.fault.kind === 'threw' &&
  error.fault.message.includes('a property that can be set');

const ownRows: Check = {
  id: '0.2/rows-are-not-shared',
  asks: 'Every row of X is an array of its own: changing one leaves the others as they are',
  points: 1,
  dependsOn: ['0.2/five-windows-of-emma'],
  run: async (subject, { generator }) => {
    const task = taskOf(drawWords(generator, latinLetters.slice(0, 6), 4));
    const { value, handle } = await subject.call('buildDataset', ...argumentsOf(task));
    const rows = asList(asRecord(value, 'what buildDataset returns')['X'], 'X').length;
    // Each row gets a mark that no other has; a row that is shared keeps only the last mark.
    for (let row = 0; row < rows; row++) {
      try {
        await subject.write(handle.at('X').at(row), '0', 1000 + row);
      } catch (error) {
        if (!isFrozen(error)) throw error;
        return { status: 'pass', measured: `X[${row}] is frozen: nothing can change it`, expected: `${rows} arrays` };
      }
    }
    const marked = asList((await subject.read(handle, 'X')).value, 'X').map((row, n) =>
      asNumber(asNumbers(row, `X[${n}]`)[0], `X[${n}][0]`),
    );
    const shared = marked.findIndex((mark, row) => mark !== 1000 + row);
    if (shared !== -1) {
      const other = (marked[shared] ?? 1000) - 1000;
      return {
        status: 'fail',
        rationale: `X[${shared}] and X[${other}] are one and the same array: writing to X[${other}] changed X[${shared}] as well. Whoever edits one example later, to mask a character for instance, edits others without knowing.`,
        measured: `X[${shared}][0] is ${marked[shared] ?? 'undefined'} after writing ${1000 + other} to X[${other}][0]`,
        expected: `X[${shared}][0] still ${1000 + shared}`,
        next: 'Push a new array each time: X.push([...context]), or make the next context with slice and spread, and begin each word with a fresh array of zeros.',
      };
    }
    return { status: 'pass', measured: `${rows} rows, each its own array`, expected: `${rows} arrays` };
  },
};

const grader: Grader = {
  id: '0.2',
  checks: [fiveWindows, everyWord, ownRows],
  hints: [
    'Write the five windows of your own first name on paper. What is in the window before the first letter, and what is there to predict after the last?',
    "Keep a context of blockSize zeros for each word. For every character of word + '.': store the context and the character's index, then make the next context without its first entry and with the index at its end.",
    "for (const character of word + '.') { const index = stoi[character]!; X.push(context); Y.push(index); context = [...context.slice(1), index]; } with context = new Array(blockSize).fill(0) before it, inside the loop over the words.",
  ],
};

export default grader;
