/** What can be wrong with the rewritten wrong answers, and with what they were called. Pure: facts in, sentences out. */
import type { Exercise } from '../../src/course/manifest.js';
import type { Rewrite } from './rewrites.js';

const REWRITES = 'test/course/rewrites';

/**
 * Wrong answers that are rejected with their numbers alone, though their mistake has a name, and why. One that is named by now
 * has to leave the list.
 */
const knownSilences: ReadonlyMap<string, string> = new Map();

/** Wrong answers that an exercise keeps at least. */
const FEWEST_EACH = 4;

/** The exercise and the expected misconceptions of a file by its name, where it is one of a rewrite. */
export function ownerOf(
  file: string,
  exercises: readonly Exercise[],
): { exercise: Exercise; expected: readonly string[] } | undefined {
  const match = /^([0-9.]+)\/([a-z0-9+-]+)--[0-9]+\.ts$/.exec(file);
  const exercise = exercises.find(({ id }) => id === match?.[1]);
  const names = match?.[2];
  if (!exercise || names === undefined) return undefined;
  return { exercise, expected: names === 'none' ? [] : names.split('+').map((name) => `${exercise.id}/${name}`) };
}

/** What is wrong with the collection itself: an empty folder, a file of no exercise, a name that no misconception has, too few. */
export function collectionProblems(
  selection: readonly Exercise[],
  files: readonly string[],
  known: ReadonlySet<string>,
): string[] {
  const place = `${REWRITES}/`;
  return [
    ...(files.length > 0 ? [] : [`${REWRITES}: no file: nothing was graded`]),
    ...files
      .filter((file) => !/^[0-9.]+\/[a-z0-9+-]+--[0-9]+\.ts$/.test(file))
      .map((file) => `${place}${file}: expected <exercise id>/<names of misconceptions or none>--<number>.ts`),
    ...selection.flatMap((exercise) => {
      const own = files.flatMap((file) => {
        const owner = ownerOf(file, [exercise]);
        return owner ? [{ file, expected: owner.expected }] : [];
      });
      return [
        ...(own.length < FEWEST_EACH
          ? [`${REWRITES}: ${exercise.id}: expected at least ${FEWEST_EACH} wrong answers, got ${own.length}`]
          : []),
        ...own.flatMap(({ file, expected }) =>
          expected.filter((id) => !known.has(id)).map((id) => `${place}${file}: there is no misconception ${id}`),
        ),
      ];
    }),
  ];
}

/** The names that a wrong answer was given, each once. */
function namesOf({ checks }: Rewrite): readonly string[] {
  return [...new Set(checks.flatMap(({ diagnosis }) => diagnosis ?? []))];
}

/** The mistakes in it that were not named. Once one is, checks that wait for it to be mended may hide another. */
function unnamedOf(rewrite: Rewrite): readonly string[] {
  const names = namesOf(rewrite);
  const mayHide = names.length > 0 && rewrite.checks.some(({ status }) => status === 'blocked');
  return mayHide ? [] : rewrite.expected.filter((id) => !names.includes(id));
}

/** Whether some check turned it away. */
export function isRejected({ checks }: Rewrite): boolean {
  return checks.some(({ status }) => status === 'fail');
}

/** A wrong answer that is accepted, ends otherwise than by failing, or has another name than its own, or none where it has one. */
export function rewriteProblems(rewrite: Rewrite): string[] {
  const { file, expected, checks } = rewrite;
  const place = `${REWRITES}/${file}`;
  const strangers = checks.filter(({ diagnosis }) => diagnosis !== null && !expected.includes(diagnosis));
  const unnamed = unnamedOf(rewrite);
  return [
    ...checks
      .filter(({ status }) => !['pass', 'fail', 'blocked'].includes(status))
      .map(({ check, status }) => `${place}: ${check}: expected pass, fail or blocked, got ${status}`),
    ...(isRejected(rewrite) ? [] : [`${place}: is accepted: no check fails`]),
    ...strangers.map(({ check, diagnosis }) => `${place}: ${check}: diagnosed as ${diagnosis}`),
    ...(unnamed.length === 0 && knownSilences.has(file)
      ? [`${place}: is named by now: take it from the known silences`]
      : []),
    ...(isRejected(rewrite) && !knownSilences.has(file)
      ? unnamed.map((id) => `${place}: fails, but is not diagnosed as ${id}`)
      : []),
  ];
}

/** How they fared, in a line. */
export function rewritesSummary(rewrites: readonly Rewrite[]): string {
  const rejected = rewrites.filter(isRejected).length;
  const named = rewrites.filter(({ expected }) => expected.length > 0);
  const right = named.filter((each) => unnamedOf(each).length === 0).length;
  const unnamed = rewrites.filter(({ expected }) => expected.length === 0);
  const silent = unnamed.filter((each) => namesOf(each).length === 0).length;
  const wrong = rewrites.filter((each) => namesOf(each).some((id) => !each.expected.includes(id))).length;
  return (
    `rewrites: ${rewrites.length} wrong answers written otherwise: ${rejected} rejected, ${right} of ${named.length} called by their name, ` +
    `${silent} of ${unnamed.length} in no corpus called nothing, ${wrong} called wrongly`
  );
}
