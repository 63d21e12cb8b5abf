/** What can be wrong between graders and corpus. Pure: facts in, sentences out. */
import type { Exercise } from '../../src/course/manifest.js';
import type { Check } from '../../src/grading/check.js';
import type { Kill } from './kills.js';

/** Wrong implementations that the course keeps at least, in all. */
const FEWEST = 110;

/** Misconceptions that an exercise keeps at least. */
const FEWEST_EACH = 5;

/**
 * Every misconception is rejected and called by its own name, and every check is failed by some misconception.
 *
 * @param options - `isWhole`: whether these are the misconceptions of the whole course, of which there is a least number
 */
export function killProblems(
  kills: readonly Kill[],
  checks: ReadonlyMap<Exercise, readonly Check[]>,
  { isWhole = true }: { readonly isWhole?: boolean } = {},
): string[] {
  const ids = new Set(kills.map(({ id }) => id));
  const few = [...checks.keys()].flatMap(({ id }) => {
    const own = [...ids].filter((each) => each.startsWith(`${id}/`)).length;
    return own < FEWEST_EACH ? [`corpus: ${id}: expected at least ${FEWEST_EACH} misconceptions, got ${own}`] : [];
  });
  const failed = new Set(kills.flatMap((kill) => failuresOf(kill).map(({ check }) => check)));
  const idle = [...checks.values()].flat().filter(({ id }) => !failed.has(id));
  return [
    ...(isWhole && ids.size < FEWEST ? [`corpus: expected at least ${FEWEST} misconceptions, got ${ids.size}`] : []),
    ...few,
    ...kills.flatMap(problemsOf),
    ...idle.map(({ id }) => `graders: ${id}: no misconception fails it: a check that nothing can fail is none`),
  ];
}

/** The failed checks of a kill. */
export function failuresOf({ checks }: Kill): Kill['checks'] {
  return checks.filter(({ status }) => status === 'fail');
}

function problemsOf(kill: Kill): string[] {
  const name = `corpus: ${kill.id}${kill.way > 0 ? ` (way ${kill.way + 1})` : ''}`;
  const other = kill.checks.filter(({ status }) => !['pass', 'fail', 'blocked'].includes(status));
  const named = failuresOf(kill).flatMap(({ diagnosis }) => diagnosis ?? []);
  const strangers = [...kill.checks, ...kill.redrawn].flatMap(({ check, diagnosis }) =>
    diagnosis !== null && diagnosis !== kill.id ? [`${name}: ${check}: diagnosed as ${diagnosis}`] : [],
  );
  return [
    ...other.map(({ check, status }) => `${name}: ${check}: expected pass, fail or blocked, got ${status}`),
    ...(failuresOf(kill).length === 0 ? [`${name}: is accepted: no check fails`] : []),
    ...(failuresOf(kill).length > 0 && named.length === 0 ? [`${name}: fails, but is not diagnosed`] : []),
    ...new Set(strangers),
  ];
}

/** Counts for the last lines of the gate. */
export function killSummary(kills: readonly Kill[]): string {
  const misconceptions = new Set(kills.map(({ id }) => id)).size;
  const killed = kills.filter((kill) => failuresOf(kill).length > 0);
  const rows = kills.flatMap((kill) => failuresOf(kill).map(({ diagnosis }) => ({ own: kill.id, diagnosis })));
  const right = killed.filter((kill) => failuresOf(kill).some(({ diagnosis }) => diagnosis === kill.id)).length;
  const wrong = rows.filter(({ own, diagnosis }) => diagnosis !== null && diagnosis !== own).length;
  const silent = rows.filter(({ diagnosis }) => diagnosis === null).length;
  const drawn = kills.filter(({ redrawn }) => redrawn.length > 0);
  const redrawn = drawn.filter((kill) => kill.redrawn.some(({ diagnosis }) => diagnosis === kill.id)).length;
  return [
    `corpus: ${misconceptions} misconceptions, written in ${kills.length} ways: ${killed.length} rejected, ${right} called by their own name, ${wrong} wrong diagnoses`,
    `of ${rows.length} failed checks ${rows.length - wrong - silent} are explained, ${silent} are not; of ${drawn.length} ways that draw, ${redrawn} are also named by their distribution alone`,
  ].join('\n');
}
