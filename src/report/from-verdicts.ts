/** From what the judge decided to what results.json says. */
import { findExercise } from '../course/manifest.js';
import type { Consequence, StartFigures } from '../grading/consequence.js';
import type { ExerciseResult, Finding, Outcome, Plot, Verdict } from '../grading/verdict.js';
import type { CheckRow, ExerciseRow, Provenance, Results, SubmissionRow } from './results.js';

/** What a graded submission must offer to be reported. */
export interface GradedSubmission {
  readonly student: string;
  readonly exercises: readonly ExerciseResult[];
  readonly notes?: readonly string[];
}

/** results.json for these submissions, in the order given. */
export function toResults(submissions: readonly GradedSubmission[], provenance: Provenance): Results {
  return { version: 1, provenance, submissions: submissions.map(toSubmission) };
}

function toSubmission({ student, exercises, notes }: GradedSubmission): SubmissionRow {
  return {
    student,
    score: exercises.reduce((sum, each) => sum + each.points, 0),
    maxScore: exercises.reduce((sum, each) => sum + each.maxPoints, 0),
    ...(notes && notes.length > 0 ? { notes: [...notes] } : {}),
    exercises: exercises.map(toExercise),
  };
}

/** One exercise as results.json has it. */
export function toExercise(result: ExerciseResult): ExerciseRow {
  const listed = findExercise(result.id);
  if (!listed)
    throw new Error(
      `results: expected an exercise of the course, got "${result.id}". Is it in src/course/manifest.ts?`,
    );
  const { id, status, points, maxPoints, printed, verdicts } = result;
  return {
    id,
    title: listed.title,
    file: listed.file,
    status,
    points,
    maxPoints,
    printed,
    checks: verdicts.map(toCheck),
  };
}

function toCheck(verdict: Verdict): CheckRow {
  const { id, asks, points, maxPoints, outcome, replay, seed, durationMs } = verdict;
  return {
    id,
    asks,
    status: outcome.status,
    points,
    maxPoints,
    ...describeOutcome(outcome),
    replay,
    seed,
    durationMs: Math.round(durationMs),
  };
}

function describeOutcome(outcome: Outcome): Partial<CheckRow> {
  switch (outcome.status) {
    case 'pass':
      return describeFinding(outcome);
    case 'fail':
      return {
        rationale: outcome.rationale,
        ...describeFinding(outcome),
        ...(outcome.diagnosis ? { diagnosis: { ...outcome.diagnosis } } : {}),
        ...(outcome.consequence ? { consequence: toConsequence(outcome.consequence) } : {}),
        next: outcome.next,
      };
    default:
      return { rationale: outcome.rationale, ...(outcome.next === undefined ? {} : { next: outcome.next }) };
  }
}

function describeFinding({ measured, expected, ratio, error, notes, plots }: Finding): Partial<CheckRow> {
  return {
    measured: toJson(measured),
    expected: toJson(expected),
    ...(ratio === undefined ? {} : { ratio: toReal(ratio) }),
    ...(error === undefined ? {} : { error: toReal(error) }),
    ...(notes && notes.length > 0 ? { notes: [...notes] } : {}),
    ...(plots && plots.length > 0 ? { plots: plots.map(toPlot) } : {}),
  };
}

function toConsequence({ student, reference, plots, ...facts }: Consequence): NonNullable<CheckRow['consequence']> {
  return {
    ...facts,
    student: toStartFigures(student),
    reference: toStartFigures(reference),
    ...(plots && plots.length > 0 ? { plots: plots.map(toPlot) } : {}),
  };
}

function toStartFigures({ initialLoss, lossAfter, ...counts }: StartFigures) {
  return {
    ...counts,
    initialLoss: toReal(initialLoss),
    ...(lossAfter === undefined ? {} : { lossAfter: toReal(lossAfter) }),
  };
}

function toPlot({ kind, title, x, y, series, band }: Plot): NonNullable<CheckRow['plots']>[number] {
  return {
    kind,
    title,
    x: { label: x.label, values: x.values.map(toReal) },
    y: { ...y },
    series: series.map(({ name, values }) => ({ name, values: values.map(toReal) })),
    ...(band ? { band: { name: band.name, low: toReal(band.low), high: toReal(band.high) } } : {}),
  };
}

type Real = NonNullable<CheckRow['ratio']>;

function toReal(value: number): Real {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return 'Infinity';
  if (value === -Infinity) return '-Infinity';
  return value;
}

function toJson(value: string | number): string | number {
  return typeof value === 'number' ? toReal(value) : value;
}
