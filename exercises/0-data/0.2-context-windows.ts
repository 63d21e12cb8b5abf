/*
 * 0.2  Context windows
 *
 * The network has one small task: given the last few characters, say which comes next. So one name is not one example
 * but several, one for each of its letters and one for its end. With a context of three, 'emma' gives five:
 *
 *     context    next
 *     . . .      e        before the first letter there is only '.', which is 0
 *     . . e      m
 *     . e m      m
 *     e m m      a
 *     m m a      .        the end of the name is something to predict as well
 *
 * The contexts become the rows of X and the next characters become Y, both as the numbers of `stoi`. After each
 * character the window moves on: the oldest drops out on the left, the new one comes in on the right. Each name starts
 * with an empty context again: the end of one name says nothing about the beginning of the next.
 *
 * A trap to know about: X.push(context) stores the array, not a copy of it. If you go on changing that array, the row
 * that you stored changes too, and in the end all rows say the same.
 *
 * Look next: build_dataset in the lecture; slice() and the spread [...a, b] make new arrays.
 * Try it:    npm test -- -t 0.2
 */
import { NotImplementedError } from '#torch';

/** Every position of every word as an example: the `blockSize` indices before it (row of `X`) and its own index (`Y`). */
export function buildDataset(
  words: readonly string[],
  stoi: Record<string, number>,
  blockSize = 3,
): { X: number[][]; Y: number[] } {
  // TODO: for each word start with a context of zeros, then go through its characters and a final '.'.
  throw new NotImplementedError('0.2');
}
