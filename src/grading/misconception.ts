/** A misconception: a wrong implementation with a name. Written beside its grader, in `<exercise>.misconceptions.ts`. */

/** One change of the solution's text. */
export interface Edit {
  /** Occurs exactly once in the text that the edits before this one left. */
  readonly replace: string;
  readonly by: string;
}

/** One way of writing the mistake: edits of the solution, or a complete exercise file. */
export type Way = readonly Edit[] | string;

/** What a student gets wrong, why, and what to try next. */
export interface Misconception {
  /** "3.2/gain-missing" */
  readonly id: string;
  /** The mistake in a few words: "The gain is missing". */
  readonly title: string;
  /** Two or three sentences to the student: what was done, why it is wrong, what it does to the network. */
  readonly explanation: string;
  /** The next thing to try. */
  readonly next: string;
  /** Ways of writing it that no text needs to tell apart; each a complete exercise file once applied. */
  readonly ways: readonly Way[];
  /** Its answers are words in an order of chance, by Math.random for instance: the same words in another such order are the same mistake. */
  readonly isByChance?: boolean;
}

/**
 * The exercise file of a way.
 *
 * @param solution - the text of `solutions/<file>`
 * @throws Error where a `replace` does not occur exactly once: the solution has changed under the corpus
 */
export function sourceOf(way: Way, solution: string): string {
  if (typeof way === 'string') return way;
  return way.reduce((source, { replace, by }) => {
    const [before, after, ...more] = source.split(replace);
    if (before === undefined || after === undefined || more.length > 0) {
      const times = source.split(replace).length - 1;
      throw new Error(
        `misconception: expected ${JSON.stringify(replace)} once in the solution, found it ${times} times`,
      );
    }
    return before + by + after;
  }, solution);
}
