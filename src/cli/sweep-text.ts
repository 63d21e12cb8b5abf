/** `stepzero sweep` on a terminal: rms by layer, a line a network. */
import { FATE_FACTORS, fateOf, type SweepRow } from '../experiments/sweep.js';
import { block, layoutOf, type Layout, type TerminalOptions } from '../report/layout.js';
import { padLeft, padRight, wrap } from '../report/text.js';

/** What the command answers with; `--json` prints it. */
export interface SweepReport {
  readonly depths: readonly number[];
  readonly rowsOfInput: number;
  readonly seed: number;
  readonly rows: readonly SweepRow[];
  readonly provenance: {
    readonly stepzero: string;
    readonly node: string;
    readonly platform: string;
    readonly kernels: string;
  };
}

const CELL = 9;

/** The text, ending in a newline. */
export function renderSweep(report: SweepReport, options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { palette, width } = layout;
  const activations = [...new Set(report.rows.map(({ activation }) => activation))];
  return block([
    ...activations.flatMap((activation) => [
      '',
      palette.bold(activation),
      palette.dim(headLine(report.depths)),
      ...report.rows
        .filter((row) => row.activation === activation)
        .map((row, index, all) => rowLine(row, report.depths, all[index - 1]?.gain !== row.gain, layout)),
    ]),
    '',
    ...wrap(
      `The root of the mean square of each layer's outputs, for an input of N(0, 1) with ${report.rowsOfInput} rows and weights randn * gain / sqrt(width), seed ${report.seed}. ` +
        `Vanishes: below ${FATE_FACTORS.vanishes} of the first layer's at the last. Explodes: above ${FATE_FACTORS.explodes} times it.`,
      width,
    ).map(palette.dim),
    '',
  ]);
}

function headLine(depths: readonly number[]): string {
  return ['gain   width', ...depths.map((depth) => padLeft(`layer ${depth}`, CELL))].join('');
}

function rowLine(
  { gain, width, rms }: SweepRow,
  depths: readonly number[],
  isNewGain: boolean,
  { palette }: Layout,
): string {
  const fate = fateOf({ rms });
  const name = padRight(isNewGain ? String(Number(gain.toPrecision(4))) : '', 7) + padLeft(String(width), 5);
  const cells = depths.map((depth) => padLeft(rmsText(rms[depth - 1] ?? NaN), CELL)).join('');
  if (fate === 'steady') return `${name}${cells}   ${palette.green(fate)}`;
  return `${name}${cells}   ${palette.yellow(fate)}`;
}

/** Three figures; what a column cannot hold as a power of ten. */
function rmsText(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return '∞';
  return value >= 1e-3 && value < 1e4 ? value.toPrecision(3) : value.toExponential(1);
}
