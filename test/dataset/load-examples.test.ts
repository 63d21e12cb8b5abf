import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DatasetError } from '../../src/dataset/dataset-error.js';
import { defaultNames } from '../../src/dataset/default-names.js';
import { findNames } from '../../src/dataset/find-names.js';
import { LECTURE_DIGEST } from '../../src/dataset/lecture-names.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { summarize } from '../../src/dataset/summarize.js';
import { lectureNamesFile } from './names-file.js';

const ten = ['emma', 'olivia', 'ava', 'isabella', 'sophia', 'charlotte', 'mia', 'amelia', 'harper', 'evelyn'];
let folder = '';
let own = '';
/** An environment without names of anybody's: its cache is an empty folder. */
let environment: Record<string, string> = {};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepzero-dataset-'));
  own = path.join(folder, 'own.txt');
  writeFileSync(own, ten.join('\r\n'));
  environment = { XDG_CACHE_HOME: path.join(folder, 'cache') };
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the built-in names', () => {
  test('are 8,403 different names, a to z, in alphabetical order', () => {
    const names = defaultNames();
    expect(names).toHaveLength(8403);
    expect(new Set(names).size).toBe(8403);
    expect([...names].sort()).toEqual(names);
    expect(names.filter((name) => !/^[a-z]{2,13}$/.test(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['aaren', 'zuzana', 'zolly']));
  });

  test('give these examples, on every machine', async () => {
    const examples = await loadExamples({ environment });
    expect(examples.label).toBe('built-in names (8,403 names, sha256 3480b765)');
    expect(examples.vocabSize).toBe(27);
    expect(examples.train.words.slice(0, 3)).toEqual(['hugibert', 'isidora', 'courtenay']);
    expect([examples.train, examples.dev, examples.test].map((split) => split.Y.length)).toEqual([47156, 5863, 5936]);
  });
});

describe('findNames', () => {
  test('takes --names before STEPZERO_NAMES, and the label has the base name alone', async () => {
    const found = await findNames({ names: own, environment: { ...environment, STEPZERO_NAMES: 'no such file' } });
    expect(found).toMatchObject({ origin: '--names', names: ten });
    expect(found.label).toMatch(/^own\.txt \(10 names, sha256 [0-9a-f]{8}\)$/);
  });

  test('takes STEPZERO_NAMES before the built-in names, and an empty one as none', async () => {
    expect((await findNames({ environment: { ...environment, STEPZERO_NAMES: own } })).origin).toBe('STEPZERO_NAMES');
    expect((await findNames({ environment: { ...environment, STEPZERO_NAMES: '' } })).origin).toBe('built-in');
  });

  test('has one digest for the same names, whatever their line ends', async () => {
    const other = path.join(folder, 'other.txt');
    writeFileSync(other, `\ufeff${ten.join('\n')}\n`);
    expect((await findNames({ names: other })).digest).toBe((await findNames({ names: own })).digest);
    writeFileSync(other, ten.toReversed().join('\n'));
    expect((await findNames({ names: other })).digest).not.toBe((await findNames({ names: own })).digest);
  });

  test('says which file is not there, and does not go on to other names', async () => {
    const none = path.join(folder, 'none.txt');
    await expect(findNames({ names: none, environment })).rejects.toEqual(
      new DatasetError(`--names: expected a file of names, got ${none} (no such file); check the path`),
    );
    await expect(findNames({ environment: { ...environment, STEPZERO_NAMES: none } })).rejects.toEqual(
      new DatasetError(`STEPZERO_NAMES: expected a file of names, got ${none} (no such file); check the path`),
    );
    await expect(findNames({ names: folder, environment })).rejects.toEqual(
      new DatasetError(`--names: expected a file of names, got ${folder} (a folder); check the path`),
    );
  });

  test('refuses a damaged download instead of using other names', async () => {
    const cache = path.join(folder, 'damaged');
    mkdirSync(path.join(cache, 'stepzero'), { recursive: true });
    writeFileSync(path.join(cache, 'stepzero', 'names.txt'), ten.join('\n'));
    await expect(findNames({ environment: { XDG_CACHE_HOME: cache } })).rejects.toEqual(
      new DatasetError(
        'the downloaded names.txt: expected the lecture\'s 32,033 names, got other content; run "npx stepzero data --fetch" to download it again',
      ),
    );
  });
});

describe('loadExamples', () => {
  test('makes the examples of a small file', async () => {
    const { train, dev, test: held, ...rest } = await loadExamples({ names: own, blockSize: 2, environment });
    expect(rest).toMatchObject({ blockSize: 2, vocabSize: 1 + new Set(ten.join('')).size });
    expect([train, dev, held].map((split) => split.words.length)).toEqual([8, 1, 1]);
    expect([...train.words, ...dev.words, ...held.words].sort()).toEqual([...ten].sort());
    expect(train.X).toHaveLength(train.words.join('').length + 8);
    expect(train.X.every((row) => row.length === 2)).toBe(true);
    expect(train.X).toBe(train.X);
  });

  test.each([0, -1, 1.5, NaN])('refuses a context of %d', async (blockSize) => {
    await expect(loadExamples({ blockSize, environment })).rejects.toEqual(
      new RangeError(`blockSize: expected a whole number of at least 1, got ${blockSize}; the lecture has 3`),
    );
  });
});

test('summarize counts by length', async () => {
  const found = await findNames({ names: own, environment });
  const summary = summarize(found, await loadExamples({ names: own, environment }));
  expect(summary).toMatchObject({ names: 10, different: 10, blockSize: 3, origin: '--names', digest: found.digest });
  expect(summary.lengths).toEqual([
    { length: 3, names: 2, such: ['ava', 'mia'] },
    { length: 4, names: 1, such: ['emma'] },
    { length: 6, names: 5, such: ['amelia', 'evelyn', 'harper'] },
    { length: 8, names: 1, such: ['isabella'] },
    { length: 9, names: 1, such: ['charlotte'] },
  ]);
  expect(summary.alphabet.join('')).toBe('.abcehilmnoprstvy');
});

const withLecture = lectureNamesFile === null ? describe.skip : describe;
withLecture(
  `the lecture's names.txt${lectureNamesFile === null ? ' (skipped: set STEPZERO_NAMES to the file)' : ''}`,
  () => {
    test('gives the examples of the lecture', async () => {
      const examples = await loadExamples({ names: lectureNamesFile ?? '', environment });
      expect(examples.digest).toBe(LECTURE_DIGEST);
      expect(examples.label).toBe('names.txt (32,033 names, sha256 0a30b555)');
      expect(examples.vocabSize).toBe(27);
      expect(examples.train.words.slice(0, 10)).toEqual([
        'yuheng',
        'diondre',
        'xavien',
        'jori',
        'juanluis',
        'erandi',
        'phia',
        'samatha',
        'phoenix',
        'emmelynn',
      ]);
      expect(examples.test.words.slice(-5)).toEqual(['sira', 'theon', 'opal', 'zaylynn', 'yovani']);
      expect([examples.train, examples.dev, examples.test].map(({ X, Y }) => [X.length, Y.length])).toEqual([
        [182625, 182625],
        [22655, 22655],
        [22866, 22866],
      ]);
    });
  },
);
