/** `stepzero run ID`: one exercise with everything that was measured. The replay line of every failure leads here. */
import { existsSync } from 'node:fs';
import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { loadGrader } from '../../course/load-grader.js';
import { type Exercise, exercises, findExercise } from '../../course/manifest.js';
import { loadExamples } from '../../dataset/load-examples.js';
import { renderChecks } from '../../report/render-checks.js';
import { resultsText } from '../../report/results.js';
import { exercisesFolder } from '../course-root.js';
import { UsageError } from '../errors.js';
import { exitCodeOf } from '../exit-code.js';
import { nearest } from '../nearest.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { Sitting } from '../sitting.js';
import { backendOption, useBackend } from '../use-backend.js';

interface RunArguments {
  id: string;
  check: string | undefined;
  seed: number | undefined;
  names: string | undefined;
  from: string | undefined;
  json: boolean;
  backend: string | undefined;
  'min-score': number | undefined;
}

/** The command, for yargs. */
export const runCommand: CommandModule<object, RunArguments> = {
  command: 'run <id>',
  describe: 'Grade one exercise and show everything that was measured',
  builder: (command: Argv): Argv<RunArguments> =>
    command
      .positional('id', { type: 'string', demandOption: true, describe: 'The exercise: 1.4' })
      .option('check', { type: 'string', describe: 'Only this check (and those it depends on)' })
      .option('seed', { type: 'number', describe: 'Draw the inputs from this seed' })
      .option('names', { type: 'string', describe: 'A file of names, one a line, to grade on' })
      .option('from', { type: 'string', describe: 'The folder to grade [default: exercises]' })
      .option('json', { type: 'boolean', default: false, describe: 'Print results.json instead' })
      .option('backend', backendOption)
      .option('min-score', { type: 'number', describe: 'Exit with 1 below this many points' }),
  handler: run,
};

async function run(given: ArgumentsCamelCase<RunArguments>): Promise<void> {
  const { id, check, seed, names, from, json, backend, minScore } = given;
  const exercise = exerciseOf(id);
  if (check !== undefined) await assertCheck(exercise, check);
  if (seed !== undefined && (!Number.isSafeInteger(seed) || seed < 0)) {
    throw new UsageError(
      `--seed: expected a whole number from 0, got ${seed}. The seed of a check is in its replay line`,
    );
  }
  if (from !== undefined && !existsSync(from)) throw new UsageError(`--from: there is no folder ${from}`);
  await useBackend(backend);

  const sitting = await Sitting.open({
    folder: from ?? exercisesFolder,
    examples: await loadExamples({ names }),
    consequences: true,
    ...(seed === undefined ? {} : { seed }),
    ...(from === undefined ? {} : { from }),
    ...(names === undefined ? {} : { names }),
  });
  try {
    await sitting.grade(exercise, check);
    const results = await sitting.results();
    const [submission] = results.submissions;
    if (!submission) throw new Error('run: expected one submission in the results, got none');
    process.stdout.write(
      json
        ? resultsText(results)
        : renderChecks(submission, results.provenance.data, { palette, columns: terminalColumns() }),
    );
    process.exitCode = exitCodeOf(results, minScore);
  } finally {
    await sitting.close();
  }
}

function exerciseOf(id: string): Exercise {
  const exercise = findExercise(id);
  if (exercise) return exercise;
  const meant = guess(id);
  const hint = meant ? ` Did you mean ${meant.id} ${meant.title}?` : '';
  throw new UsageError(
    `run: there is no exercise "${id}".${hint} The exercises are ${exercises.map((each) => each.id).join(', ')}`,
  );
}

/** "14" and "1,4" and "exercises/1-initial-loss/1.4-output-layer.ts" have 1.4's digits; else a title or a file, misspelt. */
function guess(id: string): Exercise | undefined {
  const name = id.split(/[\\/]/).at(-1) ?? id;
  const digits = name.replaceAll(/\D/g, '');
  const slug = ({ file }: Exercise): string => file.replace(/^.*\/[\d.]+-|\.ts$/g, '');
  const near = nearest(
    name,
    exercises.flatMap((each) => [each.title, slug(each)]),
  );
  return (
    exercises.find((each) => each.id.replace('.', '') === digits) ??
    exercises.find((each) => each.title === near || slug(each) === near)
  );
}

async function assertCheck(exercise: Exercise, check: string): Promise<void> {
  const ids = (await loadGrader(exercise)).checks.map((each) => each.id);
  if (ids.includes(check) || ids.includes(`${exercise.id}/${check}`)) return;
  const guess = nearest(check, ids);
  const hint = guess === undefined ? '' : ` Did you mean ${guess}?`;
  throw new UsageError(`run: ${exercise.id} has no check "${check}".${hint} Its checks are ${ids.join(', ')}`);
}
