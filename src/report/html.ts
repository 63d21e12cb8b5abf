/** index.html: results.json as one page that needs no other file, no script and no network. */
import { Eta } from 'eta';
import { parts } from '../course/manifest.js';
import { format } from '../grading/format.js';
import { pageStyle, pageTemplate } from './page-template.js';
import { nextExercise, tally } from './progress.js';
import type { CheckRow, ExerciseRow, Results, SubmissionRow } from './results.js';
import { isWrong, lookOfCheck, lookOfExercise } from './status.js';
import { printable } from './text.js';

/** Escapes everything that is put into the template; nothing is ever inserted raw but the style, which is ours. */
const eta = new Eta({ autoEscape: true });

/** The page for these results: an overview where there are several submissions, then each with its exercises and checks. */
export function renderPage(results: Results): string {
  return eta.renderString(pageTemplate, {
    style: pageStyle,
    submissions: results.submissions.map(submissionView),
    provenance: provenanceView(results),
  });
}

function submissionView(submission: SubmissionRow): object {
  const { student, score, maxScore, exercises, notes } = submission;
  const next = nextExercise(exercises);
  return {
    student: printable(student),
    score,
    maxScore,
    tally: tally(exercises),
    notes: (notes ?? []).map(printable),
    next: next && `${next.id} ${next.title}`,
    parts: parts.flatMap((part) => {
      const rows = exercises.filter((exercise) => part.exercises.some(({ id }) => id === exercise.id));
      return rows.length === 0 ? [] : [{ title: `${part.number} · ${part.title}`, exercises: rows.map(exerciseView) }];
    }),
  };
}

function exerciseView(exercise: ExerciseRow): object {
  const { id, title, points, maxPoints, status, checks, printed } = exercise;
  return {
    id,
    title,
    points,
    maxPoints,
    look: lookOfExercise(status),
    open: status === 'wrong' || status === 'error',
    checks: checks.map(checkView),
    printed: printable(printed).trimEnd(),
  };
}

function checkView(check: CheckRow): object {
  const { asks, id, status, points, maxPoints, rationale, next, diagnosis, consequence, notes, replay } = check;
  const facts = [
    ['measured', check.measured],
    ['expected', check.expected],
    ['ratio', check.ratio],
    ['error', check.error],
  ] as const;
  return {
    asks: printable(asks),
    id,
    points,
    maxPoints,
    look: lookOfCheck(status),
    rationale: rationale && printable(rationale),
    diagnosis: diagnosis && { title: printable(diagnosis.title), explanation: printable(diagnosis.explanation) },
    consequence: consequence && printable(consequence.text),
    facts: facts.flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value: typeof value === 'number' ? format(value) : printable(value) }],
    ),
    notes: (notes ?? []).map(printable),
    next: next && printable(next),
    replay: isWrong(status) || status === 'error' ? printable(replay) : undefined,
  };
}

function provenanceView({ provenance }: Results): object[] {
  const { stepzero, node, platform, data, isolation, keyId, reference, graders } = provenance;
  return Object.entries({
    course: `stepzero ${stepzero}`,
    data: `${data.label}, SHA-256 ${data.digest}`,
    isolation,
    key: keyId,
    reference,
    graders: `SHA-256 ${graders}`,
    machine: `Node ${node}, ${platform}`,
  }).map(([name, value]) => ({ name, value }));
}
