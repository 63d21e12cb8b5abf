import type { Misconception } from '../../src/grading/misconception.js';

const words = '  for (const word of words) {\n';
const empty = "    let context = new Array<number>(blockSize).fill(0); // before the first letter there is only '.'\n";
const characters = 'of `${word}.`)';
const lookUp = 'stoi[character];';
const push = '      X.push(context);\n      Y.push(index);\n';
const move =
  '      context = [...context.slice(1), index]; // a new array: the row that was pushed must not move along\n';

const misconceptions: readonly Misconception[] = [
  {
    id: '0.2/target-in-window',
    title: 'The window holds its own answer',
    explanation:
      'You moved the context on before you stored it, so its last character is the one that is to be predicted. The network would learn to copy its last input: ' +
      'a loss near 0 in training, and nothing learned about names.',
    next: 'Push the context and the index first, and move the context on afterwards.',
    ways: [[{ replace: push + move, by: `      context = [...context.slice(1), index];\n${push}` }]],
  },
  {
    id: '0.2/last-character-for-next',
    title: 'The answer is the last character of the context',
    explanation:
      'You stored beside each context its own last character instead of the one that comes next. The network would only have to copy what it was just shown: a loss near 0, and nothing learned about names.',
    next: 'Push the index of the character that follows the context, before the context moves on.',
    ways: [[{ replace: 'Y.push(index);', by: 'Y.push(context.at(-1) ?? 0);' }]],
  },
  {
    id: '0.2/answer-appended',
    title: 'The row ends with its own answer',
    explanation:
      'Your rows are one longer than the context: behind the blockSize characters that come before stands the one that is to be predicted. The first layer has blockSize times nEmbd inputs and does not fit such a row, and a network that did could simply read the answer off.',
    next: 'End the row one earlier: ids.slice(i, i + blockSize), or push the context as it is before you append to it.',
    ways: [[{ replace: 'X.push(context);', by: 'X.push([...context, index]);' }]],
  },
  {
    id: '0.2/next-but-one',
    title: 'The answer is the next but one',
    explanation:
      'Your answers are one place too far on: a character stands between each context and what is to be predicted from it. The network would learn to skip a letter, and could never begin a name with its first.',
    next: 'The answer is the character right behind the context: for the empty context, the first letter of the name.',
    ways: [
      [
        { replace: characters, by: 'of word)' },
        { replace: push, by: '      X.push(context);\n' },
        { replace: move, by: `${move}      if (X.length > Y.length + 1) Y.push(index);\n` },
        { replace: '    }\n  }\n  return', by: '    }\n    Y.push(0);\n  }\n  return' },
      ],
      [
        { replace: push, by: '      X.push(context);\n' },
        { replace: move, by: `${move}      if (X.length > Y.length + 1) Y.push(index);\n` },
        { replace: '    }\n  }\n  return', by: '    }\n    Y.push(0);\n  }\n  return' },
      ],
    ],
  },
  {
    id: '0.2/one-example-a-word',
    title: 'One example a word',
    explanation:
      'You stored one example for each word, not one for each of its characters: the push stands outside of the inner loop, or only one place of the word is looked at. Most of what the names could teach is left out.',
    next: 'Push to X and Y inside the loop over the characters, once for each of them and once for the final dot.',
    ways: [
      [
        { replace: push, by: '' },
        {
          replace: move,
          by: "      if (character === '.') {\n        X.push(context);\n        Y.push(index);\n      }\n" + move,
        },
      ],
      [
        { replace: push, by: '' },
        {
          replace: move,
          by: move + "      if (character === '.') {\n        X.push(context);\n        Y.push(index);\n      }\n",
        },
      ],
      [{ replace: move, by: `      break;\n${move}` }],
    ],
  },
  {
    id: '0.2/one-end-for-all',
    title: 'Only the last word has an end',
    explanation:
      "You put a single '.' behind the last word, so that all other names end without being told to. Each name has an end that the network should learn to predict: sampled from this one, names would run on.",
    next: "Go through word + '.' for every word.",
    ways: [[{ replace: characters, by: 'of word === words.at(-1) ? `${word}.` : word)' }]],
  },
  {
    id: '0.2/padded-on-the-right',
    title: 'The empty places are on the right',
    explanation:
      'You filled contexts that are not full with zeros behind the letters. The newest character then stands in another place for each of the first examples; the network has weights for each place, and the last one is meant for the newest.',
    next: 'Start with blockSize zeros, drop the first index and append the new one: the zeros stay in front.',
    ways: [
      [
        { replace: empty, by: '    let context: number[] = [];\n' },
        {
          replace: 'X.push(context);',
          by: 'X.push([...context, ...new Array<number>(blockSize - context.length).fill(0)]);',
        },
        { replace: move, by: '      context = [...context, index].slice(-blockSize);\n' },
      ],
    ],
  },
  {
    id: '0.2/contexts-not-filled-up',
    title: 'The first contexts are short',
    explanation:
      "You stored only the characters that are there, so the first rows of each word are shorter than the others and the very first is empty. The first layer has blockSize times nEmbd inputs: every row must have blockSize indices, filled up with 0 for '.'.",
    next: 'Start each word with a context of blockSize zeros instead of an empty one.',
    ways: [
      [
        { replace: empty, by: '    let context: number[] = [];\n' },
        { replace: move, by: '      context = [...context, index].slice(-blockSize);\n' },
      ],
    ],
  },
  {
    id: '0.2/characters-for-numbers',
    title: 'Characters in place of their numbers',
    explanation:
      'You stored the characters themselves. A network computes with numbers: it looks up row 5 of C, not row "e", and the loss needs the number of the class.',
    next: 'Look every character up in stoi before you store it.',
    ways: [
      `export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: string[][] = [];
  const Y: string[] = [];
  for (const word of words) {
    let context = new Array<string>(blockSize).fill('.');
    for (const character of word + '.') {
      X.push(context);
      Y.push(character);
      context = [...context.slice(1), character];
    }
  }
  return { X, Y };
}
`,
      [{ replace: 'Y.push(index);', by: 'Y.push(character as unknown as number);' }],
    ],
  },
  {
    id: '0.2/rows-shared',
    title: 'All rows are one array',
    explanation:
      'You stored the same array again and again and went on changing it: X.push(context) stores the array itself and not a copy. In the end all rows of a word, or of all words, say the same, ' +
      'and the network would be asked for different answers to one question.',
    next: 'Push a copy, X.push([...context]), or make a new array for the next context: context = [...context.slice(1), index].',
    ways: [
      [
        { replace: 'let context', by: 'const context' },
        { replace: move, by: '      context.shift();\n      context.push(index);\n' },
      ],
      [
        { replace: empty, by: '    context.fill(0);\n' },
        { replace: words, by: `  const context = new Array<number>(blockSize).fill(0);\n${words}` },
        { replace: move, by: '      context.shift();\n      context.push(index);\n' },
      ],
    ],
  },
  {
    id: '0.2/end-marker-missing',
    title: 'The end of the word is missing',
    explanation:
      "You made one example for each letter and none for the '.' behind the last. A network trained on these never learns where names end: sampling from it, you would wait for a dot that does not come.",
    next: "Go through the characters of word + '.', so that the dot is the last thing to predict.",
    ways: [[{ replace: characters, by: 'of word)' }]],
  },
  {
    id: '0.2/start-marker-predicted',
    title: 'The start marker is predicted too',
    explanation:
      'You put a \'.\' in front of the word as well, so each word begins with the example "... -> .". The zeros of the empty context are the start marker already; with this example the network learns that names often end before they begin.',
    next: "Go through word + '.' alone, with no dot in front.",
    ways: [[{ replace: characters, by: 'of `.${word}.`)' }]],
  },
  {
    id: '0.2/first-letter-not-predicted',
    title: 'The first letter is not predicted',
    explanation:
      'Your examples begin with the first letter in the context and the second to be predicted. The network never sees an empty context in training, so it cannot begin a name of its own.',
    next: 'Push an example for the first letter as well: its context is blockSize zeros.',
    ways: [
      [
        {
          replace: push,
          by: '      if (context.some((before) => before !== 0)) {\n        X.push(context);\n        Y.push(index);\n      }\n',
        },
      ],
    ],
  },
  {
    id: '0.2/no-padding',
    title: 'Windows begin only when they are full',
    explanation:
      "You waited until the context was full of letters before you stored the first example, so the first letters of each word are never predicted and short words give nothing. The empty places are there to be filled with '.', which is 0.",
    next: 'Start each word with a context of blockSize zeros, and push from the first letter on.',
    ways: [
      [
        {
          replace: push,
          by: '      if (context.every((before) => before !== 0)) {\n        X.push(context);\n        Y.push(index);\n      }\n',
        },
      ],
    ],
  },
  {
    id: '0.2/context-not-reset',
    title: 'The context runs on into the next word',
    explanation:
      'You made the context once, before the loop over the words, so each word but the first begins with the last letters of the one before. The words stand next to each other by chance: ' +
      'the network would learn from noise, and meet the empty context that every sampled name starts with only once.',
    next: 'Make the context of zeros inside the loop over the words.',
    ways: [
      [
        { replace: empty, by: '' },
        { replace: words, by: `  let context = new Array<number>(blockSize).fill(0);\n${words}` },
      ],
    ],
  },
  {
    id: '0.2/words-run-together',
    title: 'All words are read as one',
    explanation:
      "You joined the words into one long string with a single '.' at its end. Where one name ends the next seems to go on, so the network would learn letters that never follow each other in a name, and hardly ever an end.",
    next: "Loop over the words: each starts with an empty context and ends with its own '.'.",
    ways: [[{ replace: words, by: "  for (const word of [words.join('')]) {\n" }]],
  },
  {
    id: '0.2/block-size-three',
    title: 'The context is always three long',
    explanation:
      "You wrote the lecture's context of three into the code and left blockSize unused. The first layer has blockSize times nEmbd inputs, so for every other blockSize the rows do not fit it.",
    next: 'Make the empty context from the argument: new Array(blockSize).fill(0).',
    ways: [[{ replace: 'new Array<number>(blockSize).fill(0)', by: '[0, 0, 0]' }]],
  },
  {
    id: '0.2/context-reversed',
    title: 'The newest character comes first',
    explanation:
      'You put the new character in at the left and let the oldest out at the right, so the contexts read backwards. It would train, but weights and windows made in the other order no longer fit: nobody else could use your network.',
    next: 'Drop the first index and append the new one: [...context.slice(1), index].',
    ways: [[{ replace: move, by: '      context = [index, ...context.slice(0, -1)];\n' }]],
  },
  {
    id: '0.2/newest-dropped',
    title: 'The newest character is dropped, not the oldest',
    explanation:
      'You cut off the last index and put the new one in its place, so the window never moves: all but its last place stay 0. The network would see one character of context, whatever blockSize is.',
    next: 'Cut off the first index instead: slice(1) keeps everything but the oldest.',
    ways: [[{ replace: move, by: '      context = [...context.slice(0, -1), index];\n' }]],
  },
  {
    id: '0.2/oldest-kept',
    title: 'The context grows',
    explanation:
      'You appended the new character and dropped none, so each row is longer than the one before. The first layer has a fixed number of inputs, blockSize times nEmbd: these rows do not fit it.',
    next: 'Drop one index for each that you append: [...context.slice(1), index].',
    ways: [[{ replace: move, by: '      context = [...context, index];\n' }]],
  },
  {
    id: '0.2/padding-not-zero',
    title: 'The empty places are not 0',
    explanation:
      "You filled the empty places of the context with something other than 0. The number of '.' is 0, and C has a row for it; for anything else the network looks up the wrong row, or none at all.",
    next: 'Fill the context with zeros: new Array(blockSize).fill(0).',
    ways: [
      [{ replace: '.fill(0)', by: '.fill(-1)' }],
      [{ replace: '.fill(0)', by: '' }],
      [{ replace: '.fill(0)', by: '.fill(1)' }],
    ],
  },
  {
    id: '0.2/letters-written-out',
    title: 'The numbers do not come from stoi',
    explanation:
      'You computed the numbers from the codes of the characters, counting from a, and left stoi unused. That fits the letters a to z if all of them occur; in any other vocabulary the numbers are those of other characters, or of none.',
    next: 'Look each character up in the table that is passed in: stoi[character].',
    ways: [[{ replace: lookUp, by: "character === '.' ? 0 : character.charCodeAt(0) - 96;" }]],
  },
  {
    id: '0.2/empty-context-shared',
    title: 'All words share one empty context',
    explanation:
      'Your numbers are right, but you made the array of zeros once and stored that same array as the first row of every word. Whoever changes one of these rows later, to mask a character for instance, changes the first row of every name.',
    next: 'Make the zeros inside the loop over the words, or push a copy: X.push([...context]).',
    ways: [
      [
        { replace: empty, by: '    let context = empty;\n' },
        { replace: words, by: `  const empty = new Array<number>(blockSize).fill(0);\n${words}` },
      ],
    ],
  },
];

export default misconceptions;
