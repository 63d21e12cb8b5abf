/** `stepzero train`: the lecture's network in training, or one of one's own, with the lecture's figures. */
import type { Argv, CommandModule } from 'yargs';
import { findNames } from '../../dataset/find-names.js';
import { makeExamples } from '../../dataset/load-examples.js';
import { isPresetName } from '../../training/presets.js';
import { exitCodes, UsageError } from '../errors.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { quote } from '../replay.js';
import { assertWritable, type Place, placeOf, readCheckpoint } from '../train/checkpoint-file.js';
import { divergedText } from '../train/finding-text.js';
import { flags, flagText } from '../train/flags.js';
import { withTrainFlags } from '../train/help.js';
import { chooseKernels, readKernelName, use } from '../train/kernels.js';
import { configOf, contradictions, type Given, readPreset, readSettings, textOf } from '../train/read-settings.js';
import type { TrainReport } from '../train/report.js';
import { train as runTraining, type TrainRequest } from '../train/session.js';
import { renderTraining } from '../train/train-text.js';

/** The command, for yargs. */
export const trainCommand: CommandModule<object, object> = {
  command: 'train',
  describe: "Train the lecture's network, or one of your own",
  builder: (command: Argv) => withTrainFlags(command),
  handler: (given) => train({ ...given }),
};

/** What is decided before the names are read. */
type Plan = Omit<TrainRequest, 'examples'>;

async function train(given: Given): Promise<void> {
  const names = textOf(given, 'names', 'a file of names');
  const resume = textOf(given, 'resume', 'a checkpoint');
  const plan = resume === undefined ? planAfresh(given) : planToResume(given, placeOf(resume));
  const inUse = await findNames({ names });
  const wanted = plan.from?.checkpoint.names;
  if (wanted !== undefined && wanted.digest !== inUse.digest) {
    throw new UsageError(
      `--resume: expected the names of the checkpoint, ${wanted.label}, got ${inUse.label}; give their file with --names`,
    );
  }
  const outcome = await runTraining({ ...plan, examples: makeExamples(inUse, plan.config.block) });
  if (outcome.ended === 'stopped') {
    const again = [
      'npx stepzero train',
      '--resume',
      ...fileOf(plan.place),
      ...(names === undefined ? [] : ['--names', quote(names)]),
    ];
    console.error(
      `stepzero: stopped after ${count(outcome.stepsTaken)} of ${count(plan.config.steps)} steps; the checkpoint is ${plan.place.title}. To go on: ${again.join(' ')}`,
    );
    process.exitCode = outcome.exitCode;
    return;
  }
  print(outcome.report, given['json'] === true);
}

function print(report: TrainReport, isJson: boolean): void {
  process.stdout.write(
    isJson ? `${JSON.stringify(report, null, 2)}\n` : renderTraining(report, { palette, columns: terminalColumns() }),
  );
  if (report.finding === null) return;
  console.error(`stepzero: training ended early: ${divergedText(report.finding)}`);
  process.exitCode = exitCodes.diverged;
}

function planAfresh(given: Given): Plan {
  const preset = readPreset(given);
  const config = configOf(preset, readSettings(given));
  const kernels = chooseKernels(textOf(given, 'backend', 'a backend'));
  return { preset, config, kernels, from: null, ...checkpointsOf(given, placeOf(undefined)) };
}

/** The checkpoint decides everything: a flag may repeat what it says, and nothing else. */
function planToResume(given: Given, place: Place): Plan {
  const checkpoint = readCheckpoint(place);
  const { config } = checkpoint;
  const kernels = readKernelName(checkpoint.kernels, '--resume');
  const preset = checkpoint.preset !== null && isPresetName(checkpoint.preset) ? checkpoint.preset : null;
  const asked = readPreset(given);
  const differing = contradictions(readSettings(given), config).map((setting) => flagText(setting, config[setting]));
  if (asked !== null && asked !== preset) differing.unshift(preset === null ? 'no --preset' : `--preset ${preset}`);
  const backend = textOf(given, 'backend', 'a backend');
  if (backend !== undefined && readKernelName(backend, '--backend') !== kernels) differing.push(`--backend ${kernels}`);
  if (differing.length > 0) {
    throw new UsageError(
      `--resume: expected the settings of the checkpoint, which has ${differing.join(', ')}; leave these flags out, or start again without --resume`,
    );
  }
  use(kernels, '--resume');
  return {
    preset,
    config,
    kernels,
    from: { checkpoint, title: place.title },
    ...checkpointsOf(given, place),
  };
}

function checkpointsOf(given: Given, otherwise: Place): Pick<Plan, 'place' | 'checkpointEvery'> {
  const text = textOf(given, 'checkpoint', 'a file');
  if (text === '') throw new UsageError('--checkpoint: expected a file, got nothing; say where the checkpoint goes');
  const place = text === undefined ? otherwise : placeOf(text);
  const every = textOf(given, 'checkpointEvery', 'a whole number from 1');
  const checkpointEvery = every === undefined ? 0 : flags.logEvery.read(every);
  if (typeof checkpointEvery !== 'number') {
    throw new UsageError(`--checkpoint-every: expected a whole number from 1, got "${every ?? ''}"; it counts steps`);
  }
  if (text !== undefined || checkpointEvery > 0) assertWritable(place);
  return { place, checkpointEvery };
}

function fileOf({ file, title }: Place): string[] {
  return file === placeOf(undefined).file ? [] : [quote(title)];
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
