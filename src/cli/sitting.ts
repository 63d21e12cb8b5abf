/** One submission being graded exercise by exercise, in the order asked for: each once, one at a time, in one guest. */
import { Diagnostician } from '../batch/diagnostician.js';
import { SubmissionGrader } from '../batch/grade-submission.js';
import { readSubmission } from '../batch/submission.js';
import { exercises, type Exercise } from '../course/manifest.js';
import type { Examples } from '../dataset/examples.js';
import { type CourseKey, LOCAL_STUDENT, PUBLIC_KEY } from '../grading/seed.js';
import type { ExerciseResult, Verdict } from '../grading/verdict.js';
import { toResults } from '../report/from-verdicts.js';
import type { Results } from '../report/results.js';
import { messageOf } from './errors.js';
import { provenanceOf } from './provenance.js';
import { replayCommand } from './replay.js';

/** What to grade, and on what. */
export interface SittingOptions {
  readonly folder: string;
  readonly examples: Examples;
  readonly student?: string;
  readonly key?: CourseKey;
  /** To share between submissions; without one the sitting has its own. */
  readonly diagnostician?: Diagnostician;
  /** Replaces the derived seeds. */
  readonly seed?: number;
  /** Whether a failed check tells what the mistake does to the student's network. */
  readonly consequences?: boolean;
  /** For the replay lines: the folder and the names file as the user gave them. */
  readonly from?: string;
  readonly names?: string;
}

/** A submission with its guest process, and the results so far. */
export class Sitting {
  readonly #grader: SubmissionGrader;
  /** Closed with the sitting, unless it is shared. */
  readonly #ownDiagnostician: Diagnostician | undefined;
  readonly #examples: Examples;
  readonly #student: string;
  readonly #key: CourseKey;
  readonly #notes: readonly string[];
  readonly #results = new Map<string, Promise<ExerciseResult>>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    grader: SubmissionGrader,
    ownDiagnostician: Diagnostician | undefined,
    facts: { examples: Examples; student: string; key: CourseKey; notes: readonly string[] },
  ) {
    this.#grader = grader;
    this.#ownDiagnostician = ownDiagnostician;
    this.#examples = facts.examples;
    this.#student = facts.student;
    this.#key = facts.key;
    this.#notes = facts.notes;
  }

  /** Reads the submission and starts its guest. Close it when done. */
  static async open(options: SittingOptions): Promise<Sitting> {
    const { folder, examples, student = LOCAL_STUDENT, key = PUBLIC_KEY, seed, from, names } = options;
    const { consequences = false } = options;
    const { files, notes } = await readSubmission(folder, student);
    const replay = replayCommand({
      ...(from === undefined ? {} : { from }),
      ...(names === undefined ? {} : { names }),
    });
    const now = (): number => performance.now();
    const diagnostician = options.diagnostician ?? new Diagnostician(examples);
    const grader = await SubmissionGrader.open({
      student,
      files,
      examples,
      key,
      replay,
      now,
      diagnostician,
      consequences,
      ...(seed === undefined ? {} : { seed }),
    });
    return new Sitting(grader, options.diagnostician ? undefined : diagnostician, { examples, student, key, notes });
  }

  /** The result of an exercise (of one check and what it depends on, where one is named), graded at most once. */
  grade(exercise: Exercise, only?: string): Promise<ExerciseResult> {
    const known = this.#results.get(exercise.id);
    if (known) return known;
    const graded = this.#last
      .then(() => this.#grader.gradeExercise(exercise, only))
      .catch((error: unknown) => brokenGrader(exercise, error));
    this.#results.set(exercise.id, graded);
    this.#last = graded;
    return graded;
  }

  /** Everything graded so far, in the order of the course. */
  async results(): Promise<Results> {
    const graded = await Promise.all(exercises.flatMap((exercise) => this.#results.get(exercise.id) ?? []));
    const provenance = provenanceOf({ examples: this.#examples, key: this.#key, isolation: this.#grader.isolation });
    return toResults([{ student: this.#student, exercises: graded, notes: this.#notes }], provenance);
  }

  /** Ends the guests. */
  async close(): Promise<void> {
    await Promise.all([this.#grader.close(), this.#ownDiagnostician?.close()]);
  }
}

/** Stands for the checks of an exercise whose grader cannot be loaded or run. */
export function graderCheck({ id }: Exercise): { readonly id: string; readonly asks: string } {
  return { id: `${id}/grader`, asks: `The grader of ${id} can be run` };
}

/** A grader that cannot be loaded or run is an error of ours, told in the place of its checks. */
function brokenGrader(exercise: Exercise, error: unknown): ExerciseResult {
  const verdict: Verdict = {
    ...graderCheck(exercise),
    points: 0,
    maxPoints: exercise.points,
    outcome: { status: 'error', rationale: messageOf(error) },
    seed: 0,
    replay: `npx stepzero run ${exercise.id}`,
    durationMs: 0,
  };
  return { id: exercise.id, status: 'error', points: 0, maxPoints: exercise.points, printed: '', verdicts: [verdict] };
}
