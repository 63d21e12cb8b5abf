/** One submission, from its files to its results: a guest for the whole of it, a fresh state for every check. */
import { loadGrader } from '../course/load-grader.js';
import { exercises, type Exercise } from '../course/manifest.js';
import type { Examples } from '../dataset/examples.js';
import type { Check, Grader } from '../grading/check.js';
import type { Misconception } from '../grading/misconception.js';
import { runCheck } from '../grading/run-check.js';
import { blockedBy, pointsFor, scoreExercise, totalScore } from '../grading/score.js';
import { type CourseKey, deriveSeed } from '../grading/seed.js';
import { RecordingSubject, type Transcript } from '../grading/transcript.js';
import type { ExerciseResult, Outcome, Verdict } from '../grading/verdict.js';
import type { GuestLimits } from '../guest/limits.js';
import { type GuestFile, GuestSession } from '../guest/session.js';
import type { Transpiler } from '../guest/transpile.js';
import { Generator } from '../torch/generator.js';
import { withConsequence } from './consequence.js';
import type { Attempt, Diagnostician } from './diagnostician.js';

/** The time that all checks of one exercise may take together before those left are given up, in ms. */
const EXERCISE_TIMEOUT_MS = 30_000;

/** The time that the student's code has, in all, to show the consequence of a mistake, in ms: a deep network's 200 steps take 1 s. */
const CONSEQUENCE_TIMEOUT_MS = 10_000;

/** The time that the student's code has to show what it is like in any design, in ms; it takes half a second. */
const TRAITS_TIMEOUT_MS = 10_000;

/** How a submission is graded. */
export interface GradeOptions {
  readonly student: string;
  readonly files: readonly GuestFile[];
  readonly examples: Examples;
  readonly key: CourseKey;
  /** Replays with this seed in place of the derived one. */
  readonly seed?: number;
  /** The command that replays a check. */
  readonly replay: (exercise: Exercise, check: Check, seed: number) => string;
  /** A clock in ms, for durations and deadlines. */
  readonly now: () => number;
  /** A transpiler to share between submissions; without one the guest has its own. */
  readonly transpiler?: Transpiler;
  /** Limits of the guest other than the default ones. */
  readonly limits?: Partial<GuestLimits>;
  /** Names the mistake behind a failed check; without one, failures have their numbers alone. */
  readonly diagnostician?: Diagnostician;
  /** Whether a failed check also tells what the mistake does to the student's network: about a second of computing. */
  readonly consequences?: boolean;
  /** In place of EXERCISE_TIMEOUT_MS. */
  readonly exerciseTimeoutMs?: number;
}

/** All results of one submission. */
export interface SubmissionResult {
  readonly student: string;
  readonly score: number;
  readonly maxScore: number;
  readonly exercises: readonly ExerciseResult[];
  /** The isolation that was in force. */
  readonly isolation: string;
}

/** Grades the exercises of one submission, one after the other, in one guest process. */
export class SubmissionGrader {
  readonly #options: GradeOptions;
  readonly #guest: GuestSession;
  readonly #timeoutMs: number;

  private constructor(options: GradeOptions, guest: GuestSession) {
    this.#options = options;
    this.#guest = guest;
    this.#timeoutMs = options.exerciseTimeoutMs ?? EXERCISE_TIMEOUT_MS;
  }

  /** Starts the guest. Close the grader when done. */
  static async open(options: GradeOptions): Promise<SubmissionGrader> {
    const { files, limits = {}, transpiler } = options;
    const guest = await GuestSession.open({ files, limits, ...(transpiler ? { transpiler } : {}) });
    return new SubmissionGrader(options, guest);
  }

  /** The isolation that is in force, for the provenance. */
  get isolation(): string {
    return this.#guest.isolation;
  }

  /** Runs the checks of one exercise, or the named one with those it depends on. */
  async gradeExercise(exercise: Exercise, only?: string): Promise<ExerciseResult> {
    const grader = await loadGrader(exercise);
    const deadline = this.#options.now() + this.#timeoutMs;
    const outcomes = new Map<string, Outcome>();
    const verdicts: Verdict[] = [];
    const attempts: Attempt[] = [];
    this.#guest.takeOutput();
    for (const check of inOrder(selected(grader, only))) {
      const started = this.#options.now();
      const seed = this.#options.seed ?? deriveSeed(this.#options.key, this.#options.student, check.id);
      const blocked = blockedBy(check, outcomes);
      const { outcome, transcript } = blocked
        ? { outcome: blocked, transcript: [] }
        : await this.#judge(exercise, check, seed, deadline);
      if (!blocked) attempts.push({ check, seed, outcome, transcript });
      outcomes.set(check.id, outcome);
      verdicts.push({
        id: check.id,
        asks: check.asks,
        points: pointsFor(check, outcome),
        maxPoints: check.points,
        outcome,
        seed,
        replay: this.#options.replay(exercise, check, seed),
        durationMs: Math.round(this.#options.now() - started),
      });
    }
    const printed = this.#guest.takeOutput();
    const told = await this.#withDiagnoses(exercise, verdicts, attempts);
    const listed = await this.#withConsequence(exercise, grader, inListedOrder(grader, told));
    return scoreExercise(exercise.id, listed, printed);
  }

  /** Ends the guest process. */
  async close(): Promise<void> {
    await this.#guest.close();
  }

  /** A timeout or an error of ours is tried once more, alone in a fresh process, before it is recorded. */
  async #judge(exercise: Exercise, check: Check, seed: number, deadline: number): Promise<Judged> {
    const first = await this.#attempt(exercise, check, seed, deadline);
    if (first.outcome.status !== 'timeout' && first.outcome.status !== 'error') return first;
    return this.#options.now() >= deadline ? first : this.#attempt(exercise, check, seed, deadline);
  }

