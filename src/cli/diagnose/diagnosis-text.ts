/** `stepzero diagnose` on a terminal: what was measured, what the rules say to it, and what to do. */
import { type HealthFinding, isCertain } from '../../diagnostics/examine.js';
import type { NetworkFigures } from '../../diagnostics/figures.js';
import { format } from '../../grading/format.js';
import { block, layoutOf, type Layout, section, type TerminalOptions } from '../../report/layout.js';
import { padLeft, padRight, wrap } from '../../report/text.js';
import { labelledLines } from '../train/finding-text.js';
import type { Diagnosis } from './diagnosis.js';
import { placesText, verdictOf } from './finding-words.js';
import { activationTable, lossText, parameterTable, preactivationTable, type Table, updateTable } from './tables.js';

/** Lines of what a model printed that are shown. */
const PRINTED = 8;

/** The text of a diagnosis, ending in a newline. */
export function renderDiagnosis(diagnosis: Diagnosis, options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { source, initialization, training } = diagnosis;
  return block([
    '',
    ...headLines(diagnosis, layout),
    ...source.notes.flatMap((note) => wrap(`· ${note}`, layout.width).map(layout.palette.yellow)),
    ...section(printedLines(source.printed, layout)),
    ...(initialization === null
      ? []
      : phaseLines('At initialization', initialization.findings, startLines(initialization.figures, layout), layout)),
    ...(training === null
      ? []
      : phaseLines(trainingTitle(training), training.findings, trainingLines(training, layout), layout)),
    ...section(verdictLines(diagnosis, layout)),
    '',
  ]);
}

function headLines({ source }: Diagnosis, { palette, width }: Layout): string[] {
  return [palette.bold(source.title), ...source.facts.flatMap((fact) => wrap(fact, width)).map(palette.dim)];
}

function printedLines(printed: string, { palette, width }: Layout): string[] {
  if (printed.trim() === '') return [];
  const lines = wrap(printed.trimEnd(), width - 2);
  const more = lines.length > PRINTED ? [`… ${lines.length - PRINTED} more lines`] : [];
  return [palette.dim('printed by the code'), ...[...lines.slice(0, PRINTED), ...more].map((line) => `  ${line}`)];
}

function phaseLines(title: string, findings: readonly HealthFinding[], tables: string[], layout: Layout): string[] {
  const found = findings.flatMap((finding) => ['', ...findingLines(finding, layout)]);
  return ['', layout.palette.bold(title), ...section(tables), ...found];
}

function startLines(figures: NetworkFigures, layout: Layout): string[] {
  const { layers, logitsStd } = figures;
  return [
    ...wrap(`loss ${lossText(figures)}`, layout.width),
    ...(logitsStd === null ? [] : [`logits std ${format(Number(logitsStd.toPrecision(4)))}`]),
    ...(layers.length === 0 ? [] : section(tableLines(preactivationTable(figures), layout))),
    ...(layers.length === 0 ? [] : section(tableLines(activationTable(figures), layout))),
    ...section(tableLines(parameterTable(figures), layout)),
  ];
}

function trainingTitle({ step, figures }: NonNullable<Diagnosis['training']>): string {
  const rate = figures.learningRate === null ? '' : `, learning rate ${figures.learningRate}`;
  return step === 0
    ? `In training: the first step${rate}`
    : `In training: after ${step.toLocaleString('en-US')} steps${rate}`;
}

function trainingLines({ step, figures }: NonNullable<Diagnosis['training']>, layout: Layout): string[] {
  const later = [
    ...wrap(`loss ${lossText(figures)}`, layout.width),
    ...section(tableLines(preactivationTable(figures), layout)),
    ...section(tableLines(activationTable(figures), layout)),
    '',
  ];
  return [...(step === 0 ? [] : later), ...tableLines(updateTable(figures), layout)];
}

/** Columns of equal width behind a first one that is as wide as its longest text. */
function tableLines({ heads, rows }: Table, { palette, width }: Layout): string[] {
  if (rows.length === 0) return [];
  const first = Math.max(...[heads, ...rows].map((row) => (row[0] ?? '').length)) + 2;
  const others = Math.min(14, Math.floor((width - first) / (heads.length - 1)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, index) => (index === 0 ? padRight(cell, first) : padLeft(cell, others))).join('');
  return [palette.dim(line(heads)), ...rows.map(line)];
}

function findingLines(finding: HealthFinding, layout: Layout): string[] {
  const { palette, width } = layout;
  const isSure = isCertain(finding);
  const head = wrap(`${isSure ? '✗' : '?'} ${finding.finding}: ${placesText(finding)}`, width);
  const texts = {
    ...(isSure
      ? {}
      : {
          chance:
            'Another batch or other draws may well be within the threshold: look again with a larger --batch, or another --seed.',
        }),
    ...(finding.detail === null ? {} : { seen: finding.detail }),
    why: finding.cause,
    try: finding.remedy,
    check: finding.verify,
  };
  return [...head.map(isSure ? palette.red : palette.yellow), ...labelledLines(texts, layout)];
}

function verdictLines({ initialization, training }: Diagnosis, { palette, width }: Layout): string[] {
  const parts = [
    ...(initialization === null ? [] : [verdictOf('at initialization', initialization.findings)]),
    ...(training === null ? [] : [verdictOf('in training', training.findings)]),
  ];
  return parts.flatMap(({ text, isGood }) => wrap(text, width).map(isGood ? palette.green : palette.red));
}
