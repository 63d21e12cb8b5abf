import { type Finding, type HealthStats } from '#torch';

const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;

export function diagnose(s: HealthStats): Finding[] {
  const r: Finding[] = [];
  if (!Number.isFinite(s.loss)) r.push('loss-not-finite');
  else if (s.loss > Math.log(s.classes) + 0.5) r.push('loss-too-high');
  else if (s.loss < Math.log(s.classes) - 0.5) r.push('loss-too-low');
  const m = mean(s.layers.map((l) => l.preactivationMean));
  const sd = mean(s.layers.map((l) => l.preactivationStd));
  const sat = mean(s.layers.map((l) => l.saturated));
  const g = mean(s.gradients.map((x) => x.std));
  const u = mean(s.updateRatios);
  if (Math.abs(m) > 0.2) r.push('shifted-mean');
  if (sd < 0.5) r.push('vanishing-signal');
  if (sd > 2) r.push('exploding-signal');
  if (sat > 0.1) r.push('saturated');
  if (g < 1e-6) r.push('vanishing-gradient');
  if (g > 1) r.push('exploding-gradient');
  if (u > 0.01) r.push('updates-too-large');
  if (u < 0.0001) r.push('updates-too-small');
  return r;
}
