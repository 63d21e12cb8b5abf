/** Checkpoints as files: written beside their place and renamed, so that there is always a whole one. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Checkpoint, CheckpointError, checkpointText, parseCheckpoint } from '../../training/checkpoint.js';
import { reportsFolder } from '../course-root.js';
import { UsageError } from '../errors.js';

/** Where a checkpoint is written unless `--checkpoint` says otherwise. */
const defaultCheckpoint = path.join(reportsFolder, 'train-checkpoint.json');

/** How the default place is called in a message. */
export const DEFAULT_TITLE = 'reports/train-checkpoint.json';

/** A place for a checkpoint. */
export interface Place {
  readonly file: string;
  /** As the user would write it. */
  readonly title: string;
}

/** The place that a text names; the default where there is none. */
export function placeOf(text: string | undefined): Place {
  return text === undefined || text === ''
    ? { file: defaultCheckpoint, title: DEFAULT_TITLE }
    : { file: text, title: text };
}

/** @throws UsageError where it cannot be written */
export function writeCheckpoint({ file, title }: Place, checkpoint: Checkpoint): void {
  const beside = `${file}.${process.pid}.next`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(beside, checkpointText(checkpoint));
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new UsageError(`--checkpoint: cannot write ${title} (${codeOf(error)}); name a file that can be written`);
  }
}

/** Before the first step: an hour's work should not end at a file that cannot be written. @throws UsageError */
export function assertWritable({ file, title }: Place): void {
  const probe = `${file}.${process.pid}.probe`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new UsageError(`--checkpoint: cannot write ${title} (${codeOf(error)}); name a file that can be written`);
  }
}

/** @throws UsageError where there is no such file, or it is no checkpoint */
export function readCheckpoint({ file, title }: Place): Checkpoint {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `--resume: expected a checkpoint, got ${title} (${codeOf(error) === 'ENOENT' ? 'no such file' : codeOf(error)}); it is written when a run is stopped with Ctrl-C`,
    );
  }
  try {
    return parseCheckpoint(text);
  } catch (error) {
    throw error instanceof CheckpointError ? notUsable(title, error) : error;
  }
}

/** The sentence for a file that is no checkpoint, or one that does not fit its own settings. */
export function notUsable(title: string, { message }: CheckpointError): UsageError {
  return new UsageError(`--resume: ${title}: ${message}; start again without --resume`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
