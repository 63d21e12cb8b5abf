/** Lists on the command line: `1,5/3,2`. */
import { UsageError } from './errors.js';
import { nearest } from './nearest.js';

/**
 * Numbers with commas between them; a fraction such as 5/3 is one too.
 * @throws UsageError for anything else, or a number that does not fit
 */
export function readNumbers(
  flag: string,
  text: string,
  { expected, fits }: { readonly expected: string; readonly fits: (value: number) => boolean },
): readonly number[] {
  return text.split(',').map((part) => {
    const [above = '', below = '1', ...more] = part.split('/').map((each) => each.trim());
    const value = above === '' || below === '' || more.length > 0 ? NaN : Number(above) / Number(below);
    if (Number.isFinite(value) && fits(value)) return value;
    throw new UsageError(`${flag}: expected ${expected}, with commas between them, got "${text}"`);
  });
}

/**
 * Words of a list, with commas between them.
 * @throws UsageError for another word, with the nearest guess
 */
export function readWords<W extends string>(flag: string, text: string, words: readonly W[]): readonly W[] {
  return text.split(',').map((part) => {
    const word = words.find((each) => each === part.trim());
    if (word !== undefined) return word;
    const guess = nearest(part.trim(), words);
    const hint = guess === undefined ? `they are ${words.join(', ')}` : `did you mean ${guess}?`;
    throw new UsageError(`${flag}: there is no "${part.trim()}"; ${hint}`);
  });
}

/** A whole number. @throws UsageError for anything else */
export function readWhole(flag: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isSafeInteger(value) && value >= from && value <= to) return value;
  throw new UsageError(`${flag}: expected a whole number from ${from} to ${to}, got "${text}"`);
}
