/** Runs the misconceptions of an exercise beside a student's answers, and says which of them it is. */
import { loadMisconceptions, loadSolution } from '../course/load-misconceptions.js';
import { exercises, type Exercise } from '../course/manifest.js';
import type { Examples } from '../dataset/examples.js';
import type { Check } from '../grading/check.js';
import { type Candidate, diagnose } from '../grading/diagnosis.js';
import { type Misconception, sourceOf } from '../grading/misconception.js';
import { runCheck } from '../grading/run-check.js';
import { RecordingSubject, type Transcript } from '../grading/transcript.js';
import type { Outcome } from '../grading/verdict.js';
import { type GuestFile, GuestSession } from '../guest/session.js';
import { Generator } from '../torch/generator.js';

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

/** The corpus at work: a guest of its own that holds the right answers and every misconception. Close it when done. */
export class Diagnostician {
  readonly #examples: Examples;
  #opened: Promise<{ readonly session: GuestSession; readonly corpus: ReadonlyMap<string, Specimens> }> | undefined;
  #runs = new Map<string, Promise<Run>>();
  #runsOf = '';

  constructor(examples: Examples) {
    this.#examples = examples;
  }

  /**
   * The misconception behind each failed check of an exercise, by check id; a check that none explains is not in it.
   *
   * @param attempts - every check that was asked, passed or failed
   */
  async diagnose(exercise: Exercise, attempts: readonly Attempt[]): Promise<ReadonlyMap<string, Misconception>> {
    const found = new Map<string, Misconception>();
    const failed = attempts.filter(({ outcome }) => outcome.status === 'fail');
    if (failed.length === 0) return found;
    const { corpus } = await this.#open();
    const specimens = corpus.get(exercise.id);
    if (!specimens) throw new Error(`diagnose: there are no misconceptions of ${exercise.id}`);
    const student = new Map(attempts.map(({ check, transcript }) => [check.id, transcript]));
    for (const attempt of failed) {
      const right = new Map([[attempt.check.id, (await this.#run(specimens.right, attempt)).transcript]]);
      // First on this check alone: few are left, and only those are asked the other questions.
      const first: Candidate[] = [];
      for (const specimen of specimens.wrong) {
        const candidate = await this.#candidate(specimen, [attempt]);
        if (diagnose(attempt.check.id, { student, right }, [candidate])) first.push(candidate);
      }
      if (first.length === 0) continue;
      for (const other of attempts) right.set(other.check.id, (await this.#run(specimens.right, other)).transcript);
      const candidates: Candidate[] = [];
      for (const specimen of specimens.wrong) {
        if (first.some(({ misconception }) => misconception === specimen.misconception)) {
          candidates.push(await this.#candidate(specimen, attempts));
        }
      }
      const misconception = diagnose(attempt.check.id, { student, right }, candidates);
      if (misconception) found.set(attempt.check.id, misconception);
    }
    return found;
  }

  /** Ends the guest. */
  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.session.close();
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

  /** Runs are kept while the exercise stays the same: several failed checks, or several students, ask for the same ones. */
  #run(file: string, { check, seed }: Attempt): Promise<Run> {
    const [exercise = ''] = check.id.split('/');
    if (this.#runsOf !== exercise) this.#runs.clear();
    this.#runsOf = exercise;
    const key = `${file} ${check.id} ${seed}`;
    const known = this.#runs.get(key) ?? this.#ask(file, check, seed);
    this.#runs.set(key, known);
    return known;
  }

  async #ask(file: string, check: Check, seed: number): Promise<Run> {
    const { session } = await this.#open();
    const subject = new RecordingSubject(session.beginCheck(file));
    const outcome = await runCheck(check, subject, { seed, generator: new Generator(seed), examples: this.#examples });
    return { outcome, transcript: subject.transcript };
  }

  #open() {
    this.#opened ??= openCorpus();
    return this.#opened;
  }
}

/** The files of one exercise. */
interface Specimens {
  readonly right: string;
  readonly wrong: readonly Specimen[];
}

async function openCorpus() {
  const corpus = new Map<string, Specimens>();
  const files: GuestFile[] = [];
  for (const exercise of exercises) {
    const solution = await loadSolution(exercise);
    const right = `right/${exercise.file}`;
    files.push({ path: right, source: solution });
    const wrong: Specimen[] = [];
    for (const misconception of await loadMisconceptions(exercise)) {
      for (const [index, way] of misconception.ways.entries()) {
        const file = `wrong/${misconception.id}-${index}.ts`;
        files.push({ path: file, source: sourceOf(way, solution) });
        wrong.push({ misconception, file });
      }
    }
    corpus.set(exercise.id, { right, wrong });
  }
  const submissionBytes = files.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
  return { corpus, session: await GuestSession.open({ files, limits: { submissionBytes } }) };
}
