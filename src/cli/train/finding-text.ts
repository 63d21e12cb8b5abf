/** A finding of the health rules in words: what it is, why, what to do, and how to see that it helped. */
import type { Layout } from '../../report/layout.js';
import { padRight, wrap } from '../../report/text.js';
import type { Divergence } from '../../training/health.js';

const LABEL = 8;

/** Texts, each behind its label. */
export function labelledLines(texts: Readonly<Record<string, string>>, { palette, width }: Layout): string[] {
  return Object.entries(texts).flatMap(([label, text]) =>
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
    ...labelledLines({ ...firstTry(finding), why: finding.cause, try: finding.remedy, check: finding.verify }, layout),
  ];
}

/** One sentence on where it happened. */
export function divergedText({ of, step, loss, learningRate }: Divergence): string {
  const where = of === 'batch' ? `at step ${step.toLocaleString('en-US')}` : 'over a whole split after the last step';
  return `the loss is ${loss} ${where}, with a learning rate of ${learningRate}`;
}

/** A loss that was finite at the start was driven away by the steps: that is where to look first. */
function firstTry({ step, learningRate }: Divergence): { readonly first?: string } {
  if (step === 0) return {};
  const tenth = Number((learningRate / 10).toPrecision(3));
  return {
    first: `The loss was finite before the first step, so the steps are too large: try --lr ${tenth}, or less.`,
  };
}
