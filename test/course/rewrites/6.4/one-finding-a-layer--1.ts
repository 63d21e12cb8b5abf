import { type Finding, type HealthStats } from '#torch';

export function diagnose(stats: HealthStats): Finding[] {
  const out: Finding[] = [];
  const ln = Math.log(stats.classes);
  if (!Number.isFinite(stats.loss)) out.push('loss-not-finite');
  else if (stats.loss > ln + 0.5) out.push('loss-too-high');
  else if (stats.loss < ln - 0.5) out.push('loss-too-low');
  stats.layers.forEach(({ preactivationMean: m, preactivationStd: s, saturated }) => {
    if (Math.abs(m) > 0.2) out.push('shifted-mean');
    if (s < 0.5) out.push('vanishing-signal');
    if (s > 2) out.push('exploding-signal');
    if (saturated > 0.1) out.push('saturated');
  });
  stats.gradients.forEach(({ std }) => {
    if (std < 0.000001) out.push('vanishing-gradient');
    if (std > 1) out.push('exploding-gradient');
  });
  stats.updateRatios.forEach((r) => {
    if (r > 0.01) out.push('updates-too-large');
    if (r < 0.0001) out.push('updates-too-small');
  });
  return out;
}
