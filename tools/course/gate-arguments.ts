import { parseArgs } from 'node:util';
import { type Exercise, exercises, findExercise } from '../../src/course/manifest.js';

/** What a gate was asked for. */
export interface GateArguments {
  /** Sets of inputs for the right answers. */
  readonly runs: number;
  /** Whether the wrong answers are handed in too: `--without-wrong-answers` leaves them out. */
  readonly wrongAnswers: boolean;
  /** The exercises whose ids were given; all of them without one. */
  readonly selection: readonly Exercise[];
}

/** Reads the command line of a gate; ends the process with a usage message (exit code 2) for anything that it does not know. */
export function gateArguments(
  tool: string,
  defaultRuns: number,
  { takesIds = false }: { readonly takesIds?: boolean } = {},
): GateArguments {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: takesIds,
      options: {
        seeds: { type: 'string', default: String(defaultRuns) },
        'without-wrong-answers': { type: 'boolean', default: false },
      },
    });
    const runs = Number(values.seeds);
    const ids: readonly string[] = positionals;
    const unknown = ids.find((id) => !findExercise(id));
    if (unknown !== undefined) {
      const known = exercises.map(({ id }) => id).join(', ');
      console.error(`${tool}: there is no exercise ${unknown}: there are ${known}`);
    } else if (Number.isSafeInteger(runs) && runs >= 1) {
      const selection = exercises.filter(({ id }) => ids.length === 0 || ids.includes(id));
      return { runs, wrongAnswers: !values['without-wrong-answers'], selection };
    } else {
      console.error(`${tool}: expected --seeds with a whole number from 1, got ${values.seeds}`);
    }
  } catch (error) {
    console.error(`${tool}: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.exit(2);
}