  /** Only where it was asked for. What the student's code prints once more is not kept. */
  async #withConsequence(
    exercise: Exercise,
    grader: Grader,
    verdicts: readonly Verdict[],
  ): Promise<readonly Verdict[]> {
    if (this.#options.consequences !== true) return verdicts;
    return withConsequence(grader, verdicts, (seed) => ({
      subject: this.#guest.beginCheck(exercise.file, CONSEQUENCE_TIMEOUT_MS),
      context: { seed, generator: new Generator(seed), examples: this.#options.examples },
    }));
  }

  async #attempt(exercise: Exercise, check: Check, seed: number, deadline: number): Promise<Judged> {
    if (this.#options.now() >= deadline) {
      const outcome: Outcome = {
        status: 'timeout',
        rationale: `Not run: the ${this.#timeoutMs / 1000} s of this exercise were used up by the checks before.`,
        next: 'Look for a loop that never ends, or one that grows with the size of the input.',
      };
      return { outcome, transcript: [] };
    }
    const subject = new RecordingSubject(this.#guest.beginCheck(exercise.file));
    const { examples } = this.#options;
    const outcome = await runCheck(check, subject, { seed, generator: new Generator(seed), examples });
    return { outcome, transcript: subject.transcript };
  }

  /** Adds the mistake behind each failure. That it cannot be found out is never the student's: the verdict stays as it is. */
  async #withDiagnoses(
    exercise: Exercise,
    verdicts: readonly Verdict[],
    attempts: readonly Attempt[],
  ): Promise<readonly Verdict[]> {
    const { diagnostician } = this.#options;
    if (!diagnostician) return verdicts;
    try {
      const found = await diagnostician.diagnose(exercise, attempts, () =>
        this.#guest.beginCheck(exercise.file, TRAITS_TIMEOUT_MS),
      );
      return verdicts.map((verdict) => withDiagnosis(verdict, found.get(verdict.id)));
    } catch (error) {
      const note = `No diagnosis: ${error instanceof Error ? error.message : String(error)}. Please report it.`;
      return verdicts.map((verdict) => withNote(verdict, note));
    }
  }
}

/** What an attempt came to, and everything that was asked. */
interface Judged {
  readonly outcome: Outcome;
  readonly transcript: Transcript;
}

function withDiagnosis(verdict: Verdict, misconception: Misconception | undefined): Verdict {
  const { outcome } = verdict;
  if (!misconception || outcome.status !== 'fail') return verdict;
  const { id, title, explanation, next } = misconception;
  return { ...verdict, outcome: { ...outcome, diagnosis: { id, title, explanation }, next } };
}

function withNote(verdict: Verdict, note: string): Verdict {
  const { outcome } = verdict;
  if (outcome.status !== 'fail') return verdict;
  return { ...verdict, outcome: { ...outcome, notes: [...(outcome.notes ?? []), note] } };
}

/** Grades all exercises of a submission (or those given). */
export async function gradeSubmission(
  options: GradeOptions,
  selection: readonly Exercise[] = exercises,
): Promise<SubmissionResult> {
  const grader = await SubmissionGrader.open(options);
  try {
    const results: ExerciseResult[] = [];
    for (const exercise of selection) results.push(await grader.gradeExercise(exercise));
    return { student: options.student, ...totalScore(results), exercises: results, isolation: grader.isolation };
  } finally {
    await grader.close();
  }
}

/** The check of that id (or of that name within the exercise) with everything it depends on; all of them without one. */
function selected(grader: Grader, only: string | undefined): readonly Check[] {
  if (only === undefined) return grader.checks;
  const byId = new Map(grader.checks.map((check) => [check.id, check]));
  const wanted = new Set<Check>();
  const want = (id: string): void => {
    const check = byId.get(id);
    if (!check) throw new RangeError(`${grader.id}: there is no check ${id}; there are ${[...byId.keys()].join(', ')}`);
    wanted.add(check);
    check.dependsOn?.forEach(want);
  };
  want(only.includes('/') ? only : `${grader.id}/${only}`);
  return grader.checks.filter((check) => wanted.has(check));
}

/** Dependencies first, otherwise as listed. */
function inOrder(checks: readonly Check[]): readonly Check[] {
  const ordered = new Set<Check>();
  const byId = new Map(checks.map((check) => [check.id, check]));
  const visit = (check: Check): void => {
    if (ordered.has(check)) return;
    for (const id of check.dependsOn ?? []) {
      const dependency = byId.get(id);
      if (dependency) visit(dependency);
    }
    ordered.add(check);
  };
  checks.forEach(visit);
  return [...ordered];
}

function inListedOrder(grader: Grader, verdicts: readonly Verdict[]): readonly Verdict[] {
  const place = new Map(grader.checks.map((check, index) => [check.id, index]));
  return [...verdicts].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}
