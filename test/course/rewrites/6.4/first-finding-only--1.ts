import { type Finding, type HealthStats } from '#torch';

export function diagnose(s: HealthStats): Finding[] {
  const ln = Math.log(s.classes);
  if (!Number.isFinite(s.loss)) return ['loss-not-finite'];
  if (s.loss > ln + 0.5) return ['loss-too-high'];
  if (s.loss < ln - 0.5) return ['loss-too-low'];
  if (s.layers.some((l) => Math.abs(l.preactivationMean) > 0.2)) return ['shifted-mean'];
  if (s.layers.some((l) => l.preactivationStd < 0.5)) return ['vanishing-signal'];
  if (s.layers.some((l) => l.preactivationStd > 2)) return ['exploding-signal'];
  if (s.layers.some((l) => l.saturated > 0.1)) return ['saturated'];
  if (s.gradients.some((g) => g.std < 1e-6)) return ['vanishing-gradient'];
  if (s.gradients.some((g) => g.std > 1)) return ['exploding-gradient'];
  if (s.updateRatios.some((r) => r > 0.01)) return ['updates-too-large'];
  if (s.updateRatios.some((r) => r < 0.0001)) return ['updates-too-small'];
  return [];
}
