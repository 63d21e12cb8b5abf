/** The figures of layers and weights as pictures in SVG, each with the band that healthy networks lie in. */
import { hiddenWeights, type NetworkFigures } from '../../diagnostics/figures.js';
import { rules } from '../../diagnostics/rules.js';
import type { Rule } from '../../diagnostics/rules.js';

/** A picture. */
export interface Chart {
  readonly title: string;
  readonly svg: string;
}

interface Point {
  readonly name: string;
  readonly value: number;
}

interface Plan {
  readonly title: string;
  readonly points: readonly Point[];
  /** The healthy band; null at a side that is open. */
  readonly low: number | null;
  readonly high: number | null;
  readonly scale: 'linear' | 'log';
  readonly text: (value: number) => string;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [420, 170, 52, 22, 8];

/** The pictures of a phase; none of what was not measured. */
export function chartsOf(figures: NetworkFigures, phase: Rule['phase']): readonly Chart[] {
  const plans = phase === 'initialization' ? startPlans(figures) : trainingPlans(figures);
  return plans
    .map((plan) => ({ ...plan, points: plan.points.filter(({ value }) => Number.isFinite(value)) }))
    .filter(({ points, scale }) => points.length > 0 && (scale === 'linear' || points.some(({ value }) => value > 0)))
    .map((plan) => ({ title: plan.title, svg: draw(plan) }));
}

function startPlans({ layers }: NetworkFigures): readonly Plan[] {
  return [
    {
      title: 'Pre-activation std by layer',
      points: layers.map(({ name, preactivationStd: value }) => ({ name, value })),
      low: thresholdOf('vanishing-signal'),
      high: thresholdOf('exploding-signal'),
      scale: 'log',
      text: plain,
    },
    {
      title: 'Saturated activations by layer',
      points: layers.flatMap(({ name, saturated: value }) => (value === null ? [] : [{ name, value }])),
      low: null,
      high: thresholdOf('saturated'),
      scale: 'linear',
      text: (value) => `${Math.round(value * 100)} %`,
    },
  ];
}

function trainingPlans(figures: NetworkFigures): readonly Plan[] {
  const hidden = hiddenWeights(figures);
  return [
    {
      title: 'Gradient std of the hidden weights',
      points: hidden.flatMap(({ name, gradientStd: value }) => (value === null ? [] : [{ name, value }])),
      low: thresholdOf('vanishing-gradient'),
      high: thresholdOf('exploding-gradient'),
      scale: 'log',
      text: plain,
    },
    {
      title: 'Update ratio of the hidden weights',
      points: hidden.flatMap(({ name, updateRatio: value }) => (value === null ? [] : [{ name, value }])),
      low: thresholdOf('updates-too-small'),
      high: thresholdOf('updates-too-large'),
      scale: 'log',
      text: plain,
    },
  ];
}

function thresholdOf(finding: Rule['finding']): number | null {
  const rule: Rule | undefined = rules.find((each) => each.finding === finding);
  return rule?.threshold ?? null;
}

function plain(value: number): string {
  return value >= 0.01 && value < 1000 ? String(Number(value.toPrecision(2))) : value.toExponential(0);
}

function draw({ points, low, high, scale, text }: Plan): string {
  const limits = [low, high].flatMap((value) => value ?? []);
  const shown = points.map(({ value }) => value).filter((value) => scale === 'linear' || value > 0);
  const [from, to] = rangeOf([...shown, ...limits], scale);
  const place = (value: number) => (scale === 'log' ? Math.log10(Math.max(value, from)) : value);
  const y = (value: number) => {
    const share = (place(value) - place(from)) / (place(to) - place(from));
    return TOP + (1 - Math.min(1, Math.max(0, share))) * (HEIGHT - TOP - BOTTOM);
  };
  const x = (index: number) => LEFT + ((index + 0.5) * (WIDTH - LEFT - 8)) / points.length;
  const [top, bottom] = [y(high ?? to), y(low ?? from)];
  const dots = points.map(({ name, value }, index) => {
    const isOut = (high !== null && value > high) || (low !== null && value < low);
    const at = [round(x(index)), round(y(value))];
    return (
      `<line class="stem" x1="${at[0]}" x2="${at[0]}" y1="${round(y(low ?? from))}" y2="${at[1]}"/>` +
      `<circle class="dot${isOut ? ' out' : ''}" cx="${at[0]}" cy="${at[1]}" r="4.5"><title>${escaped(name)}: ${escaped(text(value))}</title></circle>`
    );
  });
  // The ends of the scale are written where nothing else stands close by.
  const ends = [from, to].filter((end) => limits.every((limit) => Math.abs(y(limit) - y(end)) > 14));
  const marks = [...limits, ...ends].map(
    (value) => `<text x="${LEFT - 8}" y="${round(y(value) + 4)}" text-anchor="end">${escaped(text(value))}</text>`,
  );
  return (
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">` +
    `<rect class="band" x="${LEFT}" width="${WIDTH - LEFT - 8}" y="${round(top)}" height="${round(Math.max(0, bottom - top))}"/>` +
    `<line class="axis" x1="${LEFT}" x2="${WIDTH - 8}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"/>` +
    marks.join('') +
    dots.join('') +
    `<text x="${round(x(0))}" y="${HEIGHT - 6}" text-anchor="middle">1</text>` +
    (points.length > 1
      ? `<text x="${round(x(points.length - 1))}" y="${HEIGHT - 6}" text-anchor="middle">${points.length}</text>`
      : '') +
    '</svg>'
  );
}

/** Some room beyond what is shown; a share begins at 0. */
function rangeOf(values: readonly number[], scale: Plan['scale']): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return scale === 'log' ? [least / 1.6, most * 1.6] : [0, most * 1.15];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
