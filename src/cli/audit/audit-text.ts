/** `stepzero audit` on a terminal: claimed beside measured, topic by topic. */
import type { AuditedClaim } from '../../audit/audit.js';
import { topics, type Verdict } from '../../audit/claim.js';
import { block, type Layout, layoutOf, section, type TerminalOptions } from '../../report/layout.js';
import { type Palette, padLeft, padRight, wrap } from '../../report/text.js';
import type { AuditReport } from './audit-report.js';

/** Columns of a figure; longer ones get a line of their own. */
const FIGURE = 12;
const INDENT = 4;

const marks: Readonly<Record<Verdict, { readonly mark: string; readonly colour: keyof Palette }>> = {
  holds: { mark: '✓', colour: 'green' },
  'does not hold': { mark: '✗', colour: 'red' },
  depends: { mark: '~', colour: 'yellow' },
};

/** The text of a report, ending in a newline. */
export function renderAudit(report: AuditReport, options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { palette, width } = layout;
  const { label } = report.provenance.data;
  return block([
    '',
    palette.bold('the tutorial’s claims, measured'),
    ...wrap(`${label}, seed 2147483647 and 99 others; networks in training with three seeds`, width).map(palette.dim),
    ...topics.flatMap((topic) => topicLines(topic, report.claims, layout)),
    ...section(summaryLines(report, layout)),
    '',
  ]);
}

function topicLines(topic: string, claims: readonly AuditedClaim[], layout: Layout): string[] {
  const { palette, width } = layout;
  const those = claims.filter((claim) => claim.topic === topic);
  if (those.length === 0) return [];
  const head = padRight(topic, width - 2 * FIGURE);
  const columns = `${padLeft('claimed', FIGURE)}${padLeft('measured', FIGURE)}`;
  return section([palette.bold(head) + palette.dim(columns), ...those.flatMap((claim) => claimLines(claim, layout))]);
}

function claimLines(claim: AuditedClaim, layout: Layout): string[] {
  const { palette, width } = layout;
  const { mark, colour } = marks[claim.verdict];
  const isShort = [claim.says, claim.measured].every((text) => text.length < FIGURE);
  const titles = wrap(claim.title, width - 2 - (isShort ? 2 * FIGURE : 0));
  const figures = isShort ? `${padLeft(claim.says, FIGURE)}${padLeft(claim.measured, FIGURE)}` : '';
  const titleLines = titles.map((line, index) =>
    index === 0
      ? `${palette[colour](mark)} ${padRight(line, isShort ? width - 2 - 2 * FIGURE : 0)}${figures}`
      : `  ${line}`,
  );
  return [
    ...titleLines,
    ...(isShort ? [] : [...labelled('claimed', claim.says, layout), ...labelled('measured', claim.measured, layout)]),
    ...indented(countText(claim), layout),
    ...(claim.verdict === 'holds' || claim.why === undefined ? [] : indented(claim.why, layout)),
  ];
}

/** "61 of 100 draws are from 15 to 27; nine tenths lie from 21.84 to 30.92". */
function countText({ met, of, rule, spread }: AuditedClaim): string {
  if (spread !== null) {
    return `${met} of ${of} draws are ${rule}; nine tenths are ${spread.includes(' to ') ? 'from ' : ''}${spread}`;
  }
  return of === 1 ? `met where it is ${rule}` : `${met} of ${of} are ${rule}`;
}

function labelled(label: string, text: string, { width }: Layout): string[] {
  const column = 'measured'.length + 2;
  return wrap(text, width - INDENT - column).map(
    (line, index) => `${' '.repeat(INDENT)}${padRight(index === 0 ? label : '', column)}${line}`,
  );
}

function indented(text: string, { palette, width }: Layout): string[] {
  return wrap(text, width - INDENT).map((line) => `${' '.repeat(INDENT)}${palette.dim(line)}`);
}

function summaryLines({ claims, summary }: AuditReport, { palette, width }: Layout): string[] {
  const part = (verdict: Verdict, one: string, many: string) => {
    const { mark, colour } = marks[verdict];
    return palette[colour](`${mark} ${summary[verdict]} ${summary[verdict] === 1 ? one : many}`);
  };
  const parts = [
    part('holds', 'holds', 'hold'),
    part('does not hold', 'does not', 'do not'),
    part('depends', 'depends', 'depend'),
  ];
  return [
    `${claims.length} ${claims.length === 1 ? 'claim' : 'claims'}: ${parts.join(', ')}`,
    ...wrap(
      'A claim on draws holds where at least 95 of 100 meet the rule, and does not where at most 5 do; a claim of several figures where all or none do. Else it depends. --out FILE writes how each is measured.',
      width,
    ).map(palette.dim),
  ];
}
