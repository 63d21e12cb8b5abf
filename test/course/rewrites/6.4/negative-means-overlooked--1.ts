import { type Finding, type HealthStats } from '#torch';

export function diagnose(s: HealthStats): Finding[] {
  const r: Finding[] = [];
  const means = s.layers.map((l) => l.preactivationMean);
  const stds = s.layers.map((l) => l.preactivationStd);
  const grads = s.gradients.map((g) => g.std);
  const excess = s.loss - Math.log(s.classes);
  if (Number.isNaN(excess) || Math.abs(excess) === Infinity) r.push('loss-not-finite');
  else if (excess > 0.5) r.push('loss-too-high');
  else if (excess < -0.5) r.push('loss-too-low');
  if (Math.max(...means) > 0.2) r.push('shifted-mean');
  if (Math.min(...stds) < 0.5) r.push('vanishing-signal');
  if (Math.max(...stds) > 2) r.push('exploding-signal');
  if (s.layers.find((l) => l.saturated > 0.1)) r.push('saturated');
  if (Math.min(...grads) < 1e-6) r.push('vanishing-gradient');
  if (Math.max(...grads) > 1) r.push('exploding-gradient');
  if (Math.max(...s.updateRatios) > 0.01) r.push('updates-too-large');
  if (Math.min(...s.updateRatios) < 0.0001) r.push('updates-too-small');
  return r;
}
