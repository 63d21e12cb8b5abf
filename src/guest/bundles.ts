/** Where the built guest programs are. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The two programs that run as guests. */
export type BundleName = 'runner' | 'transpiler';

/**
 * The path of a bundle in dist/guest: found upwards from this module, which may itself run from src/ or from dist/.
 * @throws Error when it was not built
 */
export function bundlePath(name: BundleName): string {
  const relative = path.join('dist', 'guest', name, `${name}.cjs`);
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    const file = path.join(folder, relative);
    if (existsSync(file)) return file;
    if (path.dirname(folder) === folder) {
      throw new Error(`guest: expected the built program ${relative}, found none; run \`npm run build\``);
    }
  }
}
