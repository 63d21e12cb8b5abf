import type { Finding, HealthStats } from '#torch';

/** The troubleshooting chart as code: what is wrong with a network that measures like this. Empty for a healthy one. */
export function diagnose(stats: HealthStats): Finding[] {
  const { loss, layers, gradients, updateRatios } = stats;
  const expectedLoss = Math.log(stats.classes);

  // At initialization. NaN > x and NaN < x are both false, so a NaN loss can only be loss-not-finite.
  const chart: [boolean, Finding][] = [
    [!Number.isFinite(loss), 'loss-not-finite'],
    [Number.isFinite(loss) && loss > expectedLoss + 0.5, 'loss-too-high'],
    [Number.isFinite(loss) && loss < expectedLoss - 0.5, 'loss-too-low'],
    [layers.some((layer) => Math.abs(layer.preactivationMean) > 0.2), 'shifted-mean'],
    [layers.some((layer) => layer.preactivationStd < 0.5), 'vanishing-signal'],
    [layers.some((layer) => layer.preactivationStd > 2), 'exploding-signal'],
    [layers.some((layer) => layer.saturated > 0.1), 'saturated'],
    // In training. `some` of an empty list is false: no gradients, no finding.
    [gradients.some((gradient) => gradient.std < 1e-6), 'vanishing-gradient'],
    [gradients.some((gradient) => gradient.std > 1), 'exploding-gradient'],
    [updateRatios.some((ratio) => ratio > 0.01), 'updates-too-large'],
    [updateRatios.some((ratio) => ratio < 0.0001), 'updates-too-small'],
  ];
  return chart.filter(([applies]) => applies).map(([, finding]) => finding);
}
