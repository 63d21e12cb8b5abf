/** Everything that can be checked without running an exercise. */
import { courseRoot } from '../../src/cli/course-root.js';
import { loadGrader } from '../../src/course/load-grader.js';
import { type Exercise, exercises, parts } from '../../src/course/manifest.js';
import type { Check } from '../../src/grading/check.js';
import { exportedNames } from './exports.js';
import {
  exportProblems,
  folderProblems,
  graderProblems,
  manifestProblems,
  solutionTextProblems,
  stubTextProblems,
  testFileProblems,
} from './problems.js';
import { filesBelow, readCourseFile } from './read-course.js';

/** What was found, and the checks of every exercise whose grader could be loaded. */
export interface Inspection {
  readonly problems: readonly string[];
  readonly checks: ReadonlyMap<Exercise, readonly Check[]>;
}

/** Holds manifest, folders, texts and graders against each other. */
export async function inspectCourse(): Promise<Inspection> {
  const checks = new Map<Exercise, readonly Check[]>();
  const problems = [...manifestProblems(parts), ...(await allFolderProblems())];
  for (const exercise of exercises) {
    problems.push(...(await textProblems(exercise)));
    try {
      const grader = await loadGrader(exercise);
      checks.set(exercise, grader.checks);
      problems.push(...graderProblems(exercise, grader));
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  if (checks.size === 0) problems.push('graders: none could be loaded: nothing was checked');
  return { problems, checks };
}

/** Without the path to this machine's copy of the course. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(courseRoot, '');
}

async function allFolderProblems(): Promise<string[]> {
  const files = exercises.map((exercise) => exercise.file);
  const beside = files.flatMap((file) => [testFileOf(file), file.replace(/\.ts$/, '.misconceptions.ts')]);
  return [
    ...folderProblems('exercises', files, await filesBelow('exercises')),
    ...folderProblems('solutions', files, await filesBelow('solutions')),
    ...folderProblems('graders', [...files, ...beside], await filesBelow('graders')),
  ];
}

async function textProblems({ id, file, exports }: Exercise): Promise<string[]> {
  // A file that is not there was reported with its folder.
  const stub = await readCourseFile('exercises', file);
  const solution = await readCourseFile('solutions', file);
  const test = await readCourseFile('graders', testFileOf(file));
  return [
    ...(stub === undefined
      ? []
      : [
          ...exportProblems(`exercises/${file}`, exports, exportedNames(stub)),
          ...stubTextProblems(`exercises/${file}`, id, stub),
        ]),
    ...(solution === undefined
      ? []
      : [
          ...exportProblems(`solutions/${file}`, exports, exportedNames(solution)),
          ...solutionTextProblems(`solutions/${file}`, solution),
        ]),
    ...(test === undefined ? [] : testFileProblems(`graders/${testFileOf(file)}`, id, test)),
  ];
}

function testFileOf(file: string): string {
  return file.replace(/\.ts$/, '.test.ts');
}
