import { findings } from '../../src/diagnostics/findings.js';
import type { MeasureName } from '../../src/diagnostics/measures.js';
import { rules } from '../../src/diagnostics/rules.js';
import { asStrings } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format } from '../../src/grading/format.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import type { HealthStats } from '../../src/torch/course-types.js';
import type { Generator } from '../../src/torch/generator.js';

/** Statistics of a network that nobody trained, and what they are about, in words. */
interface Case {
  readonly what: string;
  readonly stats: HealthStats;
}

type Layers = HealthStats['layers'];

const between = (generator: Generator, low: number, high: number) => low + (high - low) * generator.uniform();

/** The same over orders of magnitude. */
const spread = (generator: Generator, low: number, high: number) =>
  Math.exp(between(generator, Math.log(low), Math.log(high)));

const eitherSign = (generator: Generator, value: number) => (generator.uniform() < 0.5 ? value : -value);

/** Puts an element at a random place among healthy ones: `any layer` means any of them. */
function amongOthers<T>(generator: Generator, healthy: readonly T[], sick: T): T[] {
  const place = generator.randint(0, healthy.length);
  return healthy.map((each, index) => (index === place ? sick : each));
}

/**
 * A healthy network: every statistic well within its threshold, and some of them farther from the ideal than a chart may tolerate
 * that mistakes the ideal, or a stricter number, for the threshold.
 */
function healthy(generator: Generator): HealthStats {
  const classes = generator.randint(5, 100);
  const hidden = generator.randint(2, 6);
  return {
    classes,
    loss: Math.log(classes) + between(generator, -0.25, 0.25),
    layers: Array.from({ length: hidden }, (_, index) => ({
      name: `hidden ${index + 1}`,
      preactivationMean: between(generator, -0.1, 0.1),
      // From 1, where a layer passes on what it was given, half of the way to 0.5 and to 2.
      preactivationStd: between(generator, 0.75, 1.5),
      saturated: between(generator, 0, 0.075),
    })),
    gradients: Array.from({ length: hidden }, (_, index) => ({
      name: `W${index + 1}`,
      std: spread(generator, 2e-6, 0.5),
    })),
    updateRatios: Array.from({ length: hidden }, () => spread(generator, 2e-4, 5e-3)),
  };
}

type Change = (stats: HealthStats, generator: Generator) => HealthStats;

const changeLayer =
  (change: (layer: Layers[number], generator: Generator) => Layers[number]): Change =>
  (stats, generator) => {
    const [first = { name: 'hidden 1', preactivationMean: 0, preactivationStd: 1, saturated: 0 }] = stats.layers;
    return { ...stats, layers: amongOthers(generator, stats.layers, change(first, generator)) };
  };

const gradientOf =
  (draw: (generator: Generator) => number): Change =>
  (stats, generator) => ({
    ...stats,
    gradients: amongOthers(generator, stats.gradients, { name: 'W1', std: draw(generator) }),
  });

const ratioOf =
  (draw: (generator: Generator) => number): Change =>
  (stats, generator) => ({ ...stats, updateRatios: amongOthers(generator, stats.updateRatios, draw(generator)) });

/**
 * One thing wrong each, from just over twice past its threshold (half below it) to `reach` times past it, but no farther than
 * `most`. The near ones tell a threshold that is a few times too lax, the far ones a rule that gives out somewhere.
 */
function changesWithin(reach: number) {
  const past = (generator: Generator, threshold: number, most: number) =>
    threshold * spread(generator, 2.02, Math.min(reach, most));
  const below = (generator: Generator, threshold: number, most: number) =>
    threshold / spread(generator, 2.02, Math.min(reach, most));
  return {
    highLoss: (stats, generator) => ({ ...stats, loss: Math.log(stats.classes) + past(generator, 0.5, 60) }),
    // Up to 1.5 nats: with five classes ln is 1.61, and a loss is not negative.
    lowLoss: (stats, generator) => ({ ...stats, loss: Math.log(stats.classes) - past(generator, 0.5, 3) }),
    shiftedMean: changeLayer((layer, generator) => ({
      ...layer,
      preactivationMean: eitherSign(generator, past(generator, 0.2, 10)),
    })),
    vanishingSignal: changeLayer((layer, generator) => ({ ...layer, preactivationStd: below(generator, 0.5, 5e3) })),
    explodingSignal: changeLayer((layer, generator) => ({ ...layer, preactivationStd: past(generator, 2, 25) })),
    saturated: changeLayer((layer, generator) => ({ ...layer, saturated: past(generator, 0.1, 10) })),
    vanishingGradient: gradientOf((generator) => below(generator, 1e-6, 1e6)),
    explodingGradient: gradientOf((generator) => past(generator, 1, 1e4)),
    largeUpdates: ratioOf((generator) => past(generator, 0.01, 1e3)),
    smallUpdates: ratioOf((generator) => below(generator, 1e-4, 1e5)),
  } as const satisfies Record<string, Change>;
}

