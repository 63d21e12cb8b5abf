import type { Finding, HealthStats } from '#torch';

/** One `if` after another; the set sees to it that nothing is there twice. */
export function diagnose(stats: HealthStats): Finding[] {
  const found = new Set<Finding>();

  for (const ratio of stats.updateRatios) {
    if (ratio > 0.01) found.add('updates-too-large');
    if (ratio < 0.0001) found.add('updates-too-small');
  }
  for (const { std } of stats.gradients) {
    if (std < 1e-6) found.add('vanishing-gradient');
    if (std > 1) found.add('exploding-gradient');
  }
  for (const layer of stats.layers) {
    if (layer.saturated > 0.1) found.add('saturated');
    if (layer.preactivationMean > 0.2 || layer.preactivationMean < -0.2) found.add('shifted-mean');
    if (layer.preactivationStd > 2) found.add('exploding-signal');
    else if (layer.preactivationStd < 0.5) found.add('vanishing-signal');
  }

  if (Number.isNaN(stats.loss) || Math.abs(stats.loss) === Infinity) {
    found.add('loss-not-finite');
  } else {
    const excess = stats.loss - Math.log(stats.classes);
    if (excess > 0.5) found.add('loss-too-high');
    else if (excess < -0.5) found.add('loss-too-low');
  }
  return [...found];
}
