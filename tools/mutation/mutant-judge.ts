/** The graders as the judge of mutants: one exercise file with one change is checked like any submission. */
import { loadGrader } from '../../src/course/load-grader.js';
import { exercises } from '../../src/course/manifest.js';
import type { Examples } from '../../src/dataset/examples.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { runCheck } from '../../src/grading/run-check.js';
import { deriveSeed, LOCAL_STUDENT, PUBLIC_KEY } from '../../src/grading/seed.js';
import type { Outcome } from '../../src/grading/verdict.js';
import { GuestSession } from '../../src/guest/session.js';
import { Generator } from '../../src/torch/generator.js';

/** A loop of a mutant that goes round this often ends with an error; solutions stay far below. */
const HIT_LIMIT = 5_000_000;

/** Every mutant is a file of its own in one session, and all mutants together are in each: far more than a student hands in. */
const limits = { callMs: 4_000, fileBytes: 2 ** 20, submissionBytes: 2 ** 28 };

/** What the graders said. `error` is a failure of ours, never a verdict on the mutant. */
export type Judged =
  | { readonly status: 'survived' }
  | { readonly status: 'killed'; readonly check: string; readonly why: string }
  | { readonly status: 'error'; readonly why: string };

/** One exercise and all of its mutants, in one warm guest. */
export class MutantJudge {
  readonly #grader: Grader;
  readonly #examples: Examples;
  readonly #guest: GuestSession;

  private constructor(grader: Grader, examples: Examples, guest: GuestSession) {
    this.#grader = grader;
    this.#examples = examples;
    this.#guest = guest;
  }

  /**
   * @param file - "3-kaiming/3.2-kaiming-network.ts"
   * @param instrumented - the file as Stryker wrote it: all of its mutants, each asleep behind a condition with its id
   * @throws RangeError for a file that is not in the manifest
   */
  static async open(file: string, instrumented: string): Promise<MutantJudge> {
    const exercise = exercises.find((each) => each.file === file);
    if (!exercise) throw new RangeError(`mutate: expected a file of the manifest, got ${file}`);
    const ids = [...instrumented.matchAll(/stryMutAct_9fa48\("(\d+)"\)/g)].map(([, id = '']) => id);
    const files = ['none', ...new Set(ids)].map((id) => ({
      path: nameOf(id),
      source: `${awake(id)}\n${instrumented}`,
    }));
    const grader = await loadGrader(exercise);
    return new MutantJudge(grader, await loadExamples(), await GuestSession.open({ files, limits }));
  }

  /**
   * Asks one check after the other until one is not passed.
   *
   * @param mutant - the mutant to wake; without one, the solution as it is
   */
  async judge(mutant = 'none'): Promise<Judged> {
    for (const check of this.#grader.checks) {
      const first = await this.#ask(check, mutant);
      // A busy machine is no verdict: what ran out of time is asked again.
      const outcome = first.status === 'timeout' ? await this.#ask(check, mutant) : first;
      if (outcome.status === 'error') return { status: 'error', why: `${check.id}: ${outcome.rationale}` };
      if (outcome.status !== 'pass') {
        return { status: 'killed', check: check.id, why: `${outcome.status}: ${outcome.rationale}` };
      }
    }
    return { status: 'survived' };
  }

  /** Ends the guest. */
  async close(): Promise<void> {
    await this.#guest.close();
  }

  /** With the inputs of `npm test`. */
  #ask(check: Check, mutant: string): Promise<Outcome> {
    const seed = deriveSeed(PUBLIC_KEY, LOCAL_STUDENT, check.id);
    const subject = this.#guest.beginCheck(nameOf(mutant));
    return runCheck(check, subject, { seed, generator: new Generator(seed), examples: this.#examples });
  }
}

const nameOf = (mutant: string): string => `mutant-${mutant}.ts`;

/** Stryker's switch. It looks for it in `globalThis`, which the guest keeps clean: so the file gets one of its own. */
function awake(mutant: string): string {
  const state = { activeMutant: mutant, hitCount: 0, hitLimit: HIT_LIMIT };
  return `var globalThis = { Math, __stryker__: ${JSON.stringify(state)} };`;
}
