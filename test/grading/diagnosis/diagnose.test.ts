import { describe, expect, test } from '@jest/globals';
import { type Candidate, diagnose } from '../../../src/grading/diagnosis.js';
import type { Transcript } from '../../../src/grading/transcript.js';

const answers = (numbers: Readonly<Record<string, number>>): ReadonlyMap<string, Transcript> =>
  new Map(
    Object.entries(numbers).map(([check, value]) => [
      check,
      [{ asked: `${check}()`, isDrawn: false, reply: { kind: 'value', value } }],
    ]),
  );

const candidate = (id: string, numbers: Readonly<Record<string, number>>, ...failed: string[]): Candidate => ({
  misconception: { id, title: id, explanation: '', next: '', ways: [] },
  transcripts: answers(numbers),
  failed: new Set(failed),
});

const right = answers({ a: 1, b: 1 });
const named = (student: Readonly<Record<string, number>>, ...candidates: Candidate[]) =>
  diagnose('a', { student: answers(student), right }, candidates)?.id;

describe('diagnose', () => {
  const two = candidate('two', { a: 2, b: 1 }, 'a');

  test('names the misconception whose answers these are', () => {
    expect(named({ a: 2, b: 1 }, candidate('three', { a: 3, b: 1 }, 'a'), two)).toBe('two');
  });

  test('is silent where none gives these answers', () => {
    expect(named({ a: 2.5, b: 1 }, two)).toBeUndefined();
    expect(named({ a: 2, b: 1 })).toBeUndefined();
  });

  test('is silent where the misconception passes the check: it cannot be why', () => {
    expect(named({ a: 2, b: 1 }, candidate('two', { a: 2, b: 1 }))).toBeUndefined();
  });

  test('is silent where two misconceptions give the same answers', () => {
    expect(named({ a: 2, b: 1 }, two, candidate('twin', { a: 2, b: 1 }, 'a'))).toBeUndefined();
  });

  test('of two mistakes in different exports one is named', () => {
    const pair = (f: number, g: number): Transcript => [
      { asked: 'f()', isDrawn: false, reply: { kind: 'value', value: f } },
      { asked: 'g()', isDrawn: false, reply: { kind: 'value', value: g } },
    ];
    const of = (id: string, f: number, g: number): Candidate => ({
      ...candidate(id, {}, 'a'),
      transcripts: new Map([['a', pair(f, g)]]),
    });
    const both = { student: new Map([['a', pair(2, 3)]]), right: new Map([['a', pair(1, 1)]]) };
    expect(diagnose('a', both, [of('first', 2, 1), of('second', 1, 3)])?.id).toBe('first');
    expect(diagnose('a', both, [of('first', 2, 1), of('twin', 2, 1), of('second', 1, 3)])?.id).toBeUndefined();
    expect(diagnose('a', both, [of('first', 2, 1), of('second', 1, 3), of('both', 2, 3)])?.id).toBe('both');
  });

  test('two ways of the same misconception are one', () => {
    expect(named({ a: 2, b: 1 }, two, { ...two })).toBe('two');
  });

  test('another check tells apart what this one does not', () => {
    const twin = candidate('twin', { a: 2, b: 2 }, 'a', 'b');
    expect(named({ a: 2, b: 1 }, two, twin)).toBe('two');
    expect(named({ a: 2, b: 2 }, two, twin)).toBe('twin');
  });

  test('what a passed check contradicts is not named', () => {
    expect(named({ a: 2, b: 1 }, candidate('both', { a: 2, b: 2 }, 'a', 'b'))).toBeUndefined();
  });

  test('a mistake beside it, in another export, does not silence it', () => {
    expect(named({ a: 2, b: 5 }, two)).toBe('two');
  });
});
