/** End-to-end tests and guest processes run what is built in dist/: never yesterday's. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export default function build() {
  const { status } = spawnSync(process.execPath, [path.join(root, 'tools/build.js'), '--if-stale'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('tests: the build failed; run `npm run build` to see why');
}
