/** Downloads against a server of the test's own on the loopback interface. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DatasetError } from '../../src/dataset/dataset-error.js';
import { findNames } from '../../src/dataset/find-names.js';
import { cachedNamesFile, fetchLectureNames, LECTURE_DIGEST } from '../../src/dataset/lecture-names.js';
import { lectureNamesFile } from './names-file.js';

let cache = '';
let file = '';
let servers: Server[] = [];

beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'stepzero-fetch-'));
  file = cachedNamesFile({ XDG_CACHE_HOME: cache });
});

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  servers = [];
  rmSync(cache, { recursive: true, force: true });
});

/** Starts a server and returns its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/names.txt`;
}

const ways =
  'Without it the names that come with the course are used; a copy that you already have works with --names FILE.';

const failed = (url: string, got: string) =>
  new DatasetError(
    `data --fetch: expected names.txt from ${url}, got ${got}; nothing was kept. Check the network and try again. ${ways}`,
  );

/** Nothing may be left behind: neither the file nor a part of it. */
const expectNothingKept = () => {
  const folder = path.dirname(file);
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
};

describe('fetchLectureNames keeps nothing', () => {
  test('when nobody answers', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    await expect(fetchLectureNames(file, url)).rejects.toEqual(failed(url, 'no answer (ECONNREFUSED)'));
    expectNothingKept();
  });

  test('when the file is not there', async () => {
    const url = await serve((_, response) => response.writeHead(404).end('no'));
    await expect(fetchLectureNames(file, url)).rejects.toEqual(failed(url, 'the answer 404 Not Found'));
    expectNothingKept();
  });

  test('when other names come', async () => {
    const url = await serve((_, response) => response.end('emma\nolivia\n'));
    await expect(fetchLectureNames(file, url)).rejects.toEqual(
      new DatasetError(
        `data --fetch: expected the lecture's names.txt (sha256 0a30b555…), got 12 other bytes (sha256 8104bc91…) from ${url}; nothing was kept. ${ways}`,
      ),
    );
    expectNothingKept();
  });

  test('when the transfer breaks off', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '228145' });
      response.write('emma\nolivia\n', () => response.destroy());
    });
    await expect(fetchLectureNames(file, url)).rejects.toEqual(failed(url, 'a transfer that broke off'));
    expectNothingKept();
  });

  test('when the answer does not end', async () => {
    const url = await serve((_, response) => {
      const more = (): unknown => response.write('a'.repeat(100_000), more);
      more();
    });
    await expect(fetchLectureNames(file, url)).rejects.toEqual(failed(url, 'more than 1000000 bytes'));
    expectNothingKept();
  });

  test('and leaves a file that is there as it is', async () => {
    const url = await serve((_, response) => response.end('emma\n'));
    await expect(fetchLectureNames(path.join(cache, 'names.txt'), url)).rejects.toBeInstanceOf(DatasetError);
    writeFileSync(path.join(cache, 'names.txt'), 'old');
    await expect(fetchLectureNames(path.join(cache, 'names.txt'), url)).rejects.toBeInstanceOf(DatasetError);
    expect(readFileSync(path.join(cache, 'names.txt'), 'utf8')).toBe('old');
  });
});

const withLecture = lectureNamesFile === null ? describe.skip : describe;
withLecture(
  `with names.txt to serve${lectureNamesFile === null ? ' (skipped: set STEPZERO_NAMES to the file)' : ''}`,
  () => {
    const names = lectureNamesFile === null ? Buffer.alloc(0) : readFileSync(lectureNamesFile);

    test('it is downloaded once, checked, kept whole and found from then on', async () => {
      let requests = 0;
      const url = await serve((_, response) => {
        requests++;
        response.end(names);
      });
      expect(await fetchLectureNames(file, url)).toBe('downloaded');
      expect(await fetchLectureNames(file, url)).toBe('present');
      expect(requests).toBe(1);
      expect(readdirSync(path.dirname(file))).toEqual(['names.txt']);
      expect(readFileSync(file).equals(names)).toBe(true);
      expect(await findNames({ environment: { XDG_CACHE_HOME: cache } })).toMatchObject({
        origin: 'download',
        digest: LECTURE_DIGEST,
        label: 'names.txt (32,033 names, sha256 0a30b555)',
      });
    });

    test('a damaged copy is replaced', async () => {
      const url = await serve((_, response) => response.end(names));
      await fetchLectureNames(file, url);
      writeFileSync(file, names.subarray(0, 1000));
      expect(await fetchLectureNames(file, url)).toBe('downloaded');
      expect(readFileSync(file).equals(names)).toBe(true);
    });

    test('a file that cannot be put in its place leaves no part behind', async () => {
      const url = await serve((_, response) => response.end(names));
      mkdirSync(path.join(file, 'a folder where the file should be'), { recursive: true });
      await expect(fetchLectureNames(file, url)).rejects.toBeInstanceOf(DatasetError);
      expect(readdirSync(path.dirname(file))).toEqual(['names.txt']);
    });

    test('a cache that cannot be written to is named', async () => {
      const url = await serve((_, response) => response.end(names));
      writeFileSync(path.join(cache, 'stepzero'), 'a file where the folder should be');
      await expect(fetchLectureNames(file, url)).rejects.toEqual(
        new DatasetError(
          'data --fetch: expected a cache folder that can be written to, got EEXIST; set XDG_CACHE_HOME to a folder of yours',
        ),
      );
    });
  },
);

describe('cachedNamesFile follows the platform', () => {
  const home = path.resolve('/home/ada');
  const xdg = path.resolve('/var/cache/ada');
  test.each([
    ['linux', {}, path.join(home, '.cache', 'stepzero', 'names.txt')],
    ['linux', { XDG_CACHE_HOME: xdg }, path.join(xdg, 'stepzero', 'names.txt')],
    ['linux', { XDG_CACHE_HOME: 'relative' }, path.join(home, '.cache', 'stepzero', 'names.txt')],
    ['darwin', {}, path.join(home, 'Library', 'Caches', 'stepzero', 'names.txt')],
    ['win32', { LOCALAPPDATA: path.join(home, 'L') }, path.join(home, 'L', 'stepzero', 'Cache', 'names.txt')],
    ['win32', {}, path.join(home, 'AppData', 'Local', 'stepzero', 'Cache', 'names.txt')],
  ])('%s %j', (platform, environment, expected) => {
    expect(cachedNamesFile(environment, platform, home)).toBe(expected);
  });
});
