/** What can be wrong with the course itself. Pure: facts in, sentences out; an empty list means nothing was found. */
import type { Exercise, Part } from '../../src/course/manifest.js';
import type { Check, Grader } from '../../src/grading/check.js';
import type { CheckStatus, ExerciseResult } from '../../src/grading/verdict.js';

/** The points of the whole course. */
const COURSE_POINTS = 100;

/** The manifest: ids and files that agree, exports, whole points that sum to 100. */
export function manifestProblems(parts: readonly Part[]): string[] {
  const exercises = parts.flatMap((part) => part.exercises);
  const total = exercises.reduce((sum, exercise) => sum + exercise.points, 0);
  return [
    ...parts.flatMap((part) => part.exercises.flatMap((exercise, index) => exerciseProblems(part, exercise, index))),
    ...parts.flatMap((part) => (part.exercises.length === 0 ? [`manifest: part ${part.number} has no exercises`] : [])),
    ...repeated(exercises.map((exercise) => exercise.id)).map((id) => `manifest: ${id} is listed twice`),
    ...(total === COURSE_POINTS ? [] : [`manifest: expected ${COURSE_POINTS} points in all, got ${total}`]),
  ];
}

function exerciseProblems(part: Part, exercise: Exercise, index: number): string[] {
  const { id, file, points, exports } = exercise;
  const problems: string[] = [];
  if (id !== `${part.number}.${index + 1}`) problems.push(`expected the id ${part.number}.${index + 1} in this place`);
  if (!file.startsWith(`${part.folder}/${id}-`)) problems.push(`expected a file ${part.folder}/${id}-..., got ${file}`);
  if (!Number.isInteger(points) || points < 1) problems.push(`expected whole points, got ${points}`);
  if (exports.length === 0) problems.push('no exports are listed');
  return problems.map((problem) => `manifest: ${id}: ${problem}`);
}

/**
 * A folder against the manifest, in both directions: every expected file is there, and nothing else but Markdown.
 *
 * @param folder - its name, for the message
 * @param expected - the files that the manifest asks for, relative to the folder
 * @param found - the files that are there
 */
export function folderProblems(folder: string, expected: readonly string[], found: readonly string[]): string[] {
  const listed = new Set(expected);
  const present = new Set(found);
  return [
    ...expected.filter((file) => !present.has(file)).map((file) => `${folder}/${file}: missing`),
    ...found
      .filter((file) => !listed.has(file) && !file.endsWith('.md'))
      .map((file) => `${folder}/${file}: not in the manifest`),
  ];
}

/** What an exercise file exports against what the manifest says, in both directions. */
export function exportProblems(file: string, expected: readonly string[], found: readonly string[]): string[] {
  return [
    ...expected.filter((name) => !found.includes(name)).map((name) => `${file}: does not export ${name}`),
    ...found.filter((name) => !expected.includes(name)).map((name) => `${file}: exports ${name}, not in the manifest`),
  ];
}

/** The text of a stub: it says what is to do, and throws its own exercise's error. */
export function stubTextProblems(file: string, id: string, source: string): string[] {
  const thrown = [...source.matchAll(/new NotImplementedError\('([^']*)'\)/g)].map((match) => match[1]);
  const foreign = thrown.filter((named) => named !== id);
  return [
    ...(source.includes('TODO') ? [] : [`${file}: no TODO`]),
    ...(thrown.length > 0 ? [] : [`${file}: never throws new NotImplementedError('${id}')`]),
    ...foreign.map((named) => `${file}: throws NotImplementedError('${named}'), expected '${id}'`),
  ];
}

/** The text of a solution: nothing is left to do. */
export function solutionTextProblems(file: string, source: string): string[] {
  return ['TODO', 'NotImplementedError']
    .filter((word) => source.includes(word))
    .map((word) => `${file}: a solution with ${word}`);
}

/** The test file of a grader: it registers its own exercise. */
export function testFileProblems(file: string, id: string, source: string): string[] {
  return source.includes(`registerVerdicts('${id}')`) ? [] : [`${file}: does not call registerVerdicts('${id}')`];
}

/** A grader: ids, points, dependencies, hints. */
export function graderProblems(exercise: Exercise, grader: Grader): string[] {
  const { checks, hints } = grader;
  const ids = checks.map((check) => check.id);
  const points = checks.reduce((sum, check) => sum + check.points, 0);
  const problems = [
    ...(grader.id === exercise.id ? [] : [`expected the grader of ${exercise.id}, got ${grader.id}`]),
    ...(checks.length > 0 ? [] : ['no checks']),
    ...checks.flatMap((check) => checkProblems(exercise.id, check, ids)),
    ...repeated(ids).map((id) => `${id} is there twice`),
    ...(points === exercise.points ? [] : [`expected checks worth ${exercise.points} points, got ${points}`]),
    ...cyclic(checks).map((id) => `${id} depends on itself`),
    ...hints.flatMap((hint, rung) => (hint.trim() === '' ? [`hint ${rung + 1} is empty`] : [])),
  ];
  return problems.map((problem) => `graders/${exercise.file}: ${problem}`);
}

function checkProblems(exerciseId: string, check: Check, ids: readonly string[]): string[] {
  const { id, asks, points, dependsOn = [] } = check;
  const [prefix, name, ...rest] = id.split('/');
  const isWellFormed = prefix === exerciseId && rest.length === 0 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name ?? '');
  return [
    ...(isWellFormed ? [] : [`expected an id like ${exerciseId}/name-in-kebab-case, got ${id}`]),
    ...(asks.trim() === '' ? [`${id} does not say what it asks`] : []),
    ...(Number.isInteger(points) && points > 0 ? [] : [`${id}: expected whole points, got ${points}`]),
    ...dependsOn
      .filter((other) => !ids.includes(other))
      .map((other) => `${id} depends on ${other}, which is not there`),
  ];
}

/** The checks that can be reached from themselves. */
function cyclic(checks: readonly Check[]): string[] {
  const next = new Map(checks.map((check) => [check.id, check.dependsOn ?? []]));
  const reaches = (from: string, target: string, seen: Set<string>): boolean =>
    (next.get(from) ?? []).some((id) => {
      if (id === target) return true;
      if (seen.has(id)) return false;
      seen.add(id);
      return reaches(id, target, seen);
    });
  return checks.map((check) => check.id).filter((id) => reaches(id, id, new Set()));
}

/** The verdicts of one exercise where each of them has to be `wanted`: `todo` for a stub, `pass` for a solution. */
export function verdictProblems(
  file: string,
  wanted: CheckStatus,
  checks: readonly Check[],
  result: ExerciseResult,
): string[] {
  const judged = new Set(result.verdicts.map((verdict) => verdict.id));
  return [
    ...(result.verdicts.length > 0 ? [] : [`${file}: no check was run`]),
    ...checks.filter((check) => !judged.has(check.id)).map((check) => `${file}: ${check.id} has no verdict`),
    ...result.verdicts
      .filter((verdict) => verdict.outcome.status !== wanted)
      .map(({ id, outcome }) => {
        const why = 'rationale' in outcome ? `: ${outcome.rationale}` : '';
        return `${file}: ${id}: expected ${wanted}, got ${outcome.status}${why}`;
      }),
  ];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