const near = changesWithin(2.2);
const far = changesWithin(Infinity);

const nanLoss: Change = (stats) => ({ ...stats, loss: NaN });
const infiniteLoss: Change = (stats) => ({ ...stats, loss: Infinity });

/** A healthy network with these things wrong, one after the other. */
function sick(generator: Generator, ...wrong: readonly Change[]): HealthStats {
  return wrong.reduce((stats, change) => change(stats, generator), healthy(generator));
}

const words = (found: readonly string[]) => (found.length > 0 ? found.join(', ') : 'nothing');

/** The findings of other lines of the chart. Each part of it is judged alone, so that one wrong line fails one check. */
function findingsBeside(...own: readonly MeasureName[]): ReadonlySet<string> {
  return new Set(rules.filter(({ measure }) => !own.includes(measure)).map(({ finding }) => finding));
}

/**
 * Asks about each case and compares as sets, but for the findings `left` to other checks. The first difference is the failure; all
 * are asked before, since the answers together tell one mistake from another.
 */
async function judgeCases(subject: Subject, left: ReadonlySet<string>, cases: readonly Case[]): Promise<Pass | Fail> {
  const answers: (readonly string[])[] = [];
  for (const { stats } of cases) {
    answers.push(asStrings((await subject.call('diagnose', { ...stats })).value, 'diagnose(stats)'));
  }
  const found: string[] = [];
  for (const [index, { what, stats }] of cases.entries()) {
    const expected = findings(stats).filter((finding) => !left.has(finding));
    const measured = answers[index]?.filter((finding) => !left.has(finding)) ?? [];
    const verdict = differ(what, stats, measured, expected);
    if (verdict) return verdict;
    found.push(`${what}: ${words(measured)}`);
  }

  const distinct = [...new Set(found)];
  const shown = distinct.slice(0, 4).join('; ') + (distinct.length > 4 ? '; …' : '');
  return { status: 'pass', measured: `${cases.length} networks, such as ${shown}`, expected: 'what the chart says' };
}

function differ(
  what: string,
  stats: HealthStats,
  measured: readonly string[],
  expected: readonly string[],
): Fail | null {
  const failure = (problem: string, next: string): Fail => ({
    status: 'fail',
    rationale: `A network with ${what} (${describeStats(stats)}): ${problem}`,
    measured: words(measured),
    expected: words(expected),
    next,
  });
  const missing = expected.find((finding) => !measured.includes(finding));
  if (missing !== undefined) {
    const rule = rules.find(({ finding }) => finding === missing);
    return failure(
      `'${missing}' is missing from your findings. ${rule?.cause ?? ''}`,
      `Look at the chart's line for ${missing}: the measure, the threshold, and which way it points.`,
    );
  }
  const extra = measured.find((finding) => !expected.includes(finding));
  if (extra !== undefined) {
    const isKnown = rules.some(({ finding }) => finding === extra);
    return failure(
      isKnown
        ? `you found '${extra}', which it does not have. A chart that always complains is not read for long.`
        : `you found '${extra}', which is not on the chart.`,
      isKnown
        ? `Look at the chart's line for ${extra}: the threshold, its unit, and which way it points.`
        : 'Write the findings exactly as in the chart.',
    );
  }
  const twice = measured.find((finding, index) => measured.indexOf(finding) !== index);
  if (twice !== undefined) {
    return failure(
      `you found '${twice}' more than once. One finding stands for all the layers that show it.`,
      'Ask whether any layer is beyond the threshold (Array.prototype.some) instead of adding a finding for each.',
    );
  }
  return null;
}

function describeStats(stats: HealthStats): string {
  const list = (values: readonly number[]) => (values.length > 0 ? values.map(format).join(', ') : 'none');
  return [
    `loss ${format(stats.loss)} with ${stats.classes} classes, ln ${stats.classes} = ${format(Math.log(stats.classes))}`,
    `means ${list(stats.layers.map((layer) => layer.preactivationMean))}`,
    `stds ${list(stats.layers.map((layer) => layer.preactivationStd))}`,
    `saturated ${list(stats.layers.map((layer) => layer.saturated))}`,
    `gradients ${list(stats.gradients.map((gradient) => gradient.std))}`,
    `update ratios ${list(stats.updateRatios)}`,
  ].join('; ');
}

