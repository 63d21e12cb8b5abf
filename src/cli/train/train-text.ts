/** `stepzero train` on a terminal: losses, activations, weights, what the health rules say, and names. */
import { block, layoutOf, type Layout, section, type TerminalOptions } from '../../report/layout.js';
import { oneLine, padLeft, padRight, wrap } from '../../report/text.js';
import type { TrainReport } from './report.js';
import { healthLines } from './health-text.js';
import { findingLines } from './finding-text.js';
import { kernelTitles } from './kernels.js';
import { duration } from '../long-work/duration.js';

const BAR = 24;
/** A network that has not learned where names end writes on and on. */
const LONGEST_NAME = 40;

/** The text of a report, ending in a newline. */
export function renderTraining(report: TrainReport, options: TerminalOptions): string {
  const layout = layoutOf(options);
  return block([
    '',
    ...headLines(report, layout),
    ...section(lossLines(report, layout)),
    ...section(layerLines(report, layout)),
    ...section(weightLines(report, layout)),
    ...section(healthLines(report.health, layout)),
    ...section(findingLines(report.finding, layout)),
    ...section(sampleLines(report, layout)),
    ...section(footLines(report, layout)),
    '',
  ]);
}

function headLines({ preset, config, parameters, provenance }: TrainReport, { palette, width }: Layout): string[] {
  const { layers, hidden, activation, batchNorm, steps, batch, lr, seed } = config;
  const depth = layers === 0 ? 'no hidden layer' : `${plural(layers, 'hidden layer')} of ${hidden}`;
  const network = [
    `${count(parameters)} parameters`,
    depth,
    ...(layers === 0 ? [] : [activation]),
    ...(batchNorm && layers > 0 ? ['batch norm'] : []),
  ];
  const run = [`${plural(steps, 'step')} of ${batch}`, `lr ${lr}`, `seed ${seed}`];
  return [
    palette.bold(preset ?? 'training'),
    ...[network.join(', '), run.join(', '), provenance.data.label]
      .flatMap((line) => wrap(line, width))
      .map(palette.dim),
  ];
}

/** The losses as a table with bars, then those of the splits. */
function lossLines({ losses, train, dev }: TrainReport, { palette }: Layout): string[] {
  const most = Math.max(...losses.map(({ loss }) => loss));
  const rows = losses.map(
    ({ step, loss }) => `${padLeft(count(step), 9)}${padLeft(lossText(loss), 10)}   ${palette.cyan(bar(loss / most))}`,
  );
  const splits =
    train === null || dev === null
      ? []
      : [
          '',
          ...Object.entries({ train, dev }).map(([name, loss]) => `${padLeft(name, 9)}${padLeft(lossText(loss), 10)}`),
        ];
  if (rows.length + splits.length === 0) return [];
  return [palette.dim(`${padLeft('step', 9)}${padLeft('loss', 10)}`), ...rows, ...splits];
}

function layerLines({ layers }: TrainReport, { palette }: Layout): string[] {
  const [first] = layers;
  if (!first) return [];
  const name = Math.max(18, ...layers.map((layer) => layer.name.length + 2));
  const row = (cells: readonly string[]) =>
    cells.map((cell, index) => (index === 0 ? padRight(cell, name) : padLeft(cell, 13))).join('');
  return [
    palette.dim(row(['last batch', 'mean', 'std', 'saturated', 'gradient std'])),
    ...layers.map((layer) =>
      row([
        layer.name,
        fixed(layer.mean),
        fixed(layer.std),
        layer.saturated === null ? '–' : `${(100 * layer.saturated).toFixed(2)} %`,
        small(layer.gradStd),
      ]),
    ),
  ];
}

function weightLines({ weights }: TrainReport, { palette }: Layout): string[] {
  if (weights.length === 0) return [];
  const name = Math.max(18, ...weights.map((weight) => weight.name.length + 2));
  const row = (cells: readonly string[]) =>
    cells.map((cell, index) => (index === 0 ? padRight(cell, name) : padLeft(cell, index === 1 ? 11 : 14))).join('');
  return [
    palette.dim(row(['weight', 'shape', 'gradient std', 'gradient/data', 'update/data'])),
    ...weights.map(({ name, shape, gradStd, gradDataRatio, updateRatio }) =>
      row([name, shape.join(' x '), small(gradStd), small(gradDataRatio), small(updateRatio)]),
    ),
  ];
}

function sampleLines({ samples }: TrainReport, { palette, width }: Layout): string[] {
  if (samples.length === 0) return [];
  return [palette.dim('names'), ...wrap(samples.map((name) => oneLine(name, LONGEST_NAME)).join('  '), width)];
}

function footLines({ provenance, step }: TrainReport, { palette, width }: Layout): string[] {
  const { seconds, stepsPerSecond, kernels, resumed } = provenance;
  const from = resumed === null ? '' : ` from step ${count(resumed)} on`;
  const taken = plural(step - (resumed ?? 0), 'step');
  const rate = count(Math.round(stepsPerSecond));
  return wrap(`${taken}${from} in ${duration(seconds)}, ${rate} a second, on ${kernelTitles[kernels]}`, width).map(
    palette.dim,
  );
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Four digits behind the point; a loss that has run away as a power of ten. */
function lossText(loss: number): string {
  return loss < 10_000 ? loss.toFixed(4) : loss.toExponential(2);
}

function fixed(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : '–';
}

/** Three digits: 1.86e-3. */
function small(value: number): string {
  return Number.isFinite(value) ? value.toExponential(2) : '–';
}

/** A bar for a share in [0, 1], drawn to an eighth of a column. */
function bar(share: number): string {
  const eighths = Math.max(1, Math.round(share * BAR * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + ' ▏▎▍▌▋▊▉'.charAt(eighths % 8).trim();
}
