/** The files of the course as they lie on the disk. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { courseRoot } from '../../src/cli/course-root.js';

/** The folders that hold one file an exercise, and those that hold several. */
export type CourseFolder = 'exercises' | 'solutions' | 'graders' | 'test/course/alternatives' | 'test/course/rewrites';

/** All files below a folder of the course, relative to it, with forward slashes, sorted; none where there is no folder. */
export async function filesBelow(folder: CourseFolder): Promise<string[]> {
  const entries = await readdir(path.join(courseRoot, folder), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(path.join(courseRoot, folder), path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}

/** The text of a file of the course, or undefined where there is none. */
export async function readCourseFile(folder: CourseFolder, file: string): Promise<string | undefined> {
  return readFile(path.join(courseRoot, folder, file), 'utf8').catch(() => undefined);
}
