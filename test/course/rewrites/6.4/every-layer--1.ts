import { type Finding, type HealthStats } from '#torch';

type Test = (s: HealthStats) => boolean;
const base = (s: HealthStats) => Math.log(s.classes);

const CHART = new Map<Finding, Test>([
  ['loss-not-finite', (s) => !isFinite(s.loss)],
  ['loss-too-high', (s) => isFinite(s.loss) && s.loss > base(s) + 0.5],
  ['loss-too-low', (s) => isFinite(s.loss) && s.loss < base(s) - 0.5],
  ['shifted-mean', (s) => s.layers.every((l) => Math.abs(l.preactivationMean) > 0.2)],
  ['vanishing-signal', (s) => s.layers.every((l) => l.preactivationStd < 0.5)],
  ['exploding-signal', (s) => s.layers.every((l) => l.preactivationStd > 2)],
  ['saturated', (s) => s.layers.every((l) => l.saturated > 0.1)],
  ['vanishing-gradient', (s) => s.gradients.length > 0 && s.gradients.every((g) => g.std < 1e-6)],
  ['exploding-gradient', (s) => s.gradients.length > 0 && s.gradients.every((g) => g.std > 1)],
  ['updates-too-large', (s) => s.updateRatios.length > 0 && s.updateRatios.every((r) => r > 0.01)],
  ['updates-too-small', (s) => s.updateRatios.length > 0 && s.updateRatios.every((r) => r < 0.0001)],
]);

export function diagnose(stats: HealthStats): Finding[] {
  const result: Finding[] = [];
  for (const [finding, test] of CHART) if (test(stats)) result.push(finding);
  return result;
}
