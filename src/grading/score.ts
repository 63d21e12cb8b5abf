/** From outcomes to points, and from points to an exercise's status. */
import type { Check } from './check.js';
import type { ExerciseResult, ExerciseStatus, NoAnswer, Outcome, Verdict } from './verdict.js';

/** A check's points: all of them when it passes, none otherwise. */
export function pointsFor(check: Check, outcome: Outcome): number {
  return outcome.status === 'pass' ? check.points : 0;
}

/**
 * The outcome of a check that cannot be run because of what became of the checks it depends on, or undefined if it can.
 * Something still to do leaves its dependants to do; our own error is passed on as ours; everything else blocks them.
 */
export function blockedBy(check: Check, outcomes: ReadonlyMap<string, Outcome>): NoAnswer | undefined {
  const obstacles = (check.dependsOn ?? []).flatMap((id) => {
    const outcome = outcomes.get(id);
    return outcome === undefined || outcome.status === 'pass' ? [] : [{ id, status: outcome.status }];
  });
  const own = obstacles.find((each) => each.status === 'error');
  if (own) return { status: 'error', rationale: `${own.id} could not be judged.` };
  const open = obstacles.find((each) => each.status === 'todo');
  const wrong = obstacles.find((each) => each.status !== 'todo');
  if (wrong) return { status: 'blocked', rationale: `Judged once ${wrong.id} passes.`, next: `First ${wrong.id}.` };
  return open && { status: 'todo', rationale: `${open.id} is still to do.` };
}

/** The status of an exercise: error before wrong before to do; `partly` where some checks pass and the rest is to do. */
export function exerciseStatus(statuses: readonly Outcome['status'][]): ExerciseStatus {
  if (statuses.length === 0 || statuses.includes('error')) return 'error';
  if (statuses.every((status) => status === 'pass')) return 'done';
  if (statuses.every((status) => status === 'todo')) return 'todo';
  return statuses.every((status) => status === 'pass' || status === 'todo') ? 'partly' : 'wrong';
}

/** Puts the verdicts of an exercise together. */
export function scoreExercise(id: string, verdicts: readonly Verdict[], printed: string): ExerciseResult {
  return {
    id,
    status: exerciseStatus(verdicts.map((verdict) => verdict.outcome.status)),
    points: sum(verdicts.map((verdict) => verdict.points)),
    maxPoints: sum(verdicts.map((verdict) => verdict.maxPoints)),
    printed,
    verdicts,
  };
}

/** Points earned and points to be had over several exercises. */
export function totalScore(results: readonly ExerciseResult[]): { readonly score: number; readonly maxScore: number } {
  return {
    score: sum(results.map((result) => result.points)),
    maxScore: sum(results.map((result) => result.maxPoints)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
