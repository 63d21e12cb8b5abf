/** `stepzero advise` on a terminal. */
import type { Advice } from '../../advice/advise.js';
import { figure, type Table } from '../../advice/tables.js';
import { block, type Layout, layoutOf, section, type TerminalOptions } from '../../report/layout.js';
import { padRight, wrap } from '../../report/text.js';
import { tableLines } from './table-text.js';

const LABEL = 9;

/** A recommendation, ending in a newline. */
export function renderAdvice(advice: Advice, options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { palette } = layout;
  const { weights, bias, reasons, source, activation } = advice;
  const std = weights.std === null ? '' : `, std ${figure(weights.std, 'number')}`;
  return block([
    '',
    palette.bold(`${advice.layer}${activation === null || advice.layer === 'lstm-forget' ? '' : `, ${activation}`}`),
    '',
    ...labelled('weights', `${weights.name}: ${weights.formula}${std}`, layout),
    ...labelled('bias', `${bias.formula}${bias.values === null ? '' : `: ${listed(bias.values)}`}`, layout),
    ...reasons.flatMap((reason, index) => labelled(index === 0 ? 'why' : '', reason, layout)),
    ...labelled('source', source, layout),
    ...section(measuredLines(advice, layout)),
    ...section([palette.dim('#torch'), ...advice.code.torch.split('\n').map((line) => `  ${line}`)]),
    ...section([palette.dim('PyTorch'), ...advice.code.pytorch.split('\n').map((line) => `  ${line}`)]),
    '',
  ]);
}

/** Tables, one below the other, ending in a newline. */
export function renderTables(tables: readonly Table[], options: TerminalOptions): string {
  const layout = layoutOf(options);
  return block([
    ...tables.flatMap(({ title, columns, rows, note }) => [
      '',
      layout.palette.bold(title),
      '',
      ...tableLines(columns, rows, layout),
      '',
      ...wrap(note, layout.width).map(layout.palette.dim),
    ]),
    '',
  ]);
}

function measuredLines({ measured, depth }: Advice, layout: Layout): string[] {
  const rows = measured.map(({ what, value, unit, beside }): [string, string] => [
    figure(value, unit),
    beside === undefined ? what : `${what} (${beside})`,
  ]);
  if (depth !== null) {
    const { firstRms, lastRms, gradientRatio, width } = depth;
    const stack = `a stack of ${depth.depth} layers of ${width} units`;
    rows.push(
      [figure(firstRms, 'number'), `root mean square behind the first layer of ${stack}`],
      [figure(lastRms, 'number'), 'behind the last'],
      [figure(gradientRatio, 'number'), 'gradient behind the first layer over that behind the last'],
    );
  }
  if (rows.length === 0) return [];
  const column = Math.max(...rows.map(([value]) => value.length)) + 2;
  return [
    layout.palette.dim('measured'),
    ...rows.flatMap(([value, what]) =>
      wrap(what, layout.width - column - 2).map(
        (line, index) => `  ${padRight(index === 0 ? value : '', column)}${line}`,
      ),
    ),
    ...(depth === null ? [] : wrap(depth.says, layout.width - 2).map((line) => `  ${line}`)),
  ];
}

/** The first few, where there are many. */
function listed(values: readonly number[]): string {
  const MOST = 6;
  const shown = values.slice(0, MOST).map((value) => value.toFixed(3));
  return values.length > MOST ? `${shown.join(', ')}, … (${values.length} of them)` : shown.join(', ');
}

function labelled(label: string, text: string, { palette, width }: Layout): string[] {
  return wrap(text, width - LABEL).map((line, index) => palette.dim(padRight(index === 0 ? label : '', LABEL)) + line);
}
