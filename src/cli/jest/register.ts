/** The verdicts of one exercise as Jest tests: what `graders/<part>/<file>.test.ts` calls. No number is computed here. */
import { describe, test } from '@jest/globals';
import { askJudge, isJudgedExercise, type JudgedTest } from './protocol.js';

/**
 * Asks the judge for the verdicts of an exercise and registers one Jest test a check.
 *
 * @param id - of the exercise: "1.4"
 * @throws Error when the judge cannot be asked or answers something else: the suite then fails to load, loudly
 */
export async function registerVerdicts(id: string): Promise<void> {
  const exercise = await askJudge({ ask: 'verdicts', exercise: id });
  if (!isJudgedExercise(exercise)) throw new Error(`judge: expected the verdicts of ${id}, got something else`);
  describe(exercise.title, () => {
    for (const judged of exercise.tests) register(judged);
  });
}

function register(judged: JudgedTest): void {
  switch (judged.becomes) {
    case 'todo':
      test.todo(judged.name);
      break;
    case 'pass':
      test(judged.name, () => undefined);
      break;
    case 'fail':
      test(judged.name, () => {
        throw verdictError(judged.message ?? 'the judge gave no reason');
      });
      break;
    case 'unselected':
      // Jest's own filter skips it. If the two filters ever disagree, this must not look like a pass.
      test(judged.name, () => {
        throw verdictError('not judged: it was outside of the filter');
      });
      break;
  }
}

/** An error that shows its message and nothing else: the stack would lead here, not to the student's line. */
function verdictError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
