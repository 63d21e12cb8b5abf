/** The working folder of every guest: empty, and gone with the judge. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let folder: string | undefined;

/** Makes it on first use. */
export function emptyFolder(): string {
  if (folder === undefined) {
    const made = realpathSync(mkdtempSync(path.join(tmpdir(), 'stepzero-guest-')));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}
