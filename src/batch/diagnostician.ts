/** Runs the misconceptions of an exercise beside a student's answers, and says which of them it is. */
import { loadSolution } from '../course/load-misconceptions.js';
import { loadGrader } from '../course/load-grader.js';
import type { Exercise } from '../course/manifest.js';
import { specimensOf } from '../course/specimens.js';
import type { Examples } from '../dataset/examples.js';
import type { Check, CheckContext } from '../grading/check.js';
import { type Candidate, diagnose, diagnoseByTraits, type TraitCandidate } from '../grading/diagnosis.js';
import type { Misconception } from '../grading/misconception.js';
import { runCheck } from '../grading/run-check.js';
import { RecordingSubject, reseeded, type Transcript } from '../grading/transcript.js';
import type { Traits } from '../grading/traits.js';
import type { Outcome } from '../grading/verdict.js';
import { defaultLimits } from '../guest/limits.js';
import type { Subject } from '../guest/contract/subject.js';
import { type GuestFile, GuestSession } from '../guest/session.js';
import { Transpiler } from '../guest/transpile.js';
import { Generator } from '../torch/generator.js';
import { unanswering } from './consequence.js';

/** The guest of the corpus runs our own code, for as many students as there are: it may take its time. */
const CPU_SECONDS = 3600;

/** Traits do not depend on the draws: those of the corpus are found out once, whatever the seeds of the students. */
const TRAITS_SEED = 1;

/** One check as it went for the student. */
export interface Attempt {
  readonly check: Check;
  readonly seed: number;
  readonly outcome: Outcome;
  readonly transcript: Transcript;
}

/** A way of writing a misconception, as a file that the guest can run. */
interface Specimen {
  readonly misconception: Misconception;
  readonly file: string;
}

/** What a specimen answered on a check. */
interface Run {
  readonly outcome: Outcome;
  readonly transcript: Transcript;
}

/** The corpus at work: a guest of its own with the right answers and the misconceptions of one exercise at a time. Close it when done. */
export class Diagnostician {
  readonly #examples: Examples;
  #transpiler: Transpiler | undefined;
  #open: OpenCorpus | undefined;

  constructor(examples: Examples) {
    this.#examples = examples;
  }

