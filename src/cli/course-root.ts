/** Where the course lies on this machine. Paths leave this file relative to it, or not at all. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The folder of package.json; this file runs as dist/src/cli/course-root.js. */
export const courseRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** The student's folder. */
export const exercisesFolder = path.join(courseRoot, 'exercises');

/** Where `npm test` writes. */
export const reportsFolder = path.join(courseRoot, 'reports');

/** The version in package.json. */
export function courseVersion(): string {
  const text = readFileSync(path.join(courseRoot, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
