import { type Finding, type HealthStats } from '#torch';

// the signal may fall to a tenth before anyone worries
export function diagnose(s: HealthStats): Finding[] {
  const out: Finding[] = [];
  const ln = Math.log(s.classes);
  if (!Number.isFinite(s.loss)) out.push('loss-not-finite');
  else if (s.loss > ln + 0.5) out.push('loss-too-high');
  else if (s.loss < ln - 0.5) out.push('loss-too-low');
  if (s.layers.some((l) => Math.abs(l.preactivationMean) > 0.2)) out.push('shifted-mean');
  if (s.layers.some((l) => l.preactivationStd < 0.1)) out.push('vanishing-signal');
  if (s.layers.some((l) => l.preactivationStd > 2)) out.push('exploding-signal');
  if (s.layers.some((l) => l.saturated > 0.1)) out.push('saturated');
  if (s.gradients.some((g) => g.std < 1e-6)) out.push('vanishing-gradient');
  if (s.gradients.some((g) => g.std > 1)) out.push('exploding-gradient');
  if (s.updateRatios.some((r) => r > 0.01)) out.push('updates-too-large');
  if (s.updateRatios.some((r) => r < 0.0001)) out.push('updates-too-small');
  return out;
}
