/** What became of the mutants, against the list of those that are known to survive. Pure. */
import { exercises } from '../../src/course/manifest.js';

/** The list of survivors, each with its reason. */
export const SURVIVORS = 'docs/decisions/0005-surviving-mutants.md';

/** The share of the mutants that change behaviour which the graders have to notice. */
const LEAST_SCORE = 0.95;

/** As much of Stryker's result as is used here. Lines and columns count from 1. */
export interface StrykerResult {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** One change of one solution, and whether the graders noticed. */
export interface Mutant {
  /** "3.2" */
  readonly exercise: string;
  /** "size === 0 -> false": what stood there and what took its place, on one line. */
  readonly change: string;
  readonly line: number;
  readonly status: 'killed' | 'survived' | 'unjudged';
  readonly why: string;
}

/** A line of the list. */
export interface Survivor {
  readonly exercise: string;
  readonly change: string;
  /** `equivalent` does what the solution does; `known` does something else that no check looks at, on purpose. */
  readonly kind: 'equivalent' | 'known';
  readonly reason: string;
}

/**
 * Reads Stryker's results.
 *
 * @param sources - the text of each solution, by the file of the manifest
 * @param root - the folder of the course, where Stryker gives absolute paths
 */
export function describeMutants(
  results: readonly StrykerResult[],
  sources: ReadonlyMap<string, string>,
  root = '',
): Mutant[] {
  const seen = new Map<string, number>();
  const inOrder = [...results].sort(
    (a, b) => a.location.start.line - b.location.start.line || a.location.start.column - b.location.start.column,
  );
  return exercises.flatMap(({ id, file }) =>
    inOrder
      .filter(({ fileName }) => fileName.replace(root, '').split('\\').join('/').endsWith(`solutions/${file}`))
      .map((result) => {
        const original = excerpt(sources.get(file) ?? '', result.location);
        const change = `${onOneLine(original)} -> ${onOneLine(result.replacement ?? '')}`;
        const count = (seen.get(`${id} ${change}`) ?? 0) + 1;
        seen.set(`${id} ${change}`, count);
        return {
          exercise: id,
          change: count === 1 ? change : `${change} #${count}`,
          line: result.location.start.line,
          status: statusOf(result.status),
          why: result.statusReason ?? result.status,
        };
      }),
  );
}

function statusOf(status: string): Mutant['status'] {
  if (status === 'Killed' || status === 'Timeout') return 'killed';
  return status === 'Survived' ? 'survived' : 'unjudged';
}

function excerpt(source: string, { start, end }: StrykerResult['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join('\n');
}

/** Short enough for a list, and without the backticks that end code in Markdown. */
function onOneLine(code: string): string {
  const text = code.replaceAll(/\s+/g, ' ').replaceAll('`', "'").trim();
  return text.length <= 90 ? text : `${text.slice(0, 60)} … ${text.slice(-25)}`;
}

/** Reads the lines of the list: "- **3.2** `original -> replacement` equivalent: reason". */
export function readSurvivors(markdown: string): Survivor[] {
  return markdown.split('\n').flatMap((line) => {
    if (!line.startsWith('- **')) return [];
    const match = /^- \*\*(?<exercise>\d+\.\d+)\*\* `(?<change>[^`]+)` (?<kind>equivalent|known): (?<reason>.+)$/.exec(
      line,
    );
    const { exercise = '', change = '', kind, reason = '' } = match?.groups ?? {};
    if (kind !== 'equivalent' && kind !== 'known') {
      throw new Error(
        `${SURVIVORS}: expected "- **3.2** \`original -> replacement\` equivalent: reason" (or known: reason), got "${line}"`,
      );
    }
    return [{ exercise, change, kind, reason }];
  });
}

/**
 * The score in lines to print, and what is wrong with it.
 *
 * @param leastScore - 0 where a few exercises were picked out: the bound is on all of them together
 */
export function mutationReport(
  mutants: readonly Mutant[],
  listed: readonly Survivor[],
  selection: readonly string[],
  leastScore = LEAST_SCORE,
): { lines: string[]; problems: string[] } {
  const expected = listed.filter(({ exercise }) => selection.includes(exercise));
  const entryOf = ({ exercise, change }: Mutant): Survivor | undefined =>
    expected.find((each) => each.exercise === exercise && each.change === change);
  const survived = mutants.filter(({ status }) => status === 'survived');
  const killed = mutants.filter(({ status }) => status === 'killed');
  const equivalent = survived.filter((mutant) => entryOf(mutant)?.kind === 'equivalent');
  const changing = killed.length + survived.length - equivalent.length;
  const score = killed.length / changing;
  const problems = [
    ...selection
      .filter((id) => mutants.every(({ exercise }) => exercise !== id))
      .map((id) => `${id}: no mutant: nothing was judged`),
    ...mutants
      .filter(({ status }) => status === 'unjudged')
      .map((mutant) => `${place(mutant)} was not judged: ${mutant.why}`),
    ...survived
      .filter((mutant) => entryOf(mutant) === undefined)
      .map((mutant) => `${place(mutant)} survives and is not in ${SURVIVORS}`),
    ...expected
      .filter(({ exercise, change }) => !survived.some((each) => each.exercise === exercise && each.change === change))
      .map(({ exercise, change }) => `${exercise}: \`${change}\` is in ${SURVIVORS} but does not survive`),
    ...(score >= leastScore ? [] : [`the score is ${percent(score)}, below ${percent(leastScore)}`]),
  ];
  const lines = [
    ...survived.map((mutant) => `${place(mutant)}: ${reasonOf(entryOf(mutant))}`),
    `mutants: ${mutants.length}, killed ${killed.length}, survived ${survived.length}, of these equivalent ${equivalent.length}`,
    `score: ${killed.length} of the ${changing} that change behaviour, ${percent(score)}`,
  ];
  return { lines, problems };
}

const place = ({ exercise, line, change }: Mutant): string => `${exercise}, line ${line}: \`${change}\``;

const reasonOf = (entry: Survivor | undefined): string => (entry ? `${entry.kind}: ${entry.reason}` : 'not listed');

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : 'none');
