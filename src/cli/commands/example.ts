/** `stepzero example`: a network that starts well, whole in one file, with its five checks. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { z } from 'zod';
import { findNames, type NamesInUse } from '../../dataset/find-names.js';
import { SubjectFault } from '../../guest/contract/fault.js';
import { GuestSession } from '../../guest/session.js';
import { courseRoot } from '../course-root.js';
import { exitCodes, UsageError } from '../errors.js';
import { type ExampleReport, renderExample } from '../example/example-text.js';
import { nearest } from '../nearest.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';

/** The stages that `initialization.ts` has, in the order of the lecture. */
const stages = ['naive', 'fixed-output', 'ad-hoc', 'kaiming', 'batch-norm'];

interface ExampleArguments {
  stage: string;
  seed: number;
  names: string | undefined;
  code: boolean;
  json: boolean;
}

/** The command, for yargs. */
export const exampleCommand: CommandModule<object, ExampleArguments> = {
  command: 'example',
  describe: 'Run a complete example with its five checks, or print its code',
  builder: (command: Argv): Argv<ExampleArguments> =>
    command
      .option('stage', { type: 'string', default: 'batch-norm', describe: `How it is drawn: ${stages.join(', ')}` })
      .option('seed', { type: 'number', default: 2_147_483_647, describe: 'Of the generator that draws it' })
      .option('names', { type: 'string', describe: 'A file of names, one a line, to look at it with' })
      .option('code', { type: 'boolean', default: false, describe: 'Print the code of the example instead' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the checks as JSON' })
      .epilogue('Exit code: 0 where all five checks hold, 1 where one does not.'),
  handler: example,
};

async function example({ stage, seed, names, code, json }: ArgumentsCamelCase<ExampleArguments>): Promise<void> {
  const source = readFileSync(path.join(courseRoot, 'dist/example/initialization.ts'), 'utf8');
  if (code) {
    process.stdout.write(source);
    return;
  }
  if (!stages.includes(stage)) {
    const guess = nearest(stage, stages);
    const hint = guess === undefined ? 'the default is batch-norm' : `did you mean ${guess}?`;
    throw new UsageError(`--stage: expected one of ${stages.join(', ')}, got "${stage}"; ${hint}`);
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new UsageError(`--seed: expected a whole number from 0, got ${seed}; leave it out for the lecture's`);
  }
  const report = await run(source, { stage, seed, inUse: await findNames({ names }) });
  process.stdout.write(
    json ? `${JSON.stringify(report, null, 2)}\n` : renderExample(report, { palette, columns: terminalColumns() }),
  );
  process.exitCode = report.checks.every(({ isRight }) => isRight) ? exitCodes.finished : exitCodes.unhealthy;
}

const answerSchema = z.object({
  parameters: z.int(),
  rows: z.int(),
  checks: z
    .array(z.object({ name: z.string(), measured: z.string(), expected: z.string(), isRight: z.boolean() }))
    .length(5),
});

/** Runs the text in a process of its own, as any file on '#torch'. */
async function run(
  source: string,
  { stage, seed, inUse }: { readonly stage: string; readonly seed: number; readonly inUse: NamesInUse },
): Promise<ExampleReport> {
  const file = 'initialization.ts';
  const session = await GuestSession.open({ files: [{ path: file, source }] });
  try {
    const { value } = await session.beginCheck(file).call('verify', inUse.names, stage, seed);
    const data = { label: inUse.label, digest: inUse.digest };
    return { stage, seed, ...answerSchema.parse(value), data };
  } catch (error) {
    if (error instanceof SubjectFault) throw new Error(`example: ${error.message}`, { cause: error });
    throw error;
  } finally {
    await session.close();
  }
}
