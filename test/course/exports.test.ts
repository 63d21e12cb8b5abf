import { describe, expect, test } from '@jest/globals';
import { exportedNames } from '../../tools/course/exports.js';

describe('exportedNames', () => {
  test('lists functions, classes and constants, not types and not what stays inside', () => {
    const source = `
      import { randn } from '#torch';
      export interface Row { x: number }
      export type Name = 'a' | 'b';
      function inner(): void {}
      export function outer(): void { inner(); }
      export async function later(): Promise<void> {}
      export class Linear { forward(): void {} }
      class Hidden {}
      export const one = 1, two = (): number => 2;
    `;
    expect(exportedNames(source)).toEqual(['outer', 'later', 'Linear', 'one', 'two']);
  });

  test('does not take a word in a comment or a string for an export', () => {
    expect(exportedNames('// export function a() {}\nconst text = `\nexport function b() {}`;')).toEqual([]);
  });

  test('reads a file that does not parse as far as it goes', () => {
    expect(exportedNames('export function a( {')).toEqual(['a']);
  });
});
