import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Subject } from '../../src/guest/contract/subject.js';
import type { GuestSession } from '../../src/guest/session.js';
import { faultOf, open } from './open.js';

const unloadable = ['imports-fs', 'imports-neighbour', 'syntax', 'redeclares', 'namespace', 'top-level-throw'];
let session: GuestSession;
let subject: Subject;

beforeAll(async () => {
  session = await open(['throws', 'escapes', 'copies', ...unloadable]);
  subject = session.beginCheck('throws.ts');
});

afterAll(() => session.close());

describe('an error of the student’s code points at their own lines', () => {
  test('a nested function, by line and column of the TypeScript', async () => {
    const frame = (line: number, column: number, functionName: string): object => ({
      file: 'throws.ts',
      line,
      column,
      functionName,
    });
    expect(await faultOf(subject.call('outer', 1))).toEqual({
      kind: 'threw',
      errorName: 'RangeError',
      message: 'no 1',
      frames: [frame(10, 9, 'inner'), frame(9, 25, 'inner'), frame(5, 48, '(top level)'), frame(5, 17, 'outer')],
    });
  });

  test('an error of #torch, at the line that called it', async () => {
    const fault = await faultOf(subject.call('shapes'));
    expect(fault).toMatchObject({ kind: 'threw', errorName: 'TensorError', frames: [{ file: 'throws.ts', line: 14 }] });
  });

  test('a stub is not an error', async () => {
    expect(await faultOf(subject.call('stub'))).toEqual({ kind: 'not-implemented', exercise: '9.9' });
  });

  test('text, a stack without end, an object that cannot be looked at, a stack that was switched off', async () => {
    expect(await faultOf(subject.call('text'))).toEqual({
      kind: 'threw',
      errorName: 'a string',
      message: 'just text',
      frames: [],
    });
    expect(await faultOf(subject.call('overflow'))).toMatchObject({
      errorName: 'RangeError',
      message: 'Maximum call stack size exceeded',
    });
    expect(await faultOf(subject.call('trap'))).toMatchObject({ kind: 'threw', errorName: 'an object' });
    expect(await faultOf(subject.call('noTrace'))).toMatchObject({
      errorName: 'TypeError',
      message: 'without a trace',
    });
    expect(await faultOf(subject.call('notAFunction'))).toMatchObject({
      message: 'notAFunction: expected a function, got number',
    });
  });

  test('the process goes on after all of these', async () => {
    expect(await faultOf(session.beginCheck('throws.ts').call('text'))).toMatchObject({ message: 'just text' });
  });
});

describe('a file that does not load says why and where', () => {
  test.each([
    ['imports-fs', "imports-fs.ts imports 'node:fs': an exercise imports only '#torch'", 2, 1],
    ['imports-neighbour', "imports-neighbour.ts imports './forever.js': an exercise imports only '#torch'", 1, 1],
    ['syntax', 'syntax.ts cannot be read as TypeScript: Unexpected token', 2, 25],
    ['redeclares', "redeclares.ts cannot be parsed: Identifier 'twice' has already been declared", 3, 7],
    [
      'namespace',
      'namespace.ts cannot be read as TypeScript: a namespace is not supported: export functions and classes instead',
      3,
      1,
    ],
  ])('%s', async (name, message, line, column) => {
    const fault = await faultOf(session.beginCheck(`${name}.ts`).call('answer'));
    expect(fault).toEqual({
      kind: 'unloadable',
      message,
      frames: [{ file: `${name}.ts`, line, column, functionName: '(top level)' }],
    });
  });

  test('what the top level throws is the answer to every question', async () => {
    const check = session.beginCheck('top-level-throw.ts');
    const expected = { kind: 'threw', message: 'not today', frames: [{ line: 2, functionName: '(top level)' }] };
    expect(await faultOf(check.call('answer'))).toMatchObject(expected);
    expect(await faultOf(check.call('answer'))).toMatchObject(expected);
  });
});

describe('there is nothing to escape to', () => {
  test('the global scope holds ECMAScript, a console and structuredClone', async () => {
    const { value } = await session.beginCheck('escapes.ts').call('globals');
    const names = Array.isArray(value) ? value : [];
    expect(names).toContain('Math');
    const forbidden = [
      'process',
      'require',
      'Buffer',
      'setTimeout',
      'fetch',
      'WebAssembly',
      'SharedArrayBuffer',
      'Atomics',
    ];
    expect(names.filter((name: unknown) => typeof name === 'string' && forbidden.includes(name))).toEqual([]);
    expect(names.length).toBeLessThan(75);
  });

  test('structuredClone copies rows, tables and what refers to itself', async () => {
    const check = session.beginCheck('copies.ts');
    expect((await check.call('rows')).value).toEqual({ kept: [[0, 1], [2]], changed: [[9, 1], [2]] });
    expect((await check.call('kinds')).value).toEqual(['Float32Array 1,2', 'Map a1', 'Set 3', 'Date 5', 'hole 2']);
    expect((await check.call('loop')).value).toBe(true);
    expect(await faultOf(check.call('refused'))).toMatchObject({ kind: 'threw', errorName: 'TypeError' });
  });

  test.each(['viaConstructor', 'viaEval', 'viaConsole'])('%s: code from text is refused', async (name) => {
    const fault = await faultOf(session.beginCheck('escapes.ts').call(name));
    expect(fault).toMatchObject({ kind: 'threw', errorName: 'EvalError' });
  });

  test('require, import(), this and call sites lead nowhere', async () => {
    const check = session.beginCheck('escapes.ts');
    expect(await faultOf(check.call('viaRequire'))).toMatchObject({ kind: 'unloadable' });
    expect((await check.call('viaImport')).value).toMatchObject({ description: 'Promise' });
    expect((await check.call('viaThis')).value).toBe('undefined');
    expect((await check.call('viaError')).value).not.toContain('function');
    expect(await faultOf(check.call('viaCaller'))).toMatchObject({ errorName: 'TypeError' });
  });
});
