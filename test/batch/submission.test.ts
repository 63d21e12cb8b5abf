import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { discoverSubmissions, readSubmission } from '../../src/batch/submission.js';
import { exercises } from '../../src/course/manifest.js';

const first = '0-data/0.1-vocabulary.ts';
const second = '0-data/0.2-context-windows.ts';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepzero-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

describe('reading a submission', () => {
  test('takes the files of the manifest and nothing else', async () => {
    put(first, 'export const a = 1;');
    put('0-data/helper.ts', 'export const b = 2;');
    put('package.json', '{}');
    const { files, notes, student } = await readSubmission(folder, 'ada');
    expect(student).toBe('ada');
    expect(files).toEqual([{ path: first, source: 'export const a = 1;' }]);
    expect(notes).toEqual([]);
  });

  test('finds them in exercises/ when the whole course was handed in', async () => {
    put(`exercises/${first}`, 'export {};');
    put(`solutions/${second}`, 'export {};');
    expect((await readSubmission(folder, 'ada')).files.map((file) => file.path)).toEqual([first]);
  });

  test('reads UTF-8 with a byte-order mark, without the mark', async () => {
    put(first, '\uFEFFexport {};');
    expect((await readSubmission(folder, 'ada')).files[0]?.source).toBe('export {};');
  });

  test('leaves out, with a note, what is too large, not UTF-8, a link or a folder', async () => {
    put(first, ' '.repeat(64 * 1024 + 1));
    put(second, new Uint8Array([0xc3, 0x28]));
    put('secret.ts', 'export {};');
    symlinkSync(path.join(folder, 'secret.ts'), path.join(folder, '0-data/0.3-splits.ts'));
    mkdirSync(path.join(folder, '1-initial-loss/1.1-expected-loss.ts'), { recursive: true });
    const { files, notes } = await readSubmission(folder, 'ada');
    expect(files).toEqual([]);
    expect(notes).toEqual([
      `${first}: 65537 bytes, more than 65536`,
      `${second}: not valid UTF-8`,
      '0-data/0.3-splits.ts: not a regular file in this folder',
      '1-initial-loss/1.1-expected-loss.ts: not a regular file in this folder',
    ]);
  });

  test('a file below a linked folder is not in the submission', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'stepzero-test-'));
    writeFileSync(path.join(outside, '0.1-vocabulary.ts'), 'export {};');
    symlinkSync(outside, path.join(folder, '0-data'));
    const { files, notes } = await readSubmission(folder, 'ada');
    rmSync(outside, { recursive: true, force: true });
    expect(files).toEqual([]);
    expect(notes).toEqual([`${first}: not a regular file in this folder`]);
  });

  test('files beyond half a megabyte together are left out, one by one', async () => {
    for (const { file } of exercises.slice(0, 10)) put(file, 'x'.repeat(60 * 1024));
    const { files, notes } = await readSubmission(folder, 'ada');
    expect(files).toHaveLength(8);
    expect(notes).toEqual(
      exercises
        .slice(8, 10)
        .map(({ file }) => `${file}: left out, since the files together are more than 524288 bytes`),
    );
  });

  test('a folder without any says so', async () => {
    put('readme.txt', 'hello');
    expect((await readSubmission(folder, 'ada')).notes).toEqual([
      'no exercise file was found: expected a layout like exercises/',
    ]);
  });
});

describe('discovering submissions', () => {
  test('one folder a student, by name; hidden folders and files are none', async () => {
    for (const student of ['bob', 'ada', '.git', 'node_modules']) put(`${student}/${first}`, 'export {};');
    put('notes.txt', '');
    expect(await discoverSubmissions(folder)).toEqual([
      { student: 'ada', folder: path.join(folder, 'ada') },
      { student: 'bob', folder: path.join(folder, 'bob') },
    ]);
  });

  test('a folder that holds the course is itself a submission', async () => {
    put(first, 'export {};');
    expect(await discoverSubmissions(folder)).toEqual([{ student: path.basename(folder), folder }]);
  });

  test('what is missing, a file or empty is a sentence', async () => {
    await expect(discoverSubmissions(path.join(folder, 'nobody'))).rejects.toThrow('grade: there is no folder');
    put('file', '');
    await expect(discoverSubmissions(path.join(folder, 'file'))).rejects.toThrow('is not a folder');
    await expect(discoverSubmissions(folder)).rejects.toThrow(
      'holds no submission: expected one folder a student, laid out like exercises/',
    );
  });
});
