import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildDataset } from '../../src/dataset/context-windows.js';
import { PythonRandom } from '../../src/dataset/python-random.js';
import { splitWords } from '../../src/dataset/splits.js';
import { buildVocabulary } from '../../src/dataset/vocabulary.js';

const seed = { seed: 20240117 };
// 'ａ' and '𐐷' stand the other way round when strings are compared by UTF-16 units.
const letter = fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyzαβγдежÅａ𐐷'));
const word = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''));
const words = fc.array(word, { minLength: 1, maxLength: 30 });

describe('buildVocabulary', () => {
  test("numbers '.' with 0 and every other character once, in the order of code points", () => {
    fc.assert(
      fc.property(words, (names) => {
        const { stoi, itos, vocabSize } = buildVocabulary(names);
        const characters = Array.from({ length: vocabSize }, (_, index) => itos[index] ?? '');
        expect(characters[0]).toBe('.');
        const points = characters.slice(1).map((character) => character.codePointAt(0) ?? 0);
        expect(points).toEqual([...points].sort((a, b) => a - b));
        expect(new Set(characters.slice(1))).toEqual(new Set(names.join('')));
        expect(stoi).toEqual(Object.fromEntries(characters.map((character, index) => [character, index])));
        expect(Object.keys(stoi)).toHaveLength(vocabSize);
      }),
      seed,
    );
  });
});

describe('buildDataset', () => {
  test('each word can be read back from its examples, and each context is what came before', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 6 }), (names, blockSize) => {
        const { stoi, itos } = buildVocabulary(names);
        const { X, Y } = buildDataset(names, stoi, blockSize);
        expect(X).toHaveLength(Y.length);
        expect(Y.map((index) => itos[index]).join('')).toBe(names.map((name) => `${name}.`).join(''));
        const contexts = names.flatMap((name) => {
          const padded = Array.from('.'.repeat(blockSize) + name);
          return padded.slice(blockSize - 1).map((_, place) => padded.slice(place, place + blockSize).join(''));
        });
        expect(X.map((row) => row.map((index) => itos[index]).join(''))).toEqual(contexts);
        expect(new Set(X).size).toBe(X.length);
      }),
      seed,
    );
  });

  test('a character that is not in the vocabulary is an error', () => {
    expect(() => buildDataset(['emma', 'zoe'], buildVocabulary(['emma']).stoi)).toThrow(
      new RangeError(
        "buildDataset: expected characters of the vocabulary, got 'z' in 'zoe'; build the vocabulary from these words",
      ),
    );
  });
});

describe('splitWords', () => {
  test('train, dev and test are the words in their order, cut at floor(0.8 n) and floor(0.9 n)', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 300 }), (names) => {
        const before = [...names];
        const { train, dev, test } = splitWords(names);
        expect([...train, ...dev, ...test]).toEqual(before);
        expect(names).toEqual(before);
        // Whole numbers: no rounding of 0.8 and 0.9 in floating point can hide here.
        expect(train).toHaveLength(Number((8n * BigInt(names.length)) / 10n));
        expect(train.length + dev.length).toBe(Number((9n * BigInt(names.length)) / 10n));
        if (names.length >= 10) [train, dev, test].forEach((part) => expect(part).not.toHaveLength(0));
      }),
      seed,
    );
  });
});

describe('PythonRandom.shuffle', () => {
  test('loses nothing and repeats itself for the same seed', () => {
    fc.assert(
      fc.property(words, fc.maxSafeInteger(), (names, number) => {
        const shuffled = new PythonRandom(number).shuffle(names);
        expect([...shuffled].sort()).toEqual([...names].sort());
        expect(new PythonRandom(number).shuffle(names)).toEqual(shuffled);
      }),
      seed,
    );
  });
});
