import { type Finding, type HealthStats } from '#torch';

export function diagnose(stats: HealthStats): Finding[] {
  const expected = Math.log10(stats.classes);
  const chart: [Finding, boolean][] = [
    ['loss-not-finite', !Number.isFinite(stats.loss)],
    ['loss-too-high', Number.isFinite(stats.loss) && stats.loss - expected > 0.5],
    ['loss-too-low', Number.isFinite(stats.loss) && expected - stats.loss > 0.5],
    ['shifted-mean', stats.layers.some((l) => Math.abs(l.preactivationMean) > 0.2)],
    ['vanishing-signal', stats.layers.some((l) => l.preactivationStd < 0.5)],
    ['exploding-signal', stats.layers.some((l) => l.preactivationStd > 2)],
    ['saturated', stats.layers.some((l) => l.saturated > 0.1)],
    ['vanishing-gradient', stats.gradients.some((g) => g.std < 1e-6)],
    ['exploding-gradient', stats.gradients.some((g) => g.std > 1)],
    ['updates-too-large', stats.updateRatios.some((r) => r > 0.01)],
    ['updates-too-small', stats.updateRatios.some((r) => r < 1e-4)],
  ];
  return chart.filter(([, holds]) => holds).map(([finding]) => finding);
}
