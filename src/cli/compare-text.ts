/** `stepzero compare` on a terminal: one line a method, mean and spread over the seeds. */
import { EXAMPLES_MEASURED, type MethodReport, TARGET_LOSS } from '../experiments/compare.js';
import type { Spread } from '../experiments/spread.js';
import { block, layoutOf, type TerminalOptions } from '../report/layout.js';
import { padLeft, padRight, wrap } from '../report/text.js';

/** What the command answers with; `--json` prints it. */
export interface CompareReport {
  readonly size: 'shallow' | 'deep';
  readonly layers: number;
  readonly hidden: number;
  readonly steps: number;
  readonly seeds: readonly number[];
  readonly rows: readonly MethodReport[];
  readonly provenance: {
    readonly stepzero: string;
    readonly node: string;
    readonly platform: string;
    readonly data: { readonly label: string; readonly digest: string };
    readonly kernels: string;
  };
}

interface Column {
  readonly heads: readonly [string, string];
  readonly width: number;
  readonly cell: (row: MethodReport) => string;
}

/** The text, ending in a newline. */
export function renderComparison(report: CompareReport, options: TerminalOptions): string {
  const { palette, width } = layoutOf(options);
  const { rows, layers, hidden, steps, seeds, provenance } = report;
  const name = Math.max(...rows.map(({ method }) => method.length)) + 2;
  const columns: Column[] = [
    { heads: ['W1', 'std'], width: 8, cell: ({ w1Std }) => plain(w1Std, 3) },
    { heads: ['first', 'loss'], width: 14, cell: ({ initialLoss }) => withSpread(initialLoss, lossText) },
    { heads: ['saturated', ''], width: 13, cell: ({ saturated }) => withSpread(saturated, percent) },
    { heads: ['dead', 'units'], width: 7, cell: ({ deadUnits }) => plain(deadUnits, 0) },
    {
      heads: [`dev loss after`, `${steps.toLocaleString('en-US')} steps`],
      width: 16,
      cell: ({ loss }) => withSpread(loss, lossText),
    },
    { heads: ['steps to', `loss < ${TARGET_LOSS}`], width: 13, cell: ({ stepsToTarget }) => reached(stepsToTarget) },
  ];
  const line = (first: string, cells: readonly string[]): string =>
    (padRight(first, name) + cells.map((cell, i) => padLeft(cell, columns[i]?.width ?? 0)).join('')).trimEnd();
  return block([
    '',
    palette.bold(
      `${layers} hidden ${layers === 1 ? 'layer' : 'layers'} of ${hidden}, ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}`,
    ),
    ...wrap(provenance.data.label, width).map(palette.dim),
    '',
    palette.dim(
      line(
        '',
        columns.map(({ heads }) => heads[0]),
      ),
    ),
    palette.dim(
      line(
        'method',
        columns.map(({ heads }) => heads[1]),
      ),
    ),
    ...rows.map((row) =>
      line(
        row.method,
        columns.map(({ cell }) => cell(row)),
      ),
    ),
    '',
    ...rows.map(({ method, formula }) => palette.dim(`${padRight(method, name)}${formula}`)),
    '',
    ...footnotes(report)
      .flatMap((note) => wrap(note, width))
      .map(palette.dim),
    '',
  ]);
}

function footnotes({ seeds, steps }: CompareReport): string[] {
  const spread = seeds.length === 1 ? '' : 'Mean ± standard deviation over the seeds. ';
  return [
    `${spread}Before the first step on ${EXAMPLES_MEASURED.toLocaleString('en-US')} examples: saturated is |tanh| > 0.97, dead a unit that is saturated on all of them. ` +
      `Equal probabilities have a loss of ln 27 = 3.296. All but the naive one have an output layer of randn * 0.1 / sqrt(fanIn). ` +
      `Steps until the mean loss of 100 batches is below ${TARGET_LOSS}, of at most ${steps.toLocaleString('en-US')}.`,
  ];
}

const MISSING = '–';

function plain({ mean }: Spread, digits: number): string {
  return mean === null ? MISSING : mean.toFixed(digits);
}

function withSpread({ mean, std }: Spread, text: (value: number) => string): string {
  if (mean === null) return MISSING;
  return std === null ? text(mean) : `${text(mean)} ± ${text(std)}`;
}

/** "412 ± 12", "880 (2 of 5)", or a dash where no seed came there. */
function reached(spread: Spread): string {
  const count = spread.values.filter((value) => value !== null).length;
  if (count === 0) return MISSING;
  if (count < spread.values.length) return `${plain(spread, 0)} (${count} of ${spread.values.length})`;
  return withSpread(spread, (value) => value.toFixed(0));
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function lossText(loss: number): string {
  return loss.toFixed(loss < 10 ? 3 : 2);
}
