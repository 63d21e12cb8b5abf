/** `stepzero grade FOLDER --out DIR`: every submission in a folder, one after the other, into a gradebook. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { Diagnostician } from '../../batch/diagnostician.js';
import { discoverSubmissions } from '../../batch/submission.js';
import { exercises } from '../../course/manifest.js';
import type { Examples } from '../../dataset/examples.js';
import { loadExamples } from '../../dataset/load-examples.js';
import { renderCsv } from '../../report/csv.js';
import { renderPage } from '../../report/html.js';
import { renderGradebook } from '../../report/render-gradebook.js';
import { type Results, resultsText } from '../../report/results.js';
import { UsageError } from '../errors.js';
import { exitCodeOf } from '../exit-code.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { Sitting } from '../sitting.js';
import { backendOption, useBackend } from '../use-backend.js';

interface GradeArguments {
  folder: string;
  out: string;
  names: string | undefined;
  consequences: boolean;
  json: boolean;
  backend: string | undefined;
  'min-score': number | undefined;
}

/** The command, for yargs. */
export const gradeCommand: CommandModule<object, GradeArguments> = {
  command: 'grade <folder>',
  describe: 'Grade a folder of student folders',
  builder: (command: Argv): Argv<GradeArguments> =>
    command
      .positional('folder', {
        type: 'string',
        demandOption: true,
        describe: 'One folder a student, laid out like exercises/',
      })
      .option('out', {
        type: 'string',
        demandOption: true,
        describe: 'Where to write results.json, grades.csv and index.html',
      })
      .option('names', { type: 'string', describe: 'A file of names, one a line, to grade on' })
      .option('consequences', {
        type: 'boolean',
        default: false,
        describe: 'Also train each wrong network, to tell what the mistake does (a second each)',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print results.json too, and nothing else' })
      .option('backend', backendOption)
      .option('min-score', { type: 'number', describe: 'Exit with 1 if a student has fewer points' }),
  handler: grade,
};

async function grade(given: ArgumentsCamelCase<GradeArguments>): Promise<void> {
  const { folder, out, names, consequences, json, backend, minScore } = given;
  const found = await submissionsIn(folder, out);
  await useBackend(backend);
  prepare(out);
  const examples = await loadExamples({ names });
  const graded: Results[] = [];
  const diagnostician = new Diagnostician(examples);
  try {
    for (const [index, submission] of found.entries()) {
      if (process.stderr.isTTY)
        process.stderr.write(`\r\u001b[K  ${palette.dim(`Grading ${index + 1} of ${found.length} …`)}`);
      graded.push(await gradeOne(submission, { examples, names, consequences, diagnostician }));
    }
  } finally {
    await diagnostician.close();
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  // The last one's provenance: by then everything that computes for this gradebook has been used.
  const last = graded.at(-1);
  if (!last) throw new Error('grade: expected at least one submission, got none');
  const results = { ...last, submissions: graded.flatMap((each) => each.submissions) };
  write(out, {
    'results.json': resultsText(results),
    'grades.csv': renderCsv(results),
    'index.html': renderPage(results),
  });
  process.stdout.write(json ? resultsText(results) : renderGradebook(results, { palette, columns: terminalColumns() }));
  process.exitCode = exitCodeOf(results, minScore);
}

/** The submissions of the folder. A report written into it by an earlier run is none of them. */
async function submissionsIn(folder: string, out: string): Promise<readonly { student: string; folder: string }[]> {
  const found = (await discoverSubmissions(folder)).filter((each) => path.resolve(each.folder) !== path.resolve(out));
  if (found.length === 0) throw new UsageError(`grade: ${folder} holds nothing but the reports in ${out}`);
  return found;
}

async function gradeOne(
  { student, folder }: { student: string; folder: string },
  {
    examples,
    names,
    consequences,
    diagnostician,
  }: {
    examples: Examples;
    names: string | undefined;
    consequences: boolean;
    diagnostician: Diagnostician;
  },
): Promise<Results> {
  const sitting = await Sitting.open({
    student,
    folder,
    from: folder,
    examples,
    diagnostician,
    consequences,
    ...(names === undefined ? {} : { names }),
  });
  try {
    for (const exercise of exercises) await sitting.grade(exercise);
    return await sitting.results();
  } finally {
    await sitting.close();
  }
}

/** Before anything is graded: an hour's work should not end at a folder that cannot be written. */
function prepare(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
    const probe = path.join(out, `.writable-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw cannotWrite(out, error);
  }
}

function write(out: string, files: Readonly<Record<string, string>>): void {
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(out, name), text);
  } catch (error) {
    throw cannotWrite(out, error);
  }
}

function cannotWrite(out: string, error: unknown): UsageError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new UsageError(`--out: cannot write to ${out} (${reason}). Name a folder that can be written`);
}
