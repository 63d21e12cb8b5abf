/** `stepzero compare`: initializations side by side, before the first step and after a thousand. */
import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { loadExamples } from '../../dataset/load-examples.js';
import { compare, type MethodReport } from '../../experiments/compare.js';
import { methods } from '../../experiments/methods.js';
import type { Settings } from '../../training/config.js';
import { type CompareReport, renderComparison } from '../compare-text.js';
import { courseVersion } from '../course-root.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { readWhole, readWords } from '../read-lists.js';
import { chooseKernels } from '../train/kernels.js';
import { withBar } from '../long-work/work-bar.js';

interface CompareArguments {
  deep: boolean;
  methods: string | undefined;
  seeds: string;
  steps: string;
  names: string | undefined;
  backend: string | undefined;
  json: boolean;
}

const FIRST_SEED = 2_147_483_647;
const sizes = {
  shallow: { layers: 1, hidden: 200 },
  deep: { layers: 10, hidden: 100 },
} as const satisfies Readonly<Record<string, Settings>>;

/** The command, for yargs. */
export const compareCommand: CommandModule<object, CompareArguments> = {
  command: 'compare',
  describe: 'Initializations side by side: at the start, and after a thousand steps',
  builder: (command: Argv): Argv<CompareArguments> =>
    command
      .option('deep', {
        type: 'boolean',
        default: false,
        describe: "Ten hidden layers of 100, instead of the lecture's one of 200",
      })
      .option('methods', {
        type: 'string',
        describe: `Only these, with commas between them: ${methods.map(({ name }) => name).join(', ')}`,
      })
      .option('seeds', { type: 'string', default: '5', describe: 'Runs of each method, each from another seed' })
      .option('steps', { type: 'string', default: '1000', describe: 'Steps of SGD, batch 32, learning rate 0.1' })
      .option('names', { type: 'string', describe: 'A file of names, one a line, to train on' })
      .option('backend', { type: 'string', describe: 'What computes [default: STEPZERO_BACKEND, or the fastest]' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the figures as JSON, every seed of them' }),
  handler: run,
};

async function run(given: ArgumentsCamelCase<CompareArguments>): Promise<void> {
  const names = methods.map(({ name }) => name);
  const asked = given.methods === undefined ? names : readWords('--methods', given.methods, names);
  const seedCount = readWhole('--seeds', given.seeds, { from: 1, to: 1000 });
  const steps = readWhole('--steps', given.steps, { from: 1, to: 1_000_000 });
  const kernels = chooseKernels(given.backend);
  const examples = await loadExamples({ names: given.names });
  const size = given.deep ? 'deep' : 'shallow';
  const seeds = Array.from({ length: seedCount }, (_, index) => FIRST_SEED + index);
  const common = { ...sizes[size], steps, lr: [{ from: 0, rate: 0.1 }] } satisfies Settings;
  const rows: MethodReport[] | null = await withBar(
    compare({ methods: methods.filter(({ name }) => asked.includes(name)), seeds, common, examples }),
  );
  if (rows === null) return;
  const provenance = {
    stepzero: courseVersion(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    data: { label: examples.label, digest: examples.digest },
    kernels,
  };
  const report: CompareReport = { size, ...sizes[size], steps, seeds, rows, provenance };
  process.stdout.write(
    given.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderComparison(report, { palette, columns: terminalColumns() }),
  );
}
