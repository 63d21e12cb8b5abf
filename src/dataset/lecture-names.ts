/** The lecture's names.txt: how to know it, where a downloaded copy is kept, and how it is downloaded. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { DatasetError } from './dataset-error.js';
import { digestOf } from './digest.js';
import { reasonOf } from './error-facts.js';

/** SHA-256 of the lecture's file: 32,033 names in lower case, a to z. */
export const LECTURE_DIGEST = '0a30b5557f192f32ab962680889aac5f6fda0f4cecf40a6d0b5694f58ea8cc4d';

/** Where the lecture's repository offers it; `STEPZERO_NAMES_URL` names a mirror (the digest is checked all the same). */
export const LECTURE_URL = 'https://raw.githubusercontent.com/karpathy/makemore/master/names.txt';

/** The file has 228,145 bytes; an answer much longer than that is not it and is not read to its end. */
const MAX_BYTES = 1_000_000;
const TIMEOUT_MS = 60_000;

/** The variables that decide where things are: the process's environment, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the downloaded names.txt is kept: in the user's cache folder, by the platform's convention.
 * $XDG_CACHE_HOME/stepzero, ~/.cache/stepzero, ~/Library/Caches/stepzero (macOS), %LOCALAPPDATA%\stepzero\Cache (Windows).
 */
export function cachedNamesFile(
  environment: Environment,
  platform: string = process.platform,
  home: string = homedir(),
): string {
  return path.join(cacheFolder(environment, platform, home), 'names.txt');
}

function cacheFolder(environment: Environment, platform: string, home: string): string {
  const xdg = environment['XDG_CACHE_HOME'];
  // The XDG specification has relative values ignored.
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'stepzero');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'stepzero');
  if (platform === 'win32') {
    return path.join(environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'stepzero', 'Cache');
  }
  return path.join(home, '.cache', 'stepzero');
}

/**
 * Downloads the lecture's names.txt into the cache. The file appears there complete and checked, or not at all.
 * @param file where it is to lie, `cachedNamesFile(environment)`
 * @param url where it comes from
 * @returns whether it was downloaded, or lay there already with the right digest
 * @throws DatasetError when the network, the answer or its digest is not as it should be, or the file cannot be written
 */
export async function fetchLectureNames(file: string, url: string = LECTURE_URL): Promise<'downloaded' | 'present'> {
  const present = await readFile(file).catch(() => null); // Absent or unreadable: what comes will take its place.
  if (present !== null && digestOf(present) === LECTURE_DIGEST) return 'present';
  const bytes = await download(url);
  const digest = digestOf(bytes);
  if (digest !== LECTURE_DIGEST) {
    throw new DatasetError(
      `data --fetch: expected the lecture's names.txt (sha256 ${LECTURE_DIGEST.slice(0, 8)}…), got ${bytes.length} other bytes (sha256 ${digest.slice(0, 8)}…) from ${url}; nothing was kept. ${otherWays}`,
    );
  }
  // Written beside its place and renamed: whoever reads meanwhile sees the old file or the new one.
  const part = `${file}.${randomUUID()}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(part, bytes);
    await rename(part, file);
    return 'downloaded';
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined); // The first error is the one to tell.
    throw new DatasetError(
      `data --fetch: expected a cache folder that can be written to, got ${reasonOf(error)}; set XDG_CACHE_HOME to a folder of yours`,
    );
  }
}

const otherWays =
  'Without it the names that come with the course are used; a copy that you already have works with --names FILE.';

async function download(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || response.body === null)
      throw new Error(`the answer ${response.status} ${response.statusText}`.trim());
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const piece of response.body) {
      const chunk = z.instanceof(Uint8Array).parse(piece);
      size += chunk.length;
      if (size > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw new DatasetError(
      `data --fetch: expected names.txt from ${url}, got ${failureOf(error)}; nothing was kept. Check the network and try again. ${otherWays}`,
    );
  }
}

function failureOf(error: unknown): string {
  const reason = reasonOf(error);
  if (reason === 'UND_ERR_SOCKET') return 'a transfer that broke off';
  return /^E[A-Z_]+$/.test(reason) ? `no answer (${reason})` : reason;
}
