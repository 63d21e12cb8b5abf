/** `stepzero data` as a user runs it: the built command in a process of its own, with a cache folder of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { lectureNamesFile } from './names-file.js';

const stepzero = fileURLToPath(new URL('../../bin/stepzero.js', import.meta.url));
// Each command takes half a second; a machine that is busy with other things gets its time.
jest.setTimeout(120_000);

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepzero-data-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly exitCode: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const own = {
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      STEPZERO_NAMES: '',
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
    };
    const env = { ...process.env, ...own, ...environment };
    execFile(process.execPath, [stepzero, 'data', ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ exitCode: error ? error.code : 0, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() }),
    );
  });

/** A server on the loopback interface that answers everything with the same bytes. */
async function serve(bytes: Buffer): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) => response.end(bytes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `http://127.0.0.1:${address.port}/names.txt` };
}

describe('stepzero data', () => {
  test('shows the built-in names and where to get the lecture’s', async () => {
    const { exitCode, stdout, stderr } = await run([]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[1]).toBe('  built-in names (8,403 names, sha256 3480b765)');
    expect(stdout).toContain('npx stepzero data --fetch');
    expect(lines).toEqual(
      expect.arrayContaining([
        '  names     8,403, all different',
        '  shortest  2 letters: ab, ad, ag, …',
        '  longest   13 letters: christophorus',
        '  alphabet  a b c d e f g h i j k l m n o p q r s t u v w x y z',
        '  train        6,722      47,156',
        '  dev            840       5,863',
        '  test           841       5,936',
        '       6       2,160   ████████████████████████  aarika, abbott, abramo',
      ]),
    );
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('prints the same figures as JSON', async () => {
    writeFileSync(path.join(folder, 'greek.txt'), ['άννα', 'ζωή', 'α', 'β', 'γ', 'δ', 'ε', 'ζ', 'η', 'θ'].join('\r\n'));
    const { exitCode, stdout } = await run(['--names', 'greek.txt', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      origin: '--names',
      names: 10,
      different: 10,
      alphabet: ['.', 'ά', 'ή', 'α', 'β', 'γ', 'δ', 'ε', 'ζ', 'η', 'θ', 'ν', 'ω'],
      splits: { train: { names: 8 }, dev: { names: 1 }, test: { names: 1 } },
    });
  });

  test('answers a mistake with one sentence and exit code 2', async () => {
    expect(await run(['--names', 'none.txt'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'stepzero: --names: expected a file of names, got none.txt (no such file); check the path',
    });
    writeFileSync(path.join(folder, 'bad.txt'), 'emma\nolivia 2\n');
    expect(await run([], { STEPZERO_NAMES: 'bad.txt' })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'stepzero: bad.txt, line 2: expected a name on each line: letters of any alphabet, with \' or - between them at most, got "olivia 2"; correct the line or delete it',
    });
  });

  test('does not take a file and a download at once', async () => {
    const { exitCode, stderr } = await run(['--names', 'greek.txt', '--fetch']);
    expect({ exitCode, lines: stderr.split('\n').length }).toEqual({ exitCode: 2, lines: 1 });
    expect(stderr).toContain('names and fetch are mutually exclusive');
  });

  test('says so when there is no network, with exit code 2', async () => {
    const { server, url } = await serve(Buffer.from(''));
    await new Promise((resolve) => server.close(resolve)); // Now nobody listens there.
    expect(await run(['--fetch'], { STEPZERO_NAMES_URL: url })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `stepzero: data --fetch: expected names.txt from ${url}, got no answer (ECONNREFUSED); nothing was kept. Check the network and try again. Without it the names that come with the course are used; a copy that you already have works with --names FILE.`,
    });
  });
});

const withLecture = lectureNamesFile === null ? describe.skip : describe;
withLecture(
  `stepzero data --fetch${lectureNamesFile === null ? ' (skipped: set STEPZERO_NAMES to names.txt)' : ''}`,
  () => {
    test('downloads the lecture’s names once, and every later run uses them', async () => {
      const { server, url } = await serve(readFileSync(lectureNamesFile ?? ''));
      try {
        const fetched = await run(['--fetch', '--json'], { STEPZERO_NAMES_URL: url });
        expect(fetched).toMatchObject({
          exitCode: 0,
          stderr: `Downloaded names.txt from ${url}; its digest is right.`,
        });
        expect(JSON.parse(fetched.stdout)).toMatchObject({
          origin: 'download',
          firstShuffled: ['yuheng', 'diondre', 'xavien'],
        });
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
      const later = await run([]);
      expect(later.stdout).toContain('  names.txt (32,033 names, sha256 0a30b555)');
      expect(later.stdout).toContain('  train       25,626     182,625');
      expect((await run(['--fetch', '--json'])).stderr).toBe('names.txt was downloaded before; its digest is right.');
    });
  },
);
