/** A finding of the health rules in words: what it is, why, what to do, and how to see that it helped. */
import type { Layout } from '../../report/layout.js';
import { padRight, wrap } from '../../report/text.js';
import type { Divergence } from '../../training/health.js';

const LABEL = 8;

/** Cause, remedy and how to verify it, each behind its label. */
export function adviceLines(
  { cause, remedy, verify }: { readonly cause: string; readonly remedy: string; readonly verify: string },
  { palette, width }: Layout,
): string[] {
  return Object.entries({ why: cause, try: remedy, check: verify }).flatMap(([label, text]) =>
    wrap(text, width - LABEL - 2).map(
      (line, index) => `  ${palette.dim(padRight(index === 0 ? label : '', LABEL))}${line}`,
    ),
  );
}

/** Where and why training ended early; nothing where it did not. */
export function findingLines(finding: Divergence | null, layout: Layout): string[] {
  if (finding === null) return [];
  return [
    ...wrap(`✗ ${finding.finding}: ${divergedText(finding)}`, layout.width).map(layout.palette.red),
    ...adviceLines({ ...finding, remedy: `${firstTry(finding)}${finding.remedy}` }, layout),
  ];
}

/** One sentence on where it happened. */
export function divergedText({ step, loss, learningRate }: Divergence): string {
  return `the loss is ${loss} at step ${step.toLocaleString('en-US')}, with a learning rate of ${learningRate}.`;
}

/** A loss that was finite at the start was driven away by its steps: that is where to look first. */
function firstTry({ step, learningRate }: Divergence): string {
  if (step === 0) return '';
  return `The first loss was finite, so the steps are too large: try --lr ${Number((learningRate / 10).toPrecision(3))}. If that does not help: `;
}
