import { parseArgs } from 'node:util';

/** What a gate was asked for. */
export interface GateArguments {
  /** Sets of inputs for the right answers. */
  readonly runs: number;
  /** Whether the wrong answers are handed in too: `--without-wrong-answers` leaves them out. */
  readonly wrongAnswers: boolean;
}

/** Reads the command line of a gate; ends the process with a usage message (exit code 2) for anything that it does not know. */
export function gateArguments(tool: string, defaultRuns: number): GateArguments {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: 'string', default: String(defaultRuns) },
        'without-wrong-answers': { type: 'boolean', default: false },
      },
    });
    const runs = Number(values.seeds);
    if (Number.isSafeInteger(runs) && runs >= 1) return { runs, wrongAnswers: !values['without-wrong-answers'] };
    console.error(`${tool}: expected --seeds with a whole number from 1, got ${values.seeds}`);
  } catch (error) {
    console.error(`${tool}: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.exit(2);
}
