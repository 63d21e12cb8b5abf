/**
 * Guest processes run what is built in dist/guest. Tests must not run yesterday's: builds when the guest's or #torch's
 * sources are newer. (`npm run verify` has built already.)
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** @param {string} folder @returns {number} the newest modification time below it, in ms */
function newest(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...files.map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs));
}

export default function build() {
  const stamp = path.join(root, 'dist', '.built');
  const sources = Math.max(newest(path.join(root, 'src/guest')), newest(path.join(root, 'src/torch')));
  if (existsSync(stamp) && sources <= statSync(stamp).mtimeMs) return;
  spawnSync(process.execPath, [path.join(root, 'tools/build.js')], { cwd: root, stdio: 'inherit' });
  if (!existsSync(stamp))
    throw new Error('tests: expected a build in dist/, found none; run `npm run build` to see why');
}
