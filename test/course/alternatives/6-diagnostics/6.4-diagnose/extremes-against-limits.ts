import type { Finding, HealthStats } from '#torch';

const largest = (values: number[]) => Math.max(-Infinity, ...values);
const smallest = (values: number[]) => Math.min(Infinity, ...values);

export function diagnose({ classes, loss, layers, gradients, updateRatios }: HealthStats): Finding[] {
  const means = layers.map((layer) => Math.abs(layer.preactivationMean));
  const stds = layers.map((layer) => layer.preactivationStd);
  const gradientStds = gradients.map((gradient) => gradient.std);
  const distance = loss + Math.log(1 / classes);

  const findings: Finding[] = [];
  const report = (finding: Finding, applies: boolean) => applies && findings.push(finding);
  if (!isFinite(loss)) report('loss-not-finite', true);
  else if (Math.abs(distance) > 0.5) report(distance > 0 ? 'loss-too-high' : 'loss-too-low', true);
  report('shifted-mean', largest(means) > 0.2);
  report('vanishing-signal', smallest(stds) < 0.5);
  report('exploding-signal', largest(stds) > 2);
  report('saturated', largest(layers.map((layer) => layer.saturated)) > 0.1);
  report('vanishing-gradient', smallest(gradientStds) < 1e-6);
  report('exploding-gradient', largest(gradientStds) > 1);
  report('updates-too-large', largest(updateRatios) > 0.01);
  report('updates-too-small', smallest(updateRatios) < 0.0001);
  return findings;
}
