/** Grades a folder of the course as if it were a submission. */
import path from 'node:path';
import { gradeSubmission } from '../../src/batch/grade-submission.js';
import { readSubmission } from '../../src/batch/submission.js';
import { courseRoot } from '../../src/cli/course-root.js';
import { replayCommand } from '../../src/cli/replay.js';
import type { Exercise } from '../../src/course/manifest.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { type CourseKey, LOCAL_STUDENT, PUBLIC_KEY } from '../../src/grading/seed.js';
import type { ExerciseResult } from '../../src/grading/verdict.js';
import type { GuestFile } from '../../src/guest/session.js';

/**
 * The results of `exercises/` or `solutions/` for the selected exercises.
 *
 * @param run - 0 takes the inputs that `npm test` takes; every other number takes inputs of its own, for each check
 */
export async function gradeFolder(
  folder: 'exercises' | 'solutions',
  selection: readonly Exercise[],
  run = 0,
): Promise<readonly ExerciseResult[]> {
  const { files } = await readSubmission(path.join(courseRoot, folder), LOCAL_STUDENT);
  return gradeFiles(files, selection, folder, run);
}

/**
 * The results of some exercise files, wherever they come from.
 *
 * @param from - the folder that a replay names
 * @param run - as for `gradeFolder`
 */
export async function gradeFiles(
  files: readonly GuestFile[],
  selection: readonly Exercise[],
  from: string,
  run = 0,
): Promise<readonly ExerciseResult[]> {
  const result = await gradeSubmission(
    {
      student: LOCAL_STUDENT,
      files,
      examples: await loadExamples(),
      key: keyOfRun(run),
      replay: replayCommand({ from }),
      now: () => performance.now(),
    },
    selection,
  );
  return result.exercises;
}

function keyOfRun(run: number): CourseKey {
  return run === 0 ? PUBLIC_KEY : { id: `run ${run}`, secret: `stepzero run ${run}` };
}
