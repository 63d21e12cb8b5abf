import type { Examples } from '../dataset/examples.js';
import type { Subject } from '../guest/contract/subject.js';
import type { Generator } from '../torch/generator.js';
import type { Consequence } from './consequence.js';
import type { Traits } from './traits.js';
import type { Fail, Pass } from './verdict.js';

/** What the judge hands to a check besides the student's code. */
export interface CheckContext {
  /** The derived seed of this check: the same seed, the same inputs. */
  readonly seed: number;
  /** The judge's own generator, seeded with `seed`: inputs are drawn from it. */
  readonly generator: Generator;
  /** The data in use: names, vocabulary and the training examples. */
  readonly examples: Examples;
}

/**
 * One thing that an exercise must prove. Written once; run for Jest, for a batch and for a replay alike.
 * `run` asks the subject, compares with the reference, and decides. A SubjectFault that it does not catch becomes the
 * matching status; an unexpected shape or type is thrown by the readers in `answers.ts` as a ready-made failure.
 */
export interface Check {
  /** Stable, `<exercise>/<name-in-kebab-case>`: "1.4/logits-are-small". */
  readonly id: string;
  /** A sentence saying what is asserted: "W2 is drawn with standard deviation 0.01". */
  readonly asks: string;
  /** Whole points; the points of an exercise's checks sum to the exercise's. */
  readonly points: number;
  /** Ids of checks of the same exercise without which this one would only bill the same mistake again. */
  readonly dependsOn?: readonly string[];
  run(subject: Subject, context: CheckContext): Promise<Pass | Fail>;
}

/** How an exercise finds out what a mistake does to the student's own network. */
export interface ConsequenceRule {
  /** Ids of the checks whose failure has this consequence. */
  readonly of: readonly string[];
  /**
   * Runs and trains the student's network beside a right one. Asked after the checks, in a fresh state of the student's module;
   * undefined, a SubjectFault or a WrongAnswer where the network cannot be had.
   */
  measure(subject: Subject, context: CheckContext): Promise<Consequence | undefined>;
}

/** The grader of one exercise: what `graders/<part>/<file>.ts` exports as default. */
export interface Grader {
  /** "1.4". */
  readonly id: string;
  readonly checks: readonly Check[];
  /** Three rungs: a question, the idea, nearly the code. */
  readonly hints: readonly [string, string, string];
  readonly consequence?: ConsequenceRule;
  /**
   * Where the exercise leaves the design to the student: what shows in any design, so that a mistake is known in a network that
   * looks nothing like the solution. Asked in a fresh state; what has no answer is left out.
   */
  traits?(subject: Subject, context: CheckContext): Promise<Traits>;
}