  /**
   * The misconception behind each failed check of an exercise, by check id; a check that none explains is not in it.
   *
   * @param attempts - every check that was asked, passed or failed
   * @param begin - a fresh state of the student's module, where the exercise leaves the design to the student
   */
  async diagnose(
    exercise: Exercise,
    attempts: readonly Attempt[],
    begin: () => Subject,
  ): Promise<ReadonlyMap<string, Misconception>> {
    const found = new Map<string, Misconception>();
    const failed = attempts.filter(({ outcome }) => outcome.status === 'fail');
    if (failed.length === 0) return found;
    const { specimens } = await this.#corpusOf(exercise);
    const student = new Map(attempts.map(({ check, transcript }) => [check.id, transcript]));
    for (const attempt of failed) {
      const right = new Map<string, Transcript>();
      const redrawn = new Map<string, Transcript>();
      const answerRightly = async (asked: Attempt) => {
        right.set(asked.check.id, (await this.#run(specimens.right, asked)).transcript);
        redrawn.set(asked.check.id, (await this.#run(specimens.right, asked, { isRedrawn: true })).transcript);
      };
      await answerRightly(attempt);
      // First on this check alone: few are left, and only those are asked the other questions.
      const first: Candidate[] = [];
      for (const specimen of specimens.wrong) {
        const candidate = await this.#candidate(specimen, [attempt]);
        if (diagnose(attempt.check.id, { student, right, redrawn }, [candidate])) first.push(candidate);
      }
      if (first.length === 0) continue;
      for (const other of attempts) await answerRightly(other);
      const candidates: Candidate[] = [];
      for (const specimen of specimens.wrong) {
        if (first.some(({ misconception }) => misconception === specimen.misconception)) {
          candidates.push(await this.#candidate(specimen, attempts));
        }
      }
      const misconception = diagnose(attempt.check.id, { student, right, redrawn }, candidates);
      if (misconception) found.set(attempt.check.id, misconception);
    }
    const unnamed = failed.filter(({ check }) => !found.has(check.id));
    const isAnswering = attempts.every(({ outcome }) => !unanswering.includes(outcome.status));
    if (unnamed.length > 0 && isAnswering) await this.#diagnoseByTraits(exercise, unnamed, begin, found);
    return found;
  }

  /** Where the answers say nothing, since the design is the student's own: by what shows in any design. */
  async #diagnoseByTraits(
    exercise: Exercise,
    failed: readonly Attempt[],
    begin: () => Subject,
    found: Map<string, Misconception>,
  ): Promise<void> {
    const grader = await loadGrader(exercise);
    if (!grader.traits) return;
    const { specimens, session, traits } = await this.#corpusOf(exercise);
    const read = async (subject: Subject) => (await grader.traits?.(subject, this.#context(TRAITS_SEED))) ?? {};
    const traitsOf = async (file: string) => {
      const known = traits.get(file) ?? (await read(session.beginCheck(file)));
      traits.set(file, known);
      return known;
    };
    const student = await read(begin());
    const right = await traitsOf(specimens.right);
    for (const attempt of failed) {
      const candidates: TraitCandidate[] = [];
      for (const { misconception, file } of specimens.wrong) {
        const { outcome } = await this.#run(file, attempt);
        if (outcome.status === 'fail') candidates.push({ misconception, traits: await traitsOf(file) });
      }
      const misconception = diagnoseByTraits(student, right, candidates);
      if (misconception) found.set(attempt.check.id, misconception);
    }
  }

  #context(seed: number): CheckContext {
    return { seed, generator: new Generator(seed), examples: this.#examples };
  }

  /** Ends the guest. */
  async close(): Promise<void> {
    await this.#open?.session.close();
    this.#open = undefined;
    await this.#transpiler?.close();
    this.#transpiler = undefined;
  }

  /** The guest of an exercise stays as long as no other is asked for: several failed checks, or students, ask the same questions. */
  async #corpusOf(exercise: Exercise): Promise<OpenCorpus> {
    if (this.#open?.exercise === exercise) return this.#open;
    await this.#open?.session.close();
    this.#open = undefined;
    this.#transpiler ??= Transpiler.open(defaultLimits);
    const { files, specimens } = await filesOf(exercise);
    const session = await GuestSession.open({
      files,
      transpiler: this.#transpiler,
      limits: { cpuSeconds: CPU_SECONDS },
    });
    this.#open = { exercise, specimens, session, runs: new Map(), traits: new Map() };
    return this.#open;
  }

  async #candidate({ misconception, file }: Specimen, attempts: readonly Attempt[]): Promise<Candidate> {
    const transcripts = new Map<string, Transcript>();
    const failed = new Set<string>();
    for (const attempt of attempts) {
      const { outcome, transcript } = await this.#run(file, attempt);
      transcripts.set(attempt.check.id, transcript);
      if (outcome.status === 'fail') failed.add(attempt.check.id);
    }
    return { misconception, transcripts, failed };
  }

  async #run(file: string, { check, seed }: Attempt, { isRedrawn = false } = {}): Promise<Run> {
    if (!this.#open) throw new Error('diagnose: no corpus is open');
    const { runs, session } = this.#open;
    const key = `${file} ${check.id} ${seed} ${isRedrawn}`;
    const known = runs.get(key);
    if (known) return known;
    const asked = session.beginCheck(file);
    const subject = new RecordingSubject(isRedrawn ? reseeded(asked, 1) : asked);
    const outcome = await runCheck(check, subject, this.#context(seed));
    const run = { outcome, transcript: subject.transcript };
    runs.set(key, run);
    return run;
  }
}

/** The files of one exercise. */
interface Specimens {
  readonly right: string;
  readonly wrong: readonly Specimen[];
}

/** A guest with the files of one exercise, and what they answered so far. */
interface OpenCorpus {
  readonly exercise: Exercise;
  readonly specimens: Specimens;
  readonly session: GuestSession;
  readonly runs: Map<string, Run>;
  /** By file. */
  readonly traits: Map<string, Traits>;
}

async function filesOf(exercise: Exercise): Promise<{ files: GuestFile[]; specimens: Specimens }> {
  const right = { path: `right/${exercise.file}`, source: await loadSolution(exercise) };
  const wrong = (await specimensOf(exercise)).map(({ misconception, way, source }) => ({
    misconception,
    path: `wrong/${misconception.id}-${way}.ts`,
    source,
  }));
  return {
    files: [right, ...wrong],
    specimens: { right: right.path, wrong: wrong.map(({ misconception, path }) => ({ misconception, file: path })) },
  };
}
