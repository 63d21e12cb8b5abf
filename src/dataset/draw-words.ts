/** Words that nobody has seen before: inputs for code that should work with any names in any alphabet. */
import type { Generator } from '../torch/generator.js';

const codes = (first: string, last: string, without = ''): readonly string[] => {
  const start = first.codePointAt(0) ?? 0;
  const count = (last.codePointAt(0) ?? 0) - start + 1;
  return Array.from({ length: count }, (_, index) => String.fromCodePoint(start + index)).filter(
    (letter) => !without.includes(letter),
  );
};

/** The letters a to z. */
export const latinLetters = codes('a', 'z');

/** Alphabets in which sorting by code point and sorting by a language's rules agree, so that both are right. */
const alphabets: readonly (readonly string[])[] = [codes('α', 'ω', 'ς'), codes('а', 'я'), codes('ა', 'ჰ')];

/** Eight to fourteen letters of a Greek, Cyrillic or Georgian alphabet, in its order, with gaps. */
export function drawAlphabet(generator: Generator): string[] {
  const whole = alphabets[generator.randint(0, alphabets.length)] ?? [];
  const kept = new Set(generator.permutation(whole.length).slice(0, generator.randint(8, 15)));
  return whole.filter((_, index) => kept.has(index));
}

/**
 * Words of two to nine letters, at random. Together they have every letter of the alphabet; more words than `count` come
 * where that many are needed for it.
 * @param letters at least two
 */
export function drawWords(generator: Generator, letters: readonly string[], count: number): string[] {
  const order = generator.permutation(letters.length);
  const words: string[] = [];
  for (let start = 0; start < order.length; start += 5) {
    words.push(spell(letters, [...order.slice(start, start + 5), generator.randint(0, letters.length)]));
  }
  while (words.length < count) {
    const length = generator.randint(2, 10);
    words.push(
      spell(
        letters,
        Array.from({ length }, () => generator.randint(0, letters.length)),
      ),
    );
  }
  return words;
}

function spell(letters: readonly string[], indices: readonly number[]): string {
  return indices.map((index) => letters[index]).join('');
}