/** Several draws of one thing wrong: the threshold is tried from near and from far, at any layer. */
function each(generator: Generator, what: string, name: keyof typeof near, draws = 2): Case[] {
  const cases = (change: Change) => Array.from({ length: draws }, () => ({ what, stats: sick(generator, change) }));
  return [...cases(near[name]), ...cases(far[name])];
}

const lossLines: Check = {
  id: '6.4/loss',
  asks: 'A loss far from ln(classes) is loss-too-high or loss-too-low, one that is no number loss-not-finite alone',
  points: 1,
  run: (subject, { generator }) =>
    judgeCases(subject, findingsBeside('loss', 'excessLoss'), [
      ...each(generator, 'a high loss', 'highLoss'),
      ...each(generator, 'a low loss', 'lowLoss'),
      { what: 'a loss of NaN', stats: sick(generator, nanLoss) },
      { what: 'an infinite loss', stats: sick(generator, infiniteLoss) },
      { what: 'nothing wrong', stats: healthy(generator) },
    ]),
};

const layerLines: Check = {
  id: '6.4/layers',
  asks: 'Any hidden layer with a shifted mean, a vanishing or exploding std, or too much saturation is found',
  points: 1,
  run: (subject, { generator }) =>
    judgeCases(subject, findingsBeside('preactivationMean', 'preactivationStd', 'saturated'), [
      ...each(generator, 'a shifted layer', 'shiftedMean', 4),
      ...each(generator, 'a faint layer', 'vanishingSignal'),
      ...each(generator, 'a loud layer', 'explodingSignal'),
      ...each(generator, 'a saturated layer', 'saturated'),
      { what: 'nothing wrong', stats: healthy(generator) },
    ]),
};

const trainingLines: Check = {
  id: '6.4/training',
  asks: 'Any gradient or update ratio beyond its thresholds is found; empty lists say nothing',
  points: 1,
  run: (subject, { generator }) =>
    judgeCases(subject, findingsBeside('gradientStd', 'updateRatio'), [
      ...each(generator, 'a vanishing gradient', 'vanishingGradient'),
      ...each(generator, 'an exploding gradient', 'explodingGradient'),
      ...each(generator, 'a large update', 'largeUpdates'),
      ...each(generator, 'a small update', 'smallUpdates'),
      { what: 'nothing wrong before training', stats: { ...healthy(generator), gradients: [], updateRatios: [] } },
      { what: 'nothing wrong', stats: healthy(generator) },
    ]),
};

const together: Check = {
  id: '6.4/together',
  asks: 'Several things wrong give each finding once; a healthy network gives none',
  points: 1,
  dependsOn: ['6.4/loss', '6.4/layers', '6.4/training'],
  run: (subject, { generator }) => {
    const all: readonly Change[] = [...Object.values(far), nanLoss, infiniteLoss];
    const cases: Case[] = Array.from({ length: 6 }, () => ({ what: 'nothing wrong', stats: healthy(generator) }));
    for (let round = 0; round < 12; round++) {
      const count = generator.randint(2, 6);
      const wrong = generator.permutation(all.length).slice(0, count);
      const stats = sick(generator, ...wrong.flatMap((index) => all[index] ?? []));
      cases.push({ what: 'several things wrong', stats });
    }
    // Every layer shows the same, and every line of the chart that can apply at once does.
    const worst = sick(generator, far.highLoss);
    const ill = { preactivationMean: -1.5, saturated: 0.9 };
    cases.push({
      what: 'everything wrong',
      stats: {
        ...worst,
        layers: worst.layers.map((layer, index) => ({ ...layer, ...ill, preactivationStd: index === 0 ? 0.01 : 9 })),
        gradients: worst.gradients.map((gradient, index) => ({ ...gradient, std: index === 0 ? 1e-9 : 40 })),
        updateRatios: worst.updateRatios.map((_, index) => (index === 0 ? 1e-6 : 2)),
      },
    });
    return judgeCases(subject, new Set(), cases);
  },
};

const grader: Grader = {
  id: '6.4',
  checks: [lossLines, layerLines, trainingLines, together],
  hints: [
    'Each line of the chart is one question with the answer yes or no. What do you compare, with what, and over which list does "any" run?',
    'Write the chart as a list of [applies, finding] pairs and keep the findings that apply. NaN > x and NaN < x are both false; Number.isFinite asks the question that is left. `some` of an empty list is false.',
    "const checks: [boolean, Finding][] = [[!Number.isFinite(loss), 'loss-not-finite'], [Number.isFinite(loss) && loss > Math.log(classes) + 0.5, 'loss-too-high'], …, [layers.some((layer) => Math.abs(layer.preactivationMean) > 0.2), 'shifted-mean'], …]; return checks.filter(([applies]) => applies).map(([, finding]) => finding);",
  ],
};

export default grader;
