import type { Misconception } from '../../src/grading/misconception.js';

const letters = "const letters = [...new Set(words.join(''))].sort();";
const characters = "const characters = ['.', ...letters]; // '.' first, so that it is 0 whatever the alphabet";
const toIndex = 'stoi[character] = index;';
const toCharacter = 'itos[index] = character;';
const answer = '  return { stoi, itos, vocabSize: characters.length };';

const misconceptions: readonly Misconception[] = [
  {
    id: '0.1/dot-missing',
    title: "The '.' is missing",
    explanation:
      'You numbered the letters of the names and nothing else. \'.\' stands for "no letter here": without it nothing can fill the context before a name begins, ' +
      'and the network has no answer to give after its last letter, so it could never end a name.',
    next: "Put '.' in front of the sorted letters, ['.', ...letters], and number that list.",
    ways: [
      [{ replace: characters, by: 'const characters = letters;' }],
      [
        { replace: characters, by: 'const characters = letters;' },
        { replace: toIndex, by: 'stoi[character] = index + 1;' },
        { replace: toCharacter, by: 'itos[index + 1] = character;' },
      ],
      [
        { replace: characters, by: 'const characters = letters;' },
        { replace: toIndex, by: 'stoi[character] = index + 1;' },
        { replace: toCharacter, by: 'itos[index + 1] = character;' },
        { replace: answer, by: '  return { stoi, itos, vocabSize: characters.length + 1 };' },
      ],
    ],
  },
  {
    id: '0.1/dot-last',
    title: "The '.' comes last",
    explanation:
      "You put '.' behind the letters, so its number depends on how many letters there are. A context is filled with 0 before a name begins: " +
      "with '.' anywhere but at 0, 0 is no longer its number, and the network no longer sees that a name has not begun.",
    next: "Put '.' in front, ['.', ...letters]: then it is 0 whatever the alphabet, and the letters follow from 1.",
    ways: [
      [{ replace: characters, by: "const characters = [...letters, '.'];" }],
      [
        { replace: characters, by: "const characters = [...letters, '.'];" },
        { replace: toIndex, by: 'stoi[character] = index + 1;' },
        { replace: toCharacter, by: 'itos[index + 1] = character;' },
      ],
    ],
  },
  {
    id: '0.1/two-markers',
    title: 'Start and end have a marker each',
    explanation:
      "You made two special characters, one for the beginning of a name and one for its end, instead of '.' alone. One is enough: before a name it can only mean the beginning, " +
      'and as an answer only the end. The second costs a row of C and an output that is always wrong.',
    next: "Use '.' for both, in front of the letters: ['.', ...letters].",
    ways: [
      [{ replace: characters, by: "const characters = ['<S>', '<E>', ...letters];" }],
      [{ replace: characters, by: "const characters = [...letters, '<S>', '<E>'];" }],
      [{ replace: characters, by: "const characters = ['<S>', ...letters, '<E>'];" }],
    ],
  },
  {
    id: '0.1/letters-unsorted',
    title: 'The letters are not sorted',
    explanation:
      'You numbered the letters in the order in which they first occur in the words. The same names in another order then give another table, ' +
      'and weights that were trained with one table read nonsense with the other.',
    next: "Sort the different letters before you number them: [...new Set(words.join(''))].sort().",
    ways: [[{ replace: letters, by: "const letters = [...new Set(words.join(''))];" }]],
  },
  {
    id: '0.1/sorted-backwards',
    title: 'The letters are sorted from z to a',
    explanation:
      'You sorted the letters from the last to the first. That is an order too, but not the one that everybody else has: weights that were trained with the usual table read other letters in yours.',
    next: "Sort upwards, which sort() does without an argument: [...new Set(words.join(''))].sort().",
    ways: [[{ replace: letters, by: letters.replace('.sort()', '.sort().reverse()') }]],
  },
  {
    id: '0.1/sorted-by-frequency',
    title: 'The letters are sorted by how often they occur',
    explanation:
      'You gave the smallest numbers to the letters that occur most. Another list of names has other frequencies, and so another table: weights that were trained with one read nonsense with the other.',
    next: "Sort the letters themselves: [...new Set(words.join(''))].sort().",
    ways: [
      [
        {
          replace: letters,
          by: `const text = [...words.join('')];\n  const often = (letter: string) => text.filter((each) => each === letter).length;\n  const letters = [...new Set(text)].sort().sort((a, b) => often(b) - often(a));`,
        },
      ],
      [
        {
          replace: letters,
          by: `const text = [...words.join('')];\n  const often = (letter: string) => text.filter((each) => each === letter).length;\n  const letters = [...new Set(text)].sort((a, b) => often(b) - often(a));`,
        },
      ],
    ],
  },
  {
    id: '0.1/first-word-only',
    title: 'Only one word is read',
    explanation:
      'You took the letters of one word and left out the others. The first name that has another letter cannot be read: its letter has no number, no row of C and no output.',
    next: "Go through all the words before you number anything: [...new Set(words.join(''))].sort().",
    ways: [
      [{ replace: letters, by: "const letters = [...new Set(words[0] ?? '')].sort();" }],
      [{ replace: letters, by: "const letters = [...new Set(words.at(-1) ?? '')].sort();" }],
    ],
  },
  {
    id: '0.1/words-sorted-not-letters',
    title: 'The words are sorted, not the letters',
    explanation:
      'You sorted the words and then took the letters as they come: the letters of the first words have the small numbers, whatever their place in the alphabet. ' +
      'One more name at the top of the list would renumber nearly everything, and a network trained before would read nonsense.',
    next: "Collect the different letters first and sort those: [...new Set(words.join(''))].sort().",
    ways: [[{ replace: letters, by: "const letters = [...new Set([...words].sort().join(''))];" }]],
  },
  {
    id: '0.1/everything-one-too-high',
    title: 'The numbers begin at 1',
    explanation:
      "You numbered the whole list from 1, so '.' is 1 and the first letter 2. Contexts are filled with 0, which then means nothing, and the last character has a number that is one past the last row of C.",
    next: "Number the list from 0 as JavaScript does: '.' gets 0, and only the letters start at 1.",
    ways: [
      [
        { replace: toIndex, by: 'stoi[character] = index + 1;' },
        { replace: toCharacter, by: 'itos[index + 1] = character;' },
      ],
    ],
  },
  {
    id: '0.1/letters-from-zero',
    title: 'The first letter shares 0 with the dot',
    explanation:
      "You numbered the letters from 0 and gave '.' the number 0 as well. Two characters with one number are one character to the network: it cannot tell the first letter of the alphabet from the end of a name.",
    next: "Let the letters begin at 1, most simply by numbering ['.', ...letters] from 0.",
    ways: [
      [
        { replace: characters, by: 'const characters = letters;' },
        {
          replace: answer,
          by: "  stoi['.'] = 0;\n  itos[0] = '.';\n  return { stoi, itos, vocabSize: characters.length + 1 };",
        },
      ],
      [
        { replace: characters, by: 'const characters = letters;' },
        { replace: answer, by: "  stoi['.'] = 0;\n  return { stoi, itos, vocabSize: characters.length + 1 };" },
      ],
    ],
  },
  {
    id: '0.1/alphabet-written-out',
    title: 'Made for the letters a to z',
    explanation:
      'Your code counts on the letters a to z instead of looking at the letters of the words. For all English letters it comes to the same; ' +
      'where some are missing the numbers get gaps or rows that nothing ever trains, and names in another alphabet cannot be read.',
    next: "Take the letters from the words: [...new Set(words.join(''))].sort().",
    ways: [
      [{ replace: letters, by: "const letters = [...'abcdefghijklmnopqrstuvwxyz'];" }],
      [{ replace: letters, by: "const letters = [...new Set(words.join('').replace(/[^a-z]/g, ''))].sort();" }],
      [
        { replace: '((character, index) =>', by: '((character) =>' },
        { replace: toIndex, by: "const index = character === '.' ? 0 : character.charCodeAt(0) - 96;\n    " + toIndex },
      ],
    ],
  },
  {
    id: '0.1/lower-cased',
    title: 'Capitals are turned into small letters',
    explanation:
      'You made the words lower-case before collecting their letters. A capital is a character of its own, and the names keep theirs: ' +
      'looked up in this table, it has no number, and the name cannot be read.',
    next: 'Take the characters as they are; whoever wants lower-case names makes them so before calling you.',
    ways: [[{ replace: letters, by: "const letters = [...new Set(words.join('').toLowerCase())].sort();" }]],
  },
  {
    id: '0.1/itos-same-as-stoi',
    title: 'itos runs the same way as stoi',
    explanation:
      'Your itos leads from characters to numbers, like stoi. The network puts out numbers, and sampling a name needs the way back: itos[3] should be a character.',
    next: 'Swap the two sides in itos: itos[index] = character.',
    ways: [
      [
        { replace: `    ${toCharacter}\n`, by: '' },
        { replace: answer, by: `  Object.assign(itos, stoi);\n${answer}` },
      ],
    ],
  },
  {
    id: '0.1/itos-without-dot',
    title: "itos leaves out the '.'",
    explanation:
      "You filled itos with the letters alone, while stoi has '.' as well. The way back from 0 is then no dot, so a name that the network ends would not be seen to end.",
    next: "Fill both tables in the same loop over ['.', ...letters].",
    ways: [
      [
        { replace: `    ${toCharacter}\n`, by: '' },
        {
          replace: answer,
          by: `  letters.forEach((letter, index) => {\n    itos[index] = letter;\n  });\n${answer}`,
        },
      ],
      [{ replace: toCharacter, by: "if (character !== '.') itos[index] = character;" }],
    ],
  },
  {
    id: '0.1/size-without-dot',
    title: "vocabSize does not count the '.'",
    explanation:
      "You counted the letters, but '.' is a character of the vocabulary too. C and the output layer would be one short: the last letter would have no row and no output.",
    next: 'Count the list that you numbered: characters.length.',
    ways: [[{ replace: answer, by: '  return { stoi, itos, vocabSize: letters.length };' }]],
  },
  {
    id: '0.1/size-27',
    title: 'vocabSize is always 27',
    explanation:
      'You wrote the 27 of the lecture into the code. Names with other letters have another number of characters, and the network would get rows and outputs that belong to nothing, or too few of them.',
    next: 'Count the list that you numbered: characters.length.',
    ways: [[{ replace: answer, by: '  return { stoi, itos, vocabSize: 27 };' }]],
  },
  {
    id: '0.1/duplicates-kept',
    title: 'Letters are numbered once for every occurrence',
    explanation:
      'You put all characters of all words into the list, so each letter is in it many times and ends up with the number of its last occurrence. ' +
      'The numbers have large gaps, and vocabSize would give the network a row and an output for every letter ever written.',
    next: "Keep each letter once before sorting: a Set does it, [...new Set(words.join(''))].",
    ways: [[{ replace: letters, by: "const letters = [...words.join('')].sort();" }]],
  },
  {
    id: '0.1/words-numbered',
    title: 'The words are numbered, not the letters',
    explanation:
      'You made a Set of the words, so each name got a number. The network reads and writes characters: it can spell a name it has never seen, but only if its vocabulary is the letters.',
    next: "Join the words into one string before making the Set: new Set(words.join('')).",
    ways: [[{ replace: letters, by: 'const letters = [...new Set(words)].sort();' }]],
  },
];

export default misconceptions;
