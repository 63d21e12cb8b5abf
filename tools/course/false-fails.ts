/** A right answer that a check turned away. */
export interface FalseFail {
  readonly run: number;
  readonly check: string;
  readonly status: string;
  readonly rationale: string;
  readonly replay: string;
}

/** The checks that turned right answers away: how often, and the first case with its replay. */
export function falseFailLines(falseFails: readonly FalseFail[], runs: number): string[] {
  const checks = [...new Set(falseFails.map((each) => each.check))];
  return checks.map((check) => {
    const cases = falseFails.filter((each) => each.check === check).sort((a, b) => a.run - b.run);
    const [first] = cases;
    const example = first ? `: ${first.status} in run ${first.run}: ${first.rationale}\n    ${first.replay}` : '';
    return `solutions: ${check}: did not pass in ${cases.length} of ${runs} runs${example}`;
  });
}
