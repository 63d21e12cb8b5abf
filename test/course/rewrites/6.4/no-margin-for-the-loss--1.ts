import { type Finding, type HealthStats } from '#torch';

export function diagnose({ classes, loss, layers, gradients, updateRatios }: HealthStats): Finding[] {
  const found = new Set<Finding>();
  const lnV = Math.log(classes);
  if (Number.isFinite(loss)) {
    if (loss > lnV) found.add('loss-too-high');
    if (loss < lnV) found.add('loss-too-low');
  } else found.add('loss-not-finite');
  for (const l of layers) {
    if (Math.abs(l.preactivationMean) > 0.2) found.add('shifted-mean');
    if (l.preactivationStd < 0.5) found.add('vanishing-signal');
    if (l.preactivationStd > 2) found.add('exploding-signal');
    if (l.saturated > 0.1) found.add('saturated');
  }
  for (const g of gradients) {
    if (g.std < 1e-6) found.add('vanishing-gradient');
    if (g.std > 1) found.add('exploding-gradient');
  }
  for (const r of updateRatios) {
    if (r > 0.01) found.add('updates-too-large');
    if (r < 0.0001) found.add('updates-too-small');
  }
  return [...found];
}
