/** The working folder of every guest: empty, and gone with the judge. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let folder: string | undefined;

/** Makes it on first use. */
export function emptyFolder(): string {
  folder ??= realpathSync(mkdtempSync(path.join(tmpdir(), 'stepzero-guest-')));
  return folder;
}

/** Removes it, at the end of the judge. */
export function removeEmptyFolder(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}
