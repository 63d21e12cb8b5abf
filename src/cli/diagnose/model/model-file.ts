/** `--model FILE.ts`: the file as text, or a sentence on why it cannot be one. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { defaultLimits } from '../../../guest/limits.js';
import type { GuestFile } from '../../../guest/session.js';
import { UsageError } from '../../errors.js';

/** What the export of a model may be, for every message that has to say so. */
export const EXPECTED =
  'a model exports `layers` (a list of layers with forward and parameters), or `parameters` and `forward(parameters, X)`';

/** Reads it. @throws UsageError where there is no such file, or one that is no text of TypeScript */
export function readModelFile(name: string): GuestFile {
  const refuse = (got: string): UsageError =>
    new UsageError(`--model: expected a TypeScript file, got ${name === '' ? 'nothing' : name}${got}; ${EXPECTED}`);
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat === undefined) throw refuse(name === '' ? '' : ' (no such file)');
  if (!stat.isFile()) throw refuse(stat.isDirectory() ? ' (a folder)' : ' (no regular file)');
  if (!/\.[mc]?[jt]s$/.test(name)) throw refuse('');
  if (stat.size > defaultLimits.fileBytes) {
    throw refuse(` (${stat.size} bytes, where at most ${defaultLimits.fileBytes} are read)`);
  }
  return { path: path.basename(name), source: textOf(name, refuse) };
}

function textOf(name: string, refuse: (got: string) => UsageError): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(name);
  } catch (error) {
    throw refuse(` (${error instanceof Error && 'code' in error ? String(error.code) : 'cannot be read'})`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse(' (not UTF-8)');
  }
}
