import { drawAlphabet, drawWords, latinLetters } from '../../src/dataset/draw-words.js';
import { buildVocabulary } from '../../src/dataset/vocabulary.js';
import { asNumber, asRecord, asString, describe } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import type { Value } from '../../src/guest/contract/value.js';

type Table = Readonly<Record<string, Value>>;

/** What the student makes of the words. */
async function ask(
  subject: Subject,
  words: readonly string[],
): Promise<{ stoi: Table; itos: Table; vocabSize: Value }> {
  const answer = asRecord((await subject.call('buildVocabulary', words)).value, 'what buildVocabulary returns');
  const itos = answer['itos'];
  return {
    stoi: asRecord(answer['stoi'], 'stoi'),
    // An array is a table from numbers to strings too.
    itos: Array.isArray(itos) ? Object.fromEntries(itos.entries()) : asRecord(itos, 'itos'),
    vocabSize: answer['vocabSize'],
  };
}

/** A table as the exercise writes it, the first dozen entries of it. */
const show = (table: Table) => {
  const entries = Object.entries(table).map(([key, value]) => {
    const text = typeof value === 'object' ? describe(value) : String(value);
    return `${/^[\p{L}\d]+$/u.test(key) ? key.slice(0, 20) : `'${key.slice(0, 20)}'`}: ${text.slice(0, 20)}`;
  });
  return `{ ${entries.slice(0, 12).join(', ')}${entries.length > 12 ? ', …' : ''} }`;
};

const quote = (characters: readonly string[]) => characters.map((character) => `'${character}'`).join(', ');

/** Is every character of the words there, with the number of its place? */
function judgeNumbers(stoi: Table, words: readonly string[]): Pass | Fail {
  const expected = buildVocabulary(words).stoi;
  const found = { measured: show(stoi), expected: show(expected) };
  const wrong = (rationale: string, next: string): Fail => ({ status: 'fail', rationale, ...found, next });

  if (!('.' in stoi)) {
    return wrong(
      'stoi has no \'.\'. It stands for "no letter here": without it there is nothing to fill the context with before a name begins, and no answer after its last letter.',
      "Put '.' in front of the sorted letters before you number them.",
    );
  }
  if (asNumber(stoi['.'], "stoi['.']") !== 0) {
    return wrong(
      `stoi['.'] is ${describe(stoi['.'])} instead of 0. Contexts are filled with 0 before a name begins, so the network would see a letter where there is none.`,
      "Give '.' the number 0 and let the letters follow from 1.",
    );
  }
  const missing = Object.keys(expected).filter((character) => !(character in stoi));
  if (missing.length > 0) {
    return wrong(
      `stoi has no number for ${quote(missing.slice(0, 5))}, which the names contain (${words.slice(0, 3).join(', ')}, …). A network cannot read a name with a character that has no number.`,
      'Collect the letters from the words themselves, capitals as they are: a list of a to z written into the code fits one alphabet only.',
    );
  }
  const extra = Object.keys(stoi).filter((character) => !(character in expected));
  if (extra.length > 0) {
    return wrong(
      `stoi numbers ${quote(extra.slice(0, 5))}, which the names do not contain. Every entry costs a row of the embedding and a column of the output layer, and raises the expected initial loss.`,
      'Collect the letters from the words themselves and add nothing but the dot.',
    );
  }
  const moved = Object.entries(expected).find(
    ([character, index]) => asNumber(stoi[character], `stoi['${character}']`) !== index,
  );
  if (moved) {
    const [character, index] = moved;
    return wrong(
      `stoi['${character}'] is ${describe(stoi[character])} instead of ${index}. The number of a letter is its place among the sorted letters of the names. Numbered otherwise, the same names can give another table on another day, and a network trained with one reads nonsense with the other.`,
      'Sort the different letters (sort() does it), put the dot in front, and number the list from 0.',
    );
  }
  return { status: 'pass', ...found };
}

const sortedFromOne: Check = {
  id: '0.1/dot-then-sorted-letters',
  asks: "stoi numbers '.' with 0 and the letters of the names in sorted order from 1",
  points: 1,
  run: async (subject, { generator }) => {
    const words = drawWords(generator, latinLetters, 20);
    return judgeNumbers((await ask(subject, words)).stoi, words);
  },
};

