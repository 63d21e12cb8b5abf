import { type Finding, type HealthStats } from '#torch';

export function diagnose(stats: HealthStats): Finding[] {
  const out: Finding[] = [];
  const say = (f: Finding, when: boolean) => {
    if (when) out.push(f);
  };
  const { loss, layers, gradients, updateRatios } = stats;
  const ideal = Math.log(stats.classes);
  const finite = loss > -Infinity && loss < Infinity;
  say('loss-not-finite', !finite);
  say('loss-too-high', finite && loss > ideal + 0.5);
  say('loss-too-low', finite && loss < ideal - 0.5);
  say(
    'shifted-mean',
    layers.some(({ preactivationMean: m }) => m > 0.2 || m < -0.2),
  );
  say(
    'vanishing-signal',
    layers.some(({ preactivationStd: s }) => s < 0.5),
  );
  say(
    'exploding-signal',
    layers.some(({ preactivationStd: s }) => s > 2),
  );
  say(
    'saturated',
    layers.some(({ saturated }) => saturated > 10),
  );
  say(
    'vanishing-gradient',
    gradients.some(({ std }) => std < 1e-6),
  );
  say(
    'exploding-gradient',
    gradients.some(({ std }) => std > 1),
  );
  say(
    'updates-too-large',
    updateRatios.some((u) => u > 0.01),
  );
  say(
    'updates-too-small',
    updateRatios.some((u) => u < 0.0001),
  );
  return out;
}
