/** What the health rules said during a run: each finding once, with the steps and the worst place. */
import type { Layout } from '../../report/layout.js';
import { wrap } from '../../report/text.js';
import type { HealthFinding } from '../../diagnostics/examine.js';
import type { HealthLog } from '../../training/health.js';
import { labelledLines } from './finding-text.js';

/** Nothing where the rules were not applied. */
export function healthLines(reports: readonly HealthLog[], layout: Layout): string[] {
  if (reports.length === 0) return [];
  const found = new Map<string, { step: number; finding: HealthFinding }[]>();
  for (const { step, findings } of reports) {
    for (const finding of findings)
      found.set(finding.finding, [...(found.get(finding.finding) ?? []), { step, finding }]);
  }
  const times = `${reports.length} ${reports.length === 1 ? 'look' : 'looks'}`;
  if (found.size === 0) return [layout.palette.green(`✓ healthy by every rule at ${times}`)];
  return [...found].flatMap(([id, cases], index) => [
    ...(index === 0 ? [] : ['']),
    ...wrap(`✗ ${id}: ${whereText(cases, times)}`, layout.width).map(layout.palette.yellow),
    ...(cases[0] ? adviceOf(cases[0].finding, layout) : []),
  ]);
}

function adviceOf({ cause, remedy, verify }: HealthFinding, layout: Layout): string[] {
  return labelledLines({ why: cause, try: remedy, check: verify }, layout);
}

/** "at 3 of 20 looks, first at step 0; share of saturated activations: layer 1 (Tanh) 0.206". */
function whereText(cases: readonly { step: number; finding: HealthFinding }[], times: string): string {
  const [first] = cases;
  if (!first) return '';
  const { measure, measurements } = first.finding;
  const places = measurements.map(({ name, value }) => {
    const figure = Number(value.toPrecision(3));
    return name === 'loss' ? `${figure}` : `${name} ${figure}`;
  });
  return `at ${cases.length} of ${times}, first at step ${first.step.toLocaleString('en-US')}; ${measure}: ${places.join(', ')}`;
}
