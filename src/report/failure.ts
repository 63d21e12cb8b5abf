/** One check that did not pass, in full: what is wrong, measured against expected, what to try, how to see it again. */
import { format } from '../grading/format.js';
import type { CheckRow } from './results.js';
import { lookOfCheck } from './status.js';
import { type Palette, padRight, printable, wrap } from './text.js';

const labelWidth = 10;

/** The body of a failure, without its heading: lines of at most `width` columns. */
export function failureLines(check: CheckRow, { palette, width }: { palette: Palette; width: number }): string[] {
  const shown = factLines(check, { palette, width });
  const said = wrap(check.rationale ?? `This check ${lookOfCheck(check.status).word}.`, width);
  const diagnosis = check.diagnosis ? ['', ...diagnosisLines(check.diagnosis, { palette, width })] : [];
  const consequence = check.consequence ? ['', ...wrap(check.consequence.text, width)] : [];
  const next =
    check.next === undefined ? [] : labelled('try next', check.next, { ...palette, dim: palette.cyan }, width);
  return [
    ...said,
    ...diagnosis,
    ...consequence,
    ...(shown.length > 0 ? ['', ...shown] : []),
    '',
    ...next,
    // Never wrapped: it is there to be copied.
    `${palette.dim(padRight('replay', labelWidth))}${printable(check.replay)}`,
  ];
}

/** The title in bold where it fits on the first line, as it nearly always does. */
function diagnosisLines(
  { title, explanation }: NonNullable<CheckRow['diagnosis']>,
  { palette, width }: { palette: Palette; width: number },
): string[] {
  const name = `${printable(title)}.`;
  const [first = '', ...rest] = wrap(`${title}. ${explanation}`, width);
  return [first.startsWith(name) ? palette.bold(name) + first.slice(name.length) : first, ...rest];
}

/** The figures of a check, one a line: measured, expected, ratio, error, notes. Empty where there was no answer. */
export function factLines(check: CheckRow, { palette, width }: { palette: Palette; width: number }): string[] {
  const facts: [label: string, text: string | number | undefined][] = [
    ['measured', check.measured],
    ['expected', check.expected],
    ['ratio', check.ratio],
    ['error', check.error],
    ...(check.notes ?? []).map((note): [string, string] => ['note', note]),
  ];
  return facts.flatMap(([label, fact]) => {
    if (fact === undefined) return [];
    return labelled(label, typeof fact === 'number' ? format(fact) : fact, palette, width);
  });
}

function labelled(label: string, text: string, palette: Palette, width: number): string[] {
  const lines = wrap(text, width - labelWidth);
  return lines.map((line, index) => `${palette.dim(padRight(index === 0 ? label : '', labelWidth))}${line}`);
}

/**
 * What the student's code printed, with a bar at its left. A line that repeats (every check calls the same function) is shown
 * once with its count; long output keeps its first lines.
 */
export function printedLines(printed: string, palette: Palette, limit = 20): string[] {
  if (printed.trim() === '') return [];
  const lines = collapse(printable(printed).trimEnd().split('\n'));
  const rest = lines.length - limit;
  const shown = rest > 0 ? [...lines.slice(0, limit), { line: `… and ${rest} more lines`, times: 1 }] : lines;
  return [
    'Your code printed',
    ...shown.map(
      ({ line, times }) => `${palette.dim('│')} ${line}${times > 1 ? palette.dim(`  (${times} times)`) : ''}`,
    ),
  ];
}

/** Runs of equal lines. */
function collapse(lines: readonly string[]): { readonly line: string; readonly times: number }[] {
  const runs: { line: string; times: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.line === line) last.times += 1;
    else runs.push({ line, times: 1 });
  }
  return runs;
}
