/** A names file, from its bytes to its names; every way in which it can be wrong has a sentence of its own. */
import { DatasetError } from './dataset-error.js';

/** Fewer leave one of the three splits empty. */
const FEWEST = 10;

/** Letters of any alphabet with their accents; an apostrophe or a hyphen may stand between two of them. */
const NAME = /^\p{L}\p{M}*(?:['’ʼ-]?\p{L}\p{M}*)*$/u;

const WHAT_IS_A_NAME = "a name on each line: letters of any alphabet, with ' or - between them at most";

/**
 * Reads a file of names: UTF-8, one name a line. A byte order mark, CRLF and empty lines at the end are accepted; spelling,
 * capitals and repeated names are left as they are.
 * @param bytes the file
 * @param file its name, for messages
 * @throws DatasetError that names the file and the line, when it is empty, too short, not UTF-8, or a line is not a name
 */
export function parseNames(bytes: Uint8Array, file: string): string[] {
  const names = decode(bytes, file)
    .replace(/[\r\n]+$/, '')
    .split(/\r\n|\n|\r/);
  if (names.length === 1 && names[0] === '') {
    throw new DatasetError(
      `${file}: expected ${WHAT_IS_A_NAME}, got an empty file; write at least ${FEWEST} names into it`,
    );
  }
  names.forEach((name, index) => {
    if (!NAME.test(name)) throw notAName(name, `${file}, line ${index + 1}`);
  });
  if (names.length < FEWEST) {
    throw new DatasetError(
      `${file}: expected at least ${FEWEST} names, so that train, dev and test each get one, got ${names.length}; add more names`,
    );
  }
  return names;
}

function notAName(line: string, where: string): DatasetError {
  const got = line === '' ? 'an empty line' : JSON.stringify(line.length > 40 ? `${line.slice(0, 40)}…` : line);
  const next =
    line !== line.trim() && NAME.test(line.trim()) ? 'remove the spaces around it' : 'correct the line or delete it';
  return new DatasetError(`${where}: expected ${WHAT_IS_A_NAME}, got ${got}; ${next}`);
}

/** UTF-8 to text without the byte order mark, or the line where the bytes stop being UTF-8. */
function decode(bytes: Uint8Array, file: string): string {
  const text = decodeStrictly(bytes);
  if (text !== null) return text;
  // No byte of a multi-byte sequence is a line feed, so each line can be tried by itself.
  let start = 0;
  for (let line = 1; ; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    if (decodeStrictly(bytes.subarray(start, end)) === null || feed === -1) {
      throw new DatasetError(`${file}, line ${line}: expected UTF-8 text, got other bytes; save the file as UTF-8`);
    }
    start = end + 1;
  }
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null; // The decoder's only complaint is a byte that is not UTF-8.
  }
}
