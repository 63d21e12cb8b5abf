/** `stepzero sweep`: what becomes of a signal in a deep network, by gain, width and nonlinearity. */
import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { sweep, type SweepRow } from '../../experiments/sweep.js';
import { activationNames } from '../../training/activations.js';
import { courseVersion } from '../course-root.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { readNumbers, readWhole, readWords } from '../read-lists.js';
import { renderSweep, type SweepReport } from '../sweep-text.js';
import { chooseKernels } from '../train/kernels.js';
import { withBar } from '../long-work/work-bar.js';

interface SweepArguments {
  activations: string;
  gains: string;
  widths: string;
  depths: string;
  rows: string;
  seed: string;
  backend: string | undefined;
  json: boolean;
}

const LARGEST = 10_000;

/** The command, for yargs. */
export const sweepCommand: CommandModule<object, SweepArguments> = {
  command: 'sweep',
  describe: 'What becomes of a signal in a deep network, by gain, width and nonlinearity',
  builder: (command: Argv): Argv<SweepArguments> =>
    command
      .option('activations', { type: 'string', default: 'tanh,relu', describe: `Of ${activationNames.join(', ')}` })
      .option('gains', {
        type: 'string',
        default: '0.5,1,1.414,5/3,2',
        describe: 'Weights are randn * gain / sqrt(width)',
      })
      .option('widths', { type: 'string', default: '100,400', describe: 'Units in every layer' })
      .option('depths', { type: 'string', default: '1,2,5,10,20,50', describe: 'Layers after which it is measured' })
      .option('rows', { type: 'string', default: '200', describe: 'Rows of the input, which is randn' })
      .option('seed', {
        type: 'string',
        default: '2147483647',
        describe: 'Of the generator that draws input and weights',
      })
      .option('backend', { type: 'string', describe: 'What computes [default: STEPZERO_BACKEND, or the fastest]' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the rms of every layer as JSON' }),
  handler: run,
};

async function run(given: ArgumentsCamelCase<SweepArguments>): Promise<void> {
  const sizes = { expected: `whole numbers from 1 to ${LARGEST}`, fits: isSize };
  const asked = {
    activations: readWords('--activations', given.activations, activationNames),
    gains: readNumbers('--gains', given.gains, {
      expected: 'numbers from 0 such as 1 or 5/3',
      fits: (gain) => gain >= 0,
    }),
    widths: readNumbers('--widths', given.widths, sizes),
    depths: [...readNumbers('--depths', given.depths, sizes)].sort((a, b) => a - b),
    rows: readWhole('--rows', given.rows, { from: 1, to: LARGEST }),
    seed: readWhole('--seed', given.seed, { from: 0, to: Number.MAX_SAFE_INTEGER }),
  };
  const kernels = chooseKernels(given.backend);
  const rows: SweepRow[] | null = await withBar(sweep(asked));
  if (rows === null) return;
  const provenance = {
    stepzero: courseVersion(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    kernels,
  };
  const report: SweepReport = { ...asked, rowsOfInput: asked.rows, rows, provenance };
  process.stdout.write(
    given.json ? `${JSON.stringify(report, null, 2)}\n` : renderSweep(report, { palette, columns: terminalColumns() }),
  );
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= LARGEST;
}
