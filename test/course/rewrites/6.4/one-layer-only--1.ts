import { type Finding, type HealthStats } from '#torch';

export function diagnose(stats: HealthStats): Finding[] {
  const found: Finding[] = [];
  const ln = Math.log(stats.classes);
  if (!Number.isFinite(stats.loss)) found.push('loss-not-finite');
  else if (stats.loss > ln + 0.5) found.push('loss-too-high');
  else if (stats.loss < ln - 0.5) found.push('loss-too-low');
  const [first] = stats.layers;
  if (first) {
    if (Math.abs(first.preactivationMean) > 0.2) found.push('shifted-mean');
    if (first.preactivationStd < 0.5) found.push('vanishing-signal');
    if (first.preactivationStd > 2) found.push('exploding-signal');
    if (first.saturated > 0.1) found.push('saturated');
  }
  const smallest = Math.min(...stats.gradients.map((g) => g.std));
  const largest = Math.max(...stats.gradients.map((g) => g.std));
  if (smallest < 1e-6) found.push('vanishing-gradient');
  if (largest > 1) found.push('exploding-gradient');
  if (Math.max(...stats.updateRatios) > 0.01) found.push('updates-too-large');
  if (Math.min(...stats.updateRatios) < 0.0001) found.push('updates-too-small');
  return found;
}
