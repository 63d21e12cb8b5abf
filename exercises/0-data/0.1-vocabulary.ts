/*
 * 0.1  Vocabulary
 *
 * A network computes with numbers, so every character first gets one. Nothing about the numbers matters except that
 * everybody agrees on them: the same names must give the same table on every machine, today and next year. That is why
 * the letters are sorted, and why the table is made from the names and not from the letters a to z: names in another
 * alphabet should work as they are.
 *
 * One character is not a letter. '.' stands for "there is no letter here": it fills the context before a name begins
 * and is the answer after its last letter. It gets the number 0, whatever the alphabet, and the letters follow from 1.
 *
 *     words ['emma', 'ava']   letters a e m v
 *     stoi   { '.': 0, a: 1, e: 2, m: 3, v: 4 }      string to index
 *     itos   { 0: '.', 1: 'a', 2: 'e', 3: 'm', 4: 'v' }   and back: itos[stoi[c]] is c
 *     vocabSize 5
 *
 * Look next: Set, Array.from and sort() in JavaScript; the lecture builds the same two tables in its first minutes.
 * Try it:    npm test -- -t 0.1
 */
import { NotImplementedError } from '#torch';

/** The characters of `words` as numbers: '.' is 0, the letters follow in sorted order from 1. */
export function buildVocabulary(words: readonly string[]): {
  stoi: Record<string, number>;
  itos: Record<number, string>;
  vocabSize: number;
} {
  // TODO: collect the different letters, sort them, put '.' in front, and number them both ways.
  throw new NotImplementedError('0.1');
}
