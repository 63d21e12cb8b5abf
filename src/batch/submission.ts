/** Submissions in: which folders hold one, and the exercise files of each. */
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { exercises, parts } from '../course/manifest.js';
import { defaultLimits } from '../guest/limits.js';
import type { GuestFile } from '../guest/session.js';

/** What the guest takes, in bytes: nothing larger is read. */
const { fileBytes, submissionBytes } = defaultLimits;

/** One student's exercise files, as text. */
export interface Submission {
  readonly student: string;
  /** Where it was read from, as the user named it. */
  readonly from: string;
  readonly files: readonly GuestFile[];
  /** What was left out and why, in sentences. */
  readonly notes: readonly string[];
}

/** A folder that cannot be graded; the message is for the person who named it. */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError';
}

/**
 * Reads the exercise files of the manifest from a folder laid out like `exercises/`; everything else is left alone.
 * A file that is absent, too large, not regular or not UTF-8 is left out with a note.
 */
export async function readSubmission(folder: string, student: string): Promise<Submission> {
  const root = await courseRoot(await realpath(folder));
  const files: GuestFile[] = [];
  const notes: string[] = [];
  let total = 0;
  for (const { file } of exercises) {
    const read = await readExercise(root, file);
    if (read === undefined) continue;
    if (typeof read === 'string') notes.push(read);
    else if ((total += Buffer.byteLength(read.source)) > submissionBytes) notes.push(beyond(file));
    else files.push(read);
  }
  if (files.length === 0 && notes.length === 0)
    notes.push('no exercise file was found: expected a layout like exercises/');
  return { student, from: folder, files, notes };
}

function beyond(file: string): string {
  return `${file}: left out, since the files together are more than ${submissionBytes} bytes`;
}

async function readExercise(root: string, file: string): Promise<GuestFile | string | undefined> {
  const location = path.join(root, file);
  const stat = await lstat(location).catch(() => undefined);
  if (!stat) return undefined;
  if (!stat.isFile() || (await realpath(location)) !== location) return `${file}: not a regular file in this folder`;
  if (stat.size > fileBytes) return `${file}: ${stat.size} bytes, more than ${fileBytes}`;
  const bytes = await readFile(location).catch(() => undefined);
  if (!bytes) return `${file}: cannot be read`;
  try {
    return { path: file, source: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return `${file}: not valid UTF-8`;
  }
}

/** Where the parts lie: in the folder itself, or in its `exercises/` when the whole course was handed in. */
async function courseRoot(folder: string): Promise<string> {
  if (await holdsPart(folder)) return folder;
  const nested = path.join(folder, 'exercises');
  const stat = await lstat(nested).catch(() => undefined);
  return stat?.isDirectory() && (await holdsPart(nested)) ? nested : folder;
}

/**
 * The submissions in a folder: the folder itself where it holds a part of the course, else each folder in it, by name.
 *
 * @throws SubmissionError where the folder is missing or holds no submission
 */
export async function discoverSubmissions(folder: string): Promise<readonly { student: string; folder: string }[]> {
  const stat = await lstat(folder).catch(() => undefined);
  if (!stat) throw new SubmissionError(`grade: there is no folder ${folder}`);
  if (!stat.isDirectory()) throw new SubmissionError(`grade: ${folder} is not a folder`);
  if (await holdsPart(await courseRoot(folder))) return [{ student: path.basename(path.resolve(folder)), folder }];
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => ({ student: entry.name, folder: path.join(folder, entry.name) }))
    .sort((a, b) => (a.student < b.student ? -1 : 1));
  if (found.length === 0) {
    throw new SubmissionError(
      `grade: ${folder} holds no submission: expected one folder a student, laid out like exercises/`,
    );
  }
  return found;
}

async function holdsPart(folder: string): Promise<boolean> {
  const names = new Set(await readdir(folder).catch(() => []));
  return parts.some((part) => names.has(part.folder));
}
