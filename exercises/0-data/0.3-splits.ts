/*
 * 0.3  Train, dev, test
 *
 * A network that is judged on names it has already seen is judged on its memory. So the names are split three ways:
 * the weights are fitted to `train`, your own choices (how wide, how fast, how long) are made on `dev`, and `test` is
 * looked at once, at the end, because every look at it makes it a little more like training data.
 *
 * The split is made of whole words, before there are any windows: with windows, half of 'emma' could be trained on
 * while the other half is used to test.
 *
 *     n1 = floor(0.8 * n)        train: words 0 up to n1
 *     n2 = floor(0.9 * n)        dev:   words n1 up to n2
 *                                test:  the rest
 *
 * The words arrive shuffled. Do not shuffle or sort them here, or nobody could repeat your figures, and leave the
 * array that you were given as it is: its owner may still need it.
 *
 * Look next: Array.prototype.slice, which copies (splice cuts pieces out of the original).
 * Try it:    npm test -- -t 0.3
 */
import { NotImplementedError } from '#torch';

/** The first 80 % of the words to train on, the next 10 % to tune on (dev), the last 10 % to report on (test). */
export function splitWords(words: readonly string[]): { train: string[]; dev: string[]; test: string[] } {
  // TODO: find the two places to cut, and return the three pieces in the order the words came in.
  throw new NotImplementedError('0.3');
}
