/** Lists of words by their order: what a shuffle by chance leaves to compare. */
import type { Value } from '../../guest/contract/value.js';
import { isList, isRecord } from './distance.js';

/** Fewer words may come out as they went in: sort() by a coin leaves n words alone once in 2^(n - 1). */
const FEWEST_ORDERED = 20;

/** Of fewer words chance makes anything but the right order. */
const FEWEST_MIXED = 40;

/**
 * Describes the words of an answer beside those of the right one, without naming any: how many there are in each list, whether all
 * of them together are the right ones, and whether they come in the right order, in no order, or in another. Two shuffles of the
 * same words have one description.
 *
 * @returns undefined where the right answer is not a list of words, or several
 */
export function orderOf(value: Value, right: Value): string | undefined {
  const expected = listsOf(right, right);
  if (!expected) return undefined;
  const lists = listsOf(value, right);
  if (!lists) return 'no words';
  const [words, truth] = [lists.flat(), expected.flat()];
  const sizes = lists.map((list) => list.length).join(', ');
  if (JSON.stringify(words.toSorted()) !== JSON.stringify(truth.toSorted())) return `${sizes}: other words`;
  if (words.length < FEWEST_ORDERED) return `${sizes}: few words`;
  if (words.every((word, index) => word === truth[index])) return `${sizes}: in their order`;
  return `${sizes}: ${isMixed(words, truth) ? 'mixed' : 'in another order'}`;
}

/** A list by itself, or the fields of the right answer; undefined where they are not words. */
function listsOf(value: Value, right: Value): (readonly string[])[] | undefined {
  const lists = isList(right) ? [value] : isRecord(right) ? fieldsOf(value, Object.keys(right)) : [];
  const words = lists.flatMap((list) => (isList(list) && list.every(isWord) ? [list] : []));
  return lists.length > 0 && words.length === lists.length ? words : undefined;
}

function fieldsOf(value: Value, keys: readonly string[]): Value[] {
  return isRecord(value) ? keys.map((key) => value[key]) : [];
}

function isWord(value: Value): value is string {
  return typeof value === 'string';
}

/**
 * Of a shuffled list half of the neighbours are in their old order, with a standard deviation of sqrt((n + 1) / 12) pairs: a
 * quarter off is beyond five of them from 40 words on. Lists that are turned round, or merely cut and put together in another way, are further off.
 */
function isMixed(words: readonly string[], truth: readonly string[]): boolean {
  if (words.length < FEWEST_MIXED) return true;
  const places = new Map(truth.map((word, place) => [word, place]));
  const rising = words.filter((word, index) => {
    const before = words[index - 1];
    return before !== undefined && (places.get(before) ?? 0) < (places.get(word) ?? 0);
  });
  return Math.abs(rising.length / (words.length - 1) - 0.5) < 0.25;
}
