/** Which names are in use: the first of four places that has some. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatasetError } from './dataset-error.js';
import { defaultNames } from './default-names.js';
import { digestOf } from './digest.js';
import { codeOf, reasonOf } from './error-facts.js';
import { cachedNamesFile, type Environment, LECTURE_DIGEST } from './lecture-names.js';
import { parseNames } from './parse-names.js';

/** Where the names came from, in the order in which the places are asked. */
export type NamesOrigin = '--names' | 'STEPZERO_NAMES' | 'download' | 'built-in';

/** A list of names and where it came from. */
export interface NamesInUse {
  readonly origin: NamesOrigin;
  /** For every figure: "names.txt (32,033 names, sha256 0a30b555)". Holds the file's base name, never its folder. */
  readonly label: string;
  /** SHA-256 of the names joined by line feeds: the same for a file with CRLF, a byte order mark or a last line feed. */
  readonly digest: string;
  readonly names: readonly string[];
}

/** Where to look. */
export interface NamesOptions {
  /** A file given on the command line (`--names FILE`). */
  readonly names?: string | undefined;
  /** The environment variables; the process's, unless a test brings its own. */
  readonly environment?: Environment;
}

/**
 * Finds the names: `--names FILE`, else the file in `STEPZERO_NAMES`, else what `npx stepzero data --fetch` downloaded, else
 * the names that come with the course.
 * @throws DatasetError when the place that was chosen has a file that cannot be read or used; the next place is not tried
 */
export async function findNames({ names, environment = process.env }: NamesOptions = {}): Promise<NamesInUse> {
  if (names !== undefined) return inUse('--names', path.basename(names), await readNames(names, '--names'));
  const fromEnvironment = environment['STEPZERO_NAMES'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') {
    return inUse('STEPZERO_NAMES', path.basename(fromEnvironment), await readNames(fromEnvironment, 'STEPZERO_NAMES'));
  }
  const downloaded = await readDownloaded(cachedNamesFile(environment));
  if (downloaded !== null) return inUse('download', 'names.txt', downloaded);
  return inUse('built-in', 'built-in names', defaultNames());
}

function inUse(origin: NamesOrigin, title: string, names: readonly string[]): NamesInUse {
  const digest = digestOf(names.join('\n'));
  const count = names.length.toLocaleString('en-US');
  return { origin, label: `${title} (${count} names, sha256 ${digest.slice(0, 8)})`, digest, names };
}

async function readNames(file: string, origin: NamesOrigin): Promise<string[]> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new DatasetError(
      `${origin}: expected a file of names, got ${file} (${whyUnreadable(error)}); check the path`,
    );
  });
  return parseNames(bytes, file);
}

function whyUnreadable(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'no such file';
    case 'EISDIR':
      return 'a folder';
    case 'EACCES':
    case 'EPERM':
      return 'not readable: permission denied';
    default:
      return reasonOf(error);
  }
}

/** The downloaded file, or null where none was downloaded. It was checked when it came; it is checked again on every use. */
async function readDownloaded(file: string): Promise<string[] | null> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (whyUnreadable(error) === 'no such file') return null;
    throw new DatasetError(
      `the downloaded names.txt: expected a file of names, got one that cannot be read (${whyUnreadable(error)}); run "npx stepzero data --fetch" again`,
    );
  });
  if (bytes === null) return null;
  if (digestOf(bytes) !== LECTURE_DIGEST) {
    throw new DatasetError(
      'the downloaded names.txt: expected the lecture\'s 32,033 names, got other content; run "npx stepzero data --fetch" to download it again',
    );
  }
  return parseNames(bytes, 'the downloaded names.txt');
}
