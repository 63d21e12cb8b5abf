/** `stepzero advise`: how to start a layer, with the reason, the code and a measurement; and the tutorial's tables. */
import type { Argv, CommandModule } from 'yargs';
import { advise as adviceFor } from '../../advice/advise.js';
import { layerNames } from '../../advice/request.js';
import { makeTable, type Table, type TableProgress, tableNames } from '../../advice/tables.js';
import type { Examples } from '../../dataset/examples.js';
import { loadExamples } from '../../dataset/load-examples.js';
import { activationNames } from '../../training/activations.js';
import { renderAdvice, renderTables } from '../advise/advice-text.js';
import { readRequest, readWord, requestFlags } from '../advise/read-request.js';
import { UsageError } from '../errors.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { type Given, textOf } from '../train/read-settings.js';
import { withBar } from '../long-work/work-bar.js';

const describe: Readonly<Record<(typeof requestFlags)[number], string>> = {
  activation: `What follows the layer: ${activationNames.join(', ')}`,
  'fan-in': 'Inputs of a unit',
  kernel: 'Size of a convolution’s kernel: 3 for 3 x 3, or 3x5',
  in: 'Channels that come into a convolution',
  depth: 'Layers of such a network, to see what becomes of signal and gradient; for lstm-forget steps in time',
  classes: 'Classes of an output layer [default: 27, or as many as --prior has]',
  prior: 'Share or count of each class, for an output bias: 0.9,0.1; or names, for those of the names in use',
};

/** The command, for yargs. */
export const adviseCommand: CommandModule<object, object> = {
  command: 'advise',
  describe: 'Say how to initialize a layer, and why',
  builder: (command: Argv) => {
    let built = command
      .option('layer', { type: 'string', describe: `One of ${layerNames.join(', ')}` })
      .option('table', { type: 'string', describe: `Instead of a layer, a table: ${tableNames.join(', ')}, or all` });
    for (const flag of requestFlags) built = built.option(flag, { type: 'string', describe: describe[flag] });
    return built
      .option('names', { type: 'string', describe: 'A file of names, for --prior names and --table sizes' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the answer as JSON' })
      .example('$0 advise --layer linear --activation tanh --fan-in 30 --depth 10', '')
      .example('$0 advise --layer conv --activation relu --kernel 3 --in 64', '')
      .example('$0 advise --layer output --fan-in 200 --prior names', '')
      .example('$0 advise --table norms', '')
      .epilogue('Measured on normal inputs of a fixed seed; --table sizes trains networks for some seconds.');
  },
  handler: (given) => advise({ ...given }),
};

async function advise(given: Given): Promise<void> {
  const isJson = given['json'] === true;
  const load = () => loadExamples({ names: textOf(given, 'names', 'a file of names') });
  if (given['table'] !== undefined) {
    await showTables(given, isJson, load);
    return;
  }
  const { request, unused } = await readRequest(given, async () => sharesOf(await load()));
  const usesNames = request.layer === 'output' && textOf(given, 'prior', 'shares') === 'names';
  if (given['names'] !== undefined && !usesNames) {
    throw new UsageError('--names: expected --prior names or --table sizes with it, got neither; leave it out');
  }
  const advice = adviceFor(request);
  process.stdout.write(
    isJson
      ? `${JSON.stringify({ ...advice, unused }, null, 2)}\n`
      : renderAdvice(advice, { palette, columns: terminalColumns() }),
  );
  if (unused.length > 0) {
    const flags = unused.join(' and ');
    console.error(
      `stepzero: ${flags} ${unused.length === 1 ? 'has' : 'have'} no part in the start of ${request.layer}`,
    );
  }
}

async function showTables(given: Given, isJson: boolean, load: () => Promise<Examples>): Promise<void> {
  const name = readWord(given, 'table', [...tableNames, 'all'] as const);
  const idle = ['layer', ...requestFlags].find((flag) => given[flag] !== undefined);
  if (idle !== undefined)
    throw new UsageError(`--${idle}: expected no such flag with --table, got one; leave one of the two out`);
  const names = tableNames.filter((each) => name === 'all' || each === name);
  const examples = await load();
  const tables = await withBar(makeAll(names, examples));
  if (tables === null) return;
  process.stdout.write(
    isJson
      ? `${JSON.stringify({ tables, data: { label: examples.label, digest: examples.digest } }, null, 2)}\n`
      : renderTables(tables, { palette, columns: terminalColumns() }),
  );
}

function* makeAll(
  names: readonly (typeof tableNames)[number][],
  examples: Examples,
): Generator<TableProgress, Table[], undefined> {
  const tables: Table[] = [];
  for (const name of names) tables.push(yield* makeTable(name, examples));
  return tables;
}

/** How often each character follows, in the training examples. */
function sharesOf({ train, vocabSize }: Examples): number[] {
  const counts = new Array<number>(vocabSize).fill(0);
  for (const y of train.Y) counts[y] = (counts[y] ?? 0) + 1;
  return counts.map((count) => count / train.Y.length);
}
