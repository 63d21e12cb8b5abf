import type { Misconception } from '../../src/grading/misconception.js';

const begin = '/** The first 80 % of the words';
const n1 = 'const n1 = Math.floor(0.8 * words.length);';
const n2 = 'const n2 = Math.floor(0.9 * words.length);';
const answer = 'return { train: words.slice(0, n1), dev: words.slice(n1, n2), test: words.slice(n2) };';

/** In place, each order equally likely. */
const shuffle = `function shuffled(words: string[]): string[] {
  for (let i = words.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [words[i], words[j]] = [words[j]!, words[i]!];
  }
  return words;
}`;

const misconceptions: readonly Misconception[] = [
  {
    id: '0.3/not-rounded-down',
    title: 'The cuts are not rounded down',
    explanation:
      "You rounded the two places to the nearest whole number, or up, where the course rounds down. Some names move to the neighbouring part, so your figures on dev and test are made with other names than everybody else's.",
    next: 'Use Math.floor for both places: floor(0.8 * n) and floor(0.9 * n).',
    ways: [
      [
        { replace: n1, by: 'const n1 = Math.round(0.8 * words.length);' },
        { replace: n2, by: 'const n2 = Math.round(0.9 * words.length);' },
      ],
      [
        { replace: n1, by: 'const n1 = Math.ceil(0.8 * words.length);' },
        { replace: n2, by: 'const n2 = Math.ceil(0.9 * words.length);' },
      ],
    ],
  },
  {
    id: '0.3/sizes-rounded',
    title: 'The sizes are rounded, not the places',
    explanation:
      'You rounded down the size of dev, a tenth of the words, and added it to n1. Two numbers that were rounded down can fall one short of floor(0.9 n): a name then goes to test that everybody else has in dev.',
    next: 'Compute the second place from the whole: n2 = Math.floor(0.9 * n).',
    ways: [[{ replace: n2, by: 'const n2 = n1 + Math.floor(0.1 * words.length);' }]],
  },
  {
    id: '0.3/two-parts',
    title: 'Only two parts: 80 and 20 %',
    explanation:
      'You made one part of the last fifth of the words and left another empty. Choices made on a set are fitted to it: with only one set besides train, the figure that you choose by and the figure that you report are the same, and it flatters.',
    next: 'Cut the last fifth in two at n2 = Math.floor(0.9 * n): dev before it, test after it.',
    ways: [[{ replace: n2, by: 'const n2 = n1;' }], [{ replace: n2, by: 'const n2 = words.length;' }]],
  },
  {
    id: '0.3/other-shares',
    title: 'Cut at other shares',
    explanation:
      'You cut the words at other places than 80 % and 90 %. Many splits are reasonable, but figures compare only between networks that were trained and tested on the same names, and the course uses 80, 10 and 10 %.',
    next: 'Cut at Math.floor(0.8 * n) and Math.floor(0.9 * n).',
    ways: [
      [
        { replace: n1, by: 'const n1 = Math.floor(0.7 * words.length);' },
        { replace: n2, by: 'const n2 = Math.floor(0.85 * words.length);' },
      ],
      [
        { replace: n1, by: 'const n1 = Math.floor(0.6 * words.length);' },
        { replace: n2, by: 'const n2 = Math.floor(0.8 * words.length);' },
      ],
      [
        { replace: n1, by: 'const n1 = Math.floor(0.9 * words.length);' },
        { replace: n2, by: 'const n2 = Math.floor(0.95 * words.length);' },
      ],
    ],
  },
  {
    id: '0.3/cut-from-one-word-fewer',
    title: 'One word too few is counted',
    explanation:
      'You computed the two places from n - 1, the number of the last word, instead of n, the number of words. For most n a name or two move to the next part, and no figure compares with one that was made with the cuts of the course.',
    next: 'Use the length itself: Math.floor(0.8 * words.length) and Math.floor(0.9 * words.length).',
    ways: [
      [
        { replace: n1, by: 'const n1 = Math.floor(0.8 * (words.length - 1));' },
        { replace: n2, by: 'const n2 = Math.floor(0.9 * (words.length - 1));' },
      ],
      [
        { replace: n1, by: 'const n1 = Math.floor(0.8 * words.length) - 1;' },
        { replace: n2, by: 'const n2 = Math.floor(0.9 * words.length) - 1;' },
      ],
    ],
  },
  {
    id: '0.3/every-tenth-word',
    title: 'Dealt out in turn, not cut',
    explanation:
      'You dealt the words out, eight to train, one to dev, one to test, and so on. As a split that is as fair as another, but the parts hold other names than those of the course, so that no figure compares.',
    next: 'Take three stretches: words.slice(0, n1), words.slice(n1, n2), words.slice(n2).',
    ways: [
      [8, 9],
      [0, 1],
    ].map(([dev, test]) => [
      {
        replace: answer,
        by: `const rest = (index: number): boolean => index % 10 !== ${dev} && index % 10 !== ${test} && n1 <= n2;
  return {
    train: words.filter((_, index) => rest(index)),
    dev: words.filter((_, index) => index % 10 === ${dev}),
    test: words.filter((_, index) => index % 10 === ${test}),
  };`,
      },
    ]),
  },
  {
    id: '0.3/duplicates-removed',
    title: 'Names that occur twice are dropped',
    explanation:
      'You removed names that occur more than once, with a Set or by leaving out what another part has. A name that many people have should count as often as it comes; without it the cuts move, and no figure compares.',
    next: 'Cut the list as it is, by places and not by names: slice(0, n1), slice(n1, n2), slice(n2).',
    ways: [
      [{ replace: n1, by: `words = [...new Set(words)];\n  ${n1}` }],
      [
        {
          replace: answer,
          by: 'const train = words.slice(0, n1);\n  const rest = words.filter((word) => !train.includes(word));\n  return { train, dev: rest.slice(0, n2 - n1), test: rest.slice(n2 - n1) };',
        },
      ],
      [
        {
          replace: answer,
          by: 'const train = words.slice(0, n1);\n  const dev = words.slice(n1, n2);\n  return { train, dev, test: words.filter((word) => !train.includes(word) && !dev.includes(word)) };',
        },
      ],
    ],
  },
  {
    id: '0.3/train-comes-last',
    title: 'Train comes last',
    explanation:
      'You took test or dev from the front of the list and left the end for training. The words are shuffled, so the network does not mind, but the names that you test on are names that everybody else trains on.',
    next: 'Train is first: words.slice(0, n1), then dev, then test.',
    ways: [
      ['test', 'dev'],
      ['dev', 'test'],
    ].map(([one, other]) => [
      {
        replace: answer,
        by: `const tenth = n2 - n1;\n  return { ${one}: words.slice(0, tenth), ${other}: words.slice(tenth, 2 * tenth), train: words.slice(2 * tenth) };`,
      },
      { replace: n2, by: 'const n2 = n1 + Math.floor(0.1 * words.length);' },
    ]),
  },
  {
    id: '0.3/size-used-as-place',
    title: 'A size is used as a place',
    explanation:
      'You ended dev at a tenth of the words, but slice takes two places, not a place and a length. Dev begins at 80 % and would have to end before it begins, so it is empty, and test begins in the middle of the training names.',
    next: 'Dev ends where 80 % and 10 % end together: n2 = Math.floor(0.9 * n).',
    ways: [[{ replace: n2, by: 'const n2 = Math.floor(0.1 * words.length);' }]],
  },
  {
    id: '0.3/dev-runs-to-the-end',
    title: 'Dev contains test',
    explanation:
      'You gave slice no second place for dev, so it runs to the end and the names of test are in it too. What you tune on dev is then tuned on test, and the last figure, which should be honest, is not.',
    next: 'End dev where test begins: words.slice(n1, n2).',
    ways: [[{ replace: 'words.slice(n1, n2)', by: 'words.slice(n1)' }]],
  },
  {
    id: '0.3/words-lost-at-the-cuts',
    title: 'A word is lost at each cut',
    explanation:
      'You ended a part one word early, or began the next one word late. slice leaves out the word at its second place, which is the first of the next part: with one more or one less, a word at each cut is in no part at all, and neither teaches nor tests anything.',
    next: 'Use the same number on both sides of a cut: slice(0, n1), slice(n1, n2), slice(n2).',
    ways: [
      [
        {
          replace: answer,
          by: 'return { train: words.slice(0, n1 - 1), dev: words.slice(n1, n2 - 1), test: words.slice(n2) };',
        },
      ],
      [
        {
          replace: answer,
          by: 'return { train: words.slice(0, n1), dev: words.slice(n1 + 1, n2), test: words.slice(n2 + 1) };',
        },
      ],
    ],
  },
  {
    id: '0.3/words-twice-at-the-cuts',
    title: 'The word at each cut comes twice',
    explanation:
      'You let neighbouring parts share the word at the cut. A name that is trained on and tested on measures memory: one name does little, but the parts are meant to have none in common.',
    next: 'Use the same number on both sides of a cut, since slice leaves out its second place: slice(0, n1), slice(n1, n2), slice(n2).',
    ways: [
      [
        {
          replace: answer,
          by: 'return { train: words.slice(0, n1 + 1), dev: words.slice(n1, n2 + 1), test: words.slice(n2) };',
        },
      ],
      [
        {
          replace: answer,
          by: 'return { train: words.slice(0, n1), dev: words.slice(n1 - 1, n2), test: words.slice(n2 - 1) };',
        },
      ],
    ],
  },
  {
    id: '0.3/dev-and-test-swapped',
    title: 'Dev and test are swapped',
    explanation:
      'You took the last words for dev and those before them for test. The sizes are nearly alike, so nothing looks wrong, but your test names are the ones that everybody else tunes on, and no figure compares.',
    next: 'After train comes dev, words.slice(n1, n2), and then test, words.slice(n2).',
    ways: [
      [
        {
          replace: answer,
          by: 'return { train: words.slice(0, n1), dev: words.slice(n2), test: words.slice(n1, n2) };',
        },
      ],
    ],
  },
  {
    id: '0.3/shuffled',
    title: 'The words are shuffled again',
    explanation:
      "You shuffled the words before cutting. They come shuffled, with a seed that is known: shuffled again, each part holds other names than everybody else's, and no figure can be compared or repeated.",
    next: 'Take the shuffle out: this function only cuts. slice copies, so the array that you were given stays as it is.',
    isByChance: true,
    ways: [
      [
        { replace: begin, by: `${shuffle}\n\n${begin}` },
        { replace: n1, by: `words = shuffled([...words]);\n  ${n1}` },
      ],
      [
        { replace: begin, by: `${shuffle}\n\n${begin}` },
        { replace: n1, by: `words = shuffled(words as string[]);\n  ${n1}` },
      ],
    ],
  },
  {
    id: '0.3/sorted',
    title: 'The words are sorted',
    explanation:
      'You sorted the words before cutting. Train then has the names from a to about s, and dev and test those that begin with the last letters: the network is tested on beginnings that it has never seen.',
    next: 'Take the sort out: the words come shuffled, and this function only cuts.',
    ways: [
      [{ replace: n1, by: `words = [...words].sort();\n  ${n1}` }],
      [{ replace: n1, by: `(words as string[]).sort();\n  ${n1}` }],
      [{ replace: n1, by: `words = [...words].sort().reverse();\n  ${n1}` }],
      [{ replace: n1, by: `words = [...words].sort((a, b) => a.length - b.length);\n  ${n1}` }],
    ],
  },
  {
    id: '0.3/rest-lost',
    title: 'Three sizes that do not add up to all',
    explanation:
      'You rounded down the size of every part: 80, 10 and 10 % of 19 words are then 15, 1 and 1, and the last two words are in no part at all. They teach nothing and test nothing.',
    next: 'Test is what is left over: words.slice(n2), with n2 = Math.floor(0.9 * n).',
    ways: [
      [
        {
          replace: n2,
          by: 'const tenth = Math.floor(0.1 * words.length);\n  const n2 = n1 + tenth;',
        },
        { replace: 'words.slice(n2)', by: 'words.slice(n2, n2 + tenth)' },
      ],
      [
        {
          replace: n2,
          by: 'const n2 = Math.floor(0.9 * words.length);\n  const tenth = Math.floor(0.1 * words.length);',
        },
        { replace: 'words.slice(n2)', by: 'words.slice(n2, n2 + tenth)' },
      ],
    ],
  },
  {
    id: '0.3/original-turned-round',
    title: 'The original is turned round',
    explanation:
      'Your three parts are right, but reverse() turns round the array that it is called on, and that is the one you were given. Its owner finds the names in another order than before, and whatever is made from them next has other figures.',
    next: 'Cut with slice, which leaves the array alone; where you need another order, copy first: [...words].reverse().',
    ways: [
      [
        { replace: '  return {', by: '  const parts = {' },
        {
          replace: 'test: words.slice(n2) };',
          by: 'test: words.slice(n2) };\n  (words as string[]).reverse();\n  return parts;',
        },
      ],
    ],
  },
  {
    id: '0.3/turned-round',
    title: 'The words are taken from the end',
    explanation:
      'You turned the words round before cutting, so that train begins with the last of them and the names to test on come from the front. They are shuffled, so nothing looks wrong, but no figure compares with one that was made with the cuts of the course.',
    next: 'Leave the words in the order in which they come, and cut: slice(0, n1), slice(n1, n2), slice(n2).',
    ways: [
      [{ replace: n1, by: `words = [...words].reverse();\n  ${n1}` }],
      [{ replace: n1, by: `(words as string[]).reverse();\n  ${n1}` }],
    ],
  },
  {
    id: '0.3/cut-out-of-the-original',
    title: 'The parts are cut out of the original',
    explanation:
      'Your three parts are right, but you took them out of the array that you were given, which splice, shift and pop leave short. Its owner still needs it, to build the vocabulary for instance, and would find most of the names gone.',
    next: 'Use slice, which copies, in place of splice, shift or pop, which remove.',
    ways: [
      [
        {
          replace: answer,
          by: 'const rest = words as string[];\n  return { train: rest.splice(0, n1), dev: rest.splice(0, n2 - n1), test: rest };',
        },
      ],
      [
        {
          replace: answer,
          by: 'const rest = words as string[];\n  return { train: rest.splice(0, n1), dev: rest.splice(0, n2 - n1), test: rest.splice(0) };',
        },
      ],
    ],
  },
];

export default misconceptions;
