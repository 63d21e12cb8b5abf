import { parseArgs } from 'node:util';

/** Reads `--seeds N` from the command line; ends the process with a usage message (exit code 2) for anything else. */
export function runsFromArguments(tool: string, defaultRuns: number): number {
  try {
    const { values } = parseArgs({ options: { seeds: { type: 'string', default: String(defaultRuns) } } });
    const runs = Number(values.seeds);
    if (Number.isSafeInteger(runs) && runs >= 1) return runs;
    console.error(`${tool}: expected --seeds with a whole number from 1, got ${values.seeds}`);
  } catch (error) {
    console.error(`${tool}: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.exit(2);
}
