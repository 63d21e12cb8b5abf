import { asRecord, asTensor } from '../../src/grading/answers.js';
import type { Check, CheckContext, Grader } from '../../src/grading/check.js';
import { format } from '../../src/grading/format.js';
import { judgeValues } from '../../src/checks/judge.js';
import { gamma, UNIT_ROUNDOFF } from '../../src/grading/tolerance.js';
import type { Fail, Pass, Plot } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import type { TensorValue } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { reference } from '../../src/reference/reference.js';

/** The arguments of one call. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly points: number;
}

/** The range that the report draws, one whose ends are not symmetric, the shortest, and two drawn ones. */
function ranges({ generator }: CheckContext): readonly [Range, ...Range[]] {
  const drawn = Array.from({ length: 2 }, () => {
    const start = generator.randint(-40, 0) / 8;
    return { start, end: start + generator.randint(8, 64) / 8, points: generator.randint(5, 200) };
  });
  return [
    { start: -5, end: 5, points: 101 },
    { start: -1, end: 3, points: 9 },
    { start: 0, end: 2, points: 2 },
    ...drawn,
  ];
}

async function ask(subject: Subject, { start, end, points }: Range) {
  const called = `tanhCurve(${start}, ${end}, ${points})`;
  const curve = asRecord((await subject.call('tanhCurve', start, end, points)).value, called);
  const read = (name: string): TensorValue => asTensor(curve[name], `${name} of ${called}`, [points]);
  return { called, x: read('x'), y: read('y'), gradient: read('gradient') };
}

type Curve = Awaited<ReturnType<typeof ask>>;

/** Judges every range; the first failure counts. */
async function judgeEach(
  subject: Subject,
  context: CheckContext,
  judge: (curve: Curve, range: Range) => Pass | Fail | Promise<Pass | Fail>,
): Promise<Pass | Fail> {
  const [first, ...others] = ranges(context);
  const outcome = await judge(await ask(subject, first), first);
  if (outcome.status === 'fail') return outcome;
  for (const range of others) {
    const other = await judge(await ask(subject, range), range);
    if (other.status === 'fail') return other;
  }
  return outcome;
}

/** Even a float32 sum over all steps may err by this much: gamma(points + 3) (|start| + |end|). */
function placeBound({ start, end, points }: Range): number {
  return gamma(points + 3) * (Math.abs(start) + Math.abs(end));
}

const endsIncluded: Check = {
  id: '2.1/both-ends',
  asks: 'x has the asked number of points, from start to end, both included',
  points: 1,
  run: (subject, context) =>
    judgeEach(subject, context, ({ called, x }, range) => {
      const last = x.data[range.points - 1] ?? NaN;
      const first = x.data[0] ?? NaN;
      const bound = Math.max(placeBound(range), 1e-5);
      const isOff = (value: number, target: number) => !(Math.abs(value - target) <= bound);
      const measured = `${format(first)} to ${format(last)}`;
      const expected = `${range.start} to ${range.end}`;
      if (!isOff(first, range.start) && !isOff(last, range.end)) return { status: 'pass', measured, expected };
      const [which, value, target, reason] = isOff(first, range.start)
        ? (['starts', first, range.start, 'The curve covers the range that was asked for.'] as const)
        : (['ends', last, range.end, 'Between n points there are n - 1 steps, not n.'] as const);
      return {
        status: 'fail',
        rationale: `${called}: x ${which} at ${format(value)}, expected ${target}. ${reason}`,
        measured,
        expected,
        error: Math.abs(value - target),
        next: 'linspace(start, end, points) includes both ends.',
      };
    }),
};

const evenlySpaced: Check = {
  id: '2.1/evenly-spaced',
  asks: 'The points of x are evenly spaced',
  points: 1,
  dependsOn: ['2.1/both-ends'],
  run: (subject, context) =>
    judgeEach(subject, context, ({ called, x }, range) => {
      const step = (range.end - range.start) / (range.points - 1);
      return judgeValues({
        what: `x of ${called}`,
        measured: x,
        expected: Array.from({ length: range.points }, (_, index) => range.start + index * step),
        bounds: placeBound(range),
        reference: 'start + i (end - start) / (points - 1)',
        consequence: 'Uneven points bend the picture of the curve.',
        next: 'linspace(start, end, points) gives evenly spaced points.',
      });
    }),
};

const isTanh: Check = {
  id: '2.1/tanh',
  asks: 'y is tanh(x)',
  points: 1,
  dependsOn: ['2.1/evenly-spaced'],
  run: (subject, context) =>
    judgeEach(subject, context, async ({ called, x, y }) =>
      judgeValues({
        what: `y of ${called}`,
        measured: y,
        expected: await tanhOf(x),
        bounds: 4 * UNIT_ROUNDOFF,
        reference: 'tanh(x)',
        consequence: 'tanh runs from -1 to 1 and is steepest in the middle; another curve saturates elsewhere.',
        next: 'y = x.tanh().',
      }),
    ),
};

/** tanh(x), by the reference. */
const tanhOf = async (x: TensorValue): Promise<Float64Array> => (await reference.activate('tanh', fromTensor(x))).data;

function curves({ x, y, gradient }: Curve, slope: Float64Array): Plot {
  return {
    kind: 'line',
    title: 'tanh and its gradient',
    x: { label: 'x', values: Array.from(x.data) },
    y: { label: 'value' },
    series: [
      { name: 'tanh(x)', values: Array.from(y.data) },
      { name: 'gradient', values: Array.from(gradient.data) },
      { name: '1 - tanh(x)^2', values: Array.from(slope) },
    ],
    band: { name: 'saturated: |tanh(x)| > 0.97, gradient below 0.06', low: 0, high: 1 - 0.97 ** 2 },
  };
}

const isGradient: Check = {
  id: '2.1/gradient',
  asks: 'gradient is the derivative of tanh at x, 1 - tanh(x)^2',
  points: 1,
  dependsOn: ['2.1/tanh'],
  run: (subject, context) =>
    judgeEach(subject, context, async (curve) => {
      const slope = (await tanhOf(curve.x)).map((value) => 1 - value * value);
      const outcome = judgeValues({
        what: `gradient of ${curve.called}`,
        measured: curve.gradient,
        expected: slope,
        // y errs by 4 u, so y^2 by at most 9 u, and the difference rounds once more.
        bounds: 10 * UNIT_ROUNDOFF,
        reference: '1 - tanh(x)^2',
        consequence:
          'This factor multiplies every gradient on its way back through a tanh: 1 in the middle, 0.06 at |tanh(x)| = 0.97, almost nothing beyond.',
        next: 'The derivative of tanh, written with its own value y, is 1 - y * y.',
      });
      return { ...outcome, plots: [curves(curve, slope)] };
    }),
};

const grader: Grader = {
  id: '2.1',
  checks: [endsIncluded, evenlySpaced, isTanh, isGradient],
  hints: [
    'Where is tanh steep, and where is it flat? What becomes of a gradient that has to pass through the flat part?',
    "The derivative of tanh can be written with its own value: tanh'(x) = 1 - tanh(x)^2. For evenly spaced points with both ends #torch has linspace.",
    'const x = linspace(start, end, points); const y = x.tanh(); const gradient = y.pow(2).neg().add(1).',
  ],
};

export default grader;
