/** `docs/claims.md`: the same figures for reading on the web, with how each was measured. */
import type { AuditedClaim } from '../../audit/audit.js';
import { topics } from '../../audit/claim.js';
import type { AuditReport } from './audit-report.js';

/** The document, ending in a newline. */
export function claimsMarkdown(report: AuditReport): string {
  const { summary, claims, provenance } = report;
  const head = [
    '# The tutorial’s claims, measured',
    '',
    `${claims.length} figures of the tutorial beside what this project measures: ${summary.holds} hold, ${summary['does not hold']} do not, and ${summary.depends} depend on the draw or on the case.`,
    '',
    `Written by \`npx stepzero audit --out docs/claims.md\`; do not edit. Data: ${provenance.data.label}.`,
    '',
    '**Draws.** A network before training is drawn with the seed of the lecture, 2147483647, and with 99 others, each with a batch of 32 examples behind it, as in the lecture. "Measured" is the lecture’s seed; "nine tenths" is where the middle of all hundred draws lies. The claim holds where at least 95 draws meet the rule, does not where at most 5 do, and depends on the draw otherwise.',
    '',
    '**Cases.** A claim of several figures holds where each meets its rule, does not where none does, and depends on the case otherwise.',
    '',
    `**Rules.** "About" is within 10 %; of a share, within a tenth of it or of the rest, whichever is smaller. The value of a formula may be off by one in the last digit that was printed. Networks in training have three seeds (${provenance.trainingSeeds.join(', ')}).`,
  ];
  return [...head, ...topics.flatMap((topic) => topicLines(topic, claims)), ''].join('\n');
}

function topicLines(topic: string, claims: readonly AuditedClaim[]): string[] {
  const those = claims.filter((claim) => claim.topic === topic);
  if (those.length === 0) return [];
  const notes = those.flatMap(noteLines);
  return [
    '',
    `## ${topic}`,
    '',
    '| claim | the tutorial says | measured | nine tenths of 100 draws | met where it is | met | verdict |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...those.map(claimRow),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ];
}

/** One row of the table. */
export function claimRow({ id, title, says, measured, spread, rule, met, of, verdict }: AuditedClaim): string {
  const cells = [
    `<a id="${id}"></a>${cell(title)}`,
    says,
    measured,
    spread ?? '',
    rule,
    `${met} of ${of}`,
    `**${verdict}**`,
  ];
  return `| ${cells.map((text, index) => (index === 0 ? text : cell(text))).join(' | ')} |`;
}

/** How and why, where either is said. */
function noteLines({ title, how, why }: AuditedClaim): string[] {
  const texts = [...(how === undefined ? [] : [`${how}.`]), ...(why === undefined ? [] : [why])];
  return texts.length === 0 ? [] : [`- _${title}_: ${texts.join(' ')}`];
}

/** A bar would end the cell, an angle bracket could open a tag. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
