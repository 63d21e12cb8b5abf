import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GuestSession } from '../../src/guest/session.js';
import { open } from './open.js';

let session: GuestSession;

beforeAll(async () => {
  session = await open(['prints']);
});

afterAll(() => session.close());

async function printed(name: string, ...args: number[]): Promise<string> {
  await session.beginCheck('prints.ts').call(name, ...args);
  return session.takeOutput();
}

test('values print as they are written, tensors as tensors', async () => {
  expect((await printed('everything')).split('\n')).toEqual([
    'loss 3.25 -0 [1, 2] { a: { b: null, c: undefined } }',
    'tensor([1., 2.], shape: [2])',
    "Linear { fanIn: 30, names: ['a', 'it\\'s'] } [function saturation] Map(1) { 1 => 'x' } Float32Array(2) [0.5, 1]",
    'TypeError: wrong Symbol(s) 10n true',
    'W1 has 200 neurons, % and more',
    '(index)  layer  std',
    '0        1      0.5',
    '1        20     1',
    'Assertion failed unequal',
    '',
  ]);
});

test('what was taken is not taken again', async () => {
  expect(await printed('circular')).toBe('[[Circular]]\n');
  expect(session.takeOutput()).toBe('');
});

test('what cannot be printed is no error', async () => {
  expect(await printed('unprintable')).toBe('(a value that cannot be printed)\n');
});

test('a flood is cut, counted, and cheap', async () => {
  const text = await printed('flood', 200_000);
  // 200,000 lines of 11 characters, of which 10,000 characters are kept.
  expect(text.endsWith('\n… 2,190,000 more characters not shown\n')).toBe(true);
  expect(text.length).toBeLessThan(10_100);
});

test('control characters do not reach the terminal', async () => {
  expect(await printed('escapes')).toBe('\ufffd[2Jcleared?\ufffd\n');
});