const thereAndBack: Check = {
  id: '0.1/there-and-back',
  asks: 'itos is the way back from every number of stoi, and vocabSize counts the characters',
  points: 1,
  run: async (subject, { generator }) => {
    const words = drawWords(generator, latinLetters, 20);
    const { stoi, itos, vocabSize } = await ask(subject, words);
    for (const character of ['.', ...new Set(words.join(''))]) {
      if (character === '.' && !('.' in stoi)) continue; // The first check has that one.
      const index = asNumber(stoi[character], `stoi['${character}']`);
      const back = itos[String(index)];
      if (back === undefined || asString(back, `itos[${index}]`) !== character) {
        return {
          status: 'fail',
          rationale: `stoi['${character}'] is ${index}, but itos[${index}] is ${describe(back)}. Names are sampled as numbers and printed with itos: they would come out with the wrong letters.`,
          measured: show(itos),
          expected: `itos[stoi[c]] === c for every character c`,
          next: 'Fill both tables in the same loop: stoi[character] = index; itos[index] = character.',
        };
      }
    }
    const more = Object.keys(itos).length - Object.keys(stoi).length;
    if (more !== 0) {
      return {
        status: 'fail',
        rationale: `itos has ${Object.keys(itos).length} entries and stoi has ${Object.keys(stoi).length}: they are two views of one list and must be equally long.`,
        measured: show(itos),
        expected: `${Object.keys(stoi).length} entries`,
        next: 'Fill both tables in one loop that meets each different character once.',
      };
    }
    const expected = Object.keys(stoi).length;
    const measured = asNumber(vocabSize, 'vocabSize');
    if (measured !== expected) {
      return {
        status: 'fail',
        rationale: `vocabSize is ${measured}, but stoi numbers ${expected} characters. It becomes the number of rows of C and of outputs of the network: too few and a character has no output, too many and one is never right.`,
        measured,
        expected,
        next: "Count '.' as well, and each letter once.",
      };
    }
    return { status: 'pass', measured: `${measured} characters, there and back`, expected: `${expected} characters` };
  },
};

const anyAlphabet: Check = {
  id: '0.1/any-alphabet',
  asks: 'It works for names in any alphabet, and with some letters only',
  points: 1,
  dependsOn: ['0.1/dot-then-sorted-letters'],
  run: async (subject, { generator }) => {
    const some = generator.permutation(latinLetters.length).slice(0, 12);
    const alphabets = [
      latinLetters.filter((_, index) => some.includes(index)),
      // Capitals are characters of their own.
      latinLetters.filter((_, index) => !some.includes(index)).map((letter) => letter.toUpperCase()),
      drawAlphabet(generator),
      drawAlphabet(generator),
    ];
    // The check before this one judges whether the count is right; this one, whether it follows the names.
    const whole = asNumber((await ask(subject, drawWords(generator, latinLetters, 10))).vocabSize, 'vocabSize');
    const seen: string[] = [];
    for (const letters of alphabets) {
      const words = drawWords(generator, letters, 10);
      const { stoi, vocabSize } = await ask(subject, words);
      const outcome = judgeNumbers(stoi, words);
      if (outcome.status === 'fail') return outcome;
      const expected = whole - latinLetters.length + letters.length;
      const measured = asNumber(vocabSize, 'vocabSize');
      if (measured !== expected) {
        return {
          status: 'fail',
          rationale: `vocabSize is ${whole} for names with all letters from a to z and ${measured} for names with only ${letters.join(' ')}, where it should be ${expected}. The size of the network follows from the names, not from the English alphabet.`,
          measured,
          expected,
          next: 'Count the characters that you numbered.',
        };
      }
      seen.push(letters.join(''));
    }
    return {
      status: 'pass',
      measured: `numbered ${seen.join(', ')}`,
      expected: "'.' and the letters of the names, sorted",
    };
  },
};

const grader: Grader = {
  id: '0.1',
  checks: [sortedFromOne, thereAndBack, anyAlphabet],
  hints: [
    'Which different characters occur in the names? And what has to be true of their order, so that it is the same everywhere?',
    "A Set keeps each character once, sort() puts them in order, and with '.' in front the position in the list is the number.",
    "const characters = ['.', ...[...new Set(words.join(''))].sort()]; then for each character and its index: stoi[character] = index and itos[index] = character.",
  ],
};

export default grader;
