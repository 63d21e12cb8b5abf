import { describe, expect, test } from '@jest/globals';
import { oneLine, padLeft, padRight, printable, wrap } from '../../src/report/text.js';

describe('printable', () => {
  test('removes what could move the cursor, set a title or change the direction of text', () => {
    expect(printable('\u001b[31mred\u001b[0m \u001b]0;title\u0007 a\u0000b \u202eevil')).toBe('red  a·b ·evil');
  });

  test('keeps newlines, and tabs as spaces', () => {
    expect(printable('a\r\nb\tc')).toBe('a\nb  c');
  });
});

describe('wrap', () => {
  test('breaks at spaces and keeps paragraphs', () => {
    expect(wrap('one two three\nfour', 8)).toEqual(['one two', 'three', 'four']);
  });

  test('leaves a word that is too long whole', () => {
    expect(wrap('a 123456789 b', 5)).toEqual(['a', '123456789', 'b']);
  });
});

test('columns count as a terminal counts them', () => {
  expect(padRight('張', 4)).toBe('張  ');
  expect(padLeft('e\u0301', 3)).toBe('  e\u0301');
  expect(oneLine('字節跳動\nand more', 7)).toBe('字節跳…');
});
