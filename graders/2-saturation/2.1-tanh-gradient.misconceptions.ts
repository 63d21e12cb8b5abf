import type { Edit, Misconception } from '../../src/grading/misconception.js';

const gradient = (by: string): Edit => ({ replace: 'y.pow(2).neg().add(1)', by });
const places = (by: string): Edit => ({ replace: 'linspace(start, end, points)', by });
const curve = (by: string): Edit => ({ replace: 'x.tanh()', by });
const imported = (names: string): Edit => ({ replace: '{ linspace, type Tensor }', by: `{ ${names}, type Tensor }` });

/** Slopes between neighbouring points, the way it is done on a list of measurements. */
const forwardDifferences = `tensor(
    Array.from({ length: points }, (_, i) => {
      const at = Math.min(i, points - 2);
      return ((y.data[at + 1] ?? 0) - (y.data[at] ?? 0)) / ((x.data[at + 1] ?? 0) - (x.data[at] ?? 0));
    }),
  )`;
const centralDifferences = `tensor(
    Array.from({ length: points }, (_, i) => {
      const [from, to] = [Math.max(i - 1, 0), Math.min(i + 1, points - 1)];
      return ((y.data[to] ?? 0) - (y.data[from] ?? 0)) / ((x.data[to] ?? 0) - (x.data[from] ?? 0));
    }),
  )`;

const overStep = (expression: string): Edit[] => [
  imported('linspace, tensor'),
  gradient(`tensor(x.toArray().map((value) => ${expression}))`),
];

const misconceptions: readonly Misconception[] = [
  {
    id: '2.1/y-not-squared',
    title: 'The square of y is missing',
    explanation:
      'You took 1 - y where the slope of tanh is 1 - y^2. It is right at y = 0 and y = 1 and nowhere else: at y = -1, where tanh is flat, it gives 2, as if the gradient doubled there.',
    next: 'Square y first: y.pow(2).neg().add(1).',
    ways: [[gradient('y.neg().add(1)')]],
  },
  {
    id: '2.1/slope-of-sigmoid',
    title: 'The slope of the sigmoid',
    explanation:
      'You took y (1 - y), which is the slope of the sigmoid written with its own value. tanh runs from -1 to 1 and not from 0 to 1, so there the formula gives 0 in the middle, where tanh is steepest, and -2 at its lower end.',
    next: 'For tanh the slope is 1 - y^2.',
    ways: [[gradient('y.mul(y.neg().add(1))')]],
  },
  {
    id: '2.1/x-in-place-of-y',
    title: 'x where y belongs',
    explanation:
      'You took 1 - x^2. The formula 1 - y^2 is written with the value of tanh, y, not with its input: x is not bounded, so your slope falls to -24 at x = 5, where tanh is merely flat.',
    next: 'Square y, the tanh of x: y.pow(2).neg().add(1).',
    ways: [[gradient('x.pow(2).neg().add(1)')]],
  },
  {
    id: '2.1/tanh-taken-twice',
    title: 'tanh taken once too often',
    explanation:
      'You took 1 - tanh(y)^2, or sech^2 of y, which is the slope at y and not at x: y is the tanh of x already. Since tanh(1) is 0.76, your slope never falls below 0.42, and saturation cannot be seen in it.',
    next: 'With y = tanh(x) at hand, the slope is 1 - y * y.',
    ways: [[gradient('y.tanh().pow(2).neg().add(1)')]],
  },
  {
    id: '2.1/sech-not-squared',
    title: 'The root of the slope',
    explanation:
      'You took sech(x) = 1 / cosh(x), which is sqrt(1 - y^2); the slope of tanh is its square. At y = 0.97 that gives 0.24 where only 0.059 of the gradient gets through.',
    next: 'The slope is sech(x)^2 = 1 - y^2: take no root.',
    ways: [[gradient('y.pow(2).neg().add(1).sqrt()')]],
  },
  {
    id: '2.1/sech-of-y',
    title: 'sech of y, and not squared',
    explanation:
      'You took sech(y) = 1 / cosh(y). The slope of tanh is the square of sech, and it is that of x: y is the tanh of x already. Since y is at most 1, yours never falls below 0.65, and saturation cannot be seen in it.',
    next: 'With y = tanh(x) at hand, the slope is 1 - y * y.',
    ways: [[imported('linspace, tensor'), gradient('tensor(y.toArray().map((value) => 1 / Math.cosh(value)))')]],
  },
  {
    id: '2.1/plus-for-minus',
    title: 'A plus where the minus belongs',
    explanation:
      'You took 1 + y^2. Where tanh is flat, at y = 1 and y = -1, that gives 2: the gradient would double just where next to nothing of it gets through.',
    next: 'Take the square away from 1: y.pow(2).neg().add(1).',
    ways: [[gradient('y.pow(2).add(1)')]],
  },
  {
    id: '2.1/absolute-value-for-square',
    title: 'The absolute value in place of the square',
    explanation:
      'You took 1 - |y|. It is right at -1, 0 and 1 and too small everywhere else: at y = 0.5 tanh still passes three quarters of a gradient on, not one half.',
    next: 'Square y: y.pow(2).neg().add(1).',
    ways: [[gradient('y.abs().neg().add(1)')]],
  },
  {
    id: '2.1/gradient-of-the-mean',
    title: 'The gradient of the mean',
    explanation:
      'You let autograd compute the slope, which is a fine idea, but called backward() on the mean of y. The gradient of a mean is divided by the number of elements, so your slope depends on how many points were asked for.',
    next: 'Call backward() on y.sum(): each element then gets its own slope.',
    ways: [
      [
        places('linspace(start, end, points, { requiresGrad: true })'),
        curve('x.tanh();\n  y.mean().backward()'),
        gradient('x.grad ?? y'),
      ],
      [gradient('y.pow(2).neg().add(1).div(points)')],
    ],
  },
  {
    id: '2.1/start-left-out',
    title: 'The start is left out',
    explanation:
      'Your points begin one step behind start. Between n points that include both ends there are n - 1 steps, and the first point is start itself.',
    next: 'linspace(start, end, points) includes both ends; by hand count i from 0 and divide by points - 1.',
    ways: [
      [
        imported('tensor'),
        places('tensor(Array.from({ length: points }, (_, i) => start + ((i + 1) * (end - start)) / points))'),
      ],
    ],
  },
  {
    id: '2.1/both-ends-left-out',
    title: 'Both ends are left out',
    explanation:
      'Your points lie evenly between start and end, but neither of the two is among them. A curve from -5 to 5 should begin at -5 and end at 5.',
    next: 'linspace(start, end, points) includes both ends; by hand the points are start + i * (end - start) / (points - 1).',
    ways: [
      [
        imported('tensor'),
        places('tensor(Array.from({ length: points }, (_, i) => start + ((i + 0.5) * (end - start)) / points))'),
      ],
      [
        imported('tensor'),
        places('tensor(Array.from({ length: points }, (_, i) => start + ((i + 1) * (end - start)) / (points + 1)))'),
      ],
    ],
  },
  {
    id: '2.1/from-end-to-start',
    title: 'The curve runs backwards',
    explanation:
      'Your points run from end to start. The curves are the right ones, but the first value belongs to end, and whoever reads them beside points in the usual order reads a mirror image.',
    next: 'Begin at start: linspace(start, end, points).',
    ways: [[places('linspace(end, start, points)')]],
  },
  {
    id: '2.1/column-for-vector',
    title: 'A column or a row instead of a vector',
    explanation:
      'Your tensors have two dimensions, and [points] was asked for. The numbers are right, but a column of shape [n, 1] beside a vector of shape [n] broadcasts to a whole matrix.',
    next: 'Leave the shape as linspace gives it, or view([points]) at the end.',
    ways: [
      [places('linspace(start, end, points).view([points, 1])')],
      [places('linspace(start, end, points).view([1, points])')],
    ],
  },
  {
    id: '2.1/arrays-for-tensors',
    title: 'Arrays instead of tensors',
    explanation:
      'Your values are right, but they come as plain arrays. What follows computes with tensors, which know their shape: an array has no tanh(), no pow() and no mean().',
    next: 'Wrap each of the three: tensor(values), or begin with linspace and stay with tensors.',
    ways: [
      [
        {
          replace: 'return { x, y, gradient };',
          by: 'return { x: x.toArray(), y: y.toArray(), gradient: gradient.toArray() } as never;',
        },
      ],
      [
        {
          replace: 'return { x, y, gradient };',
          by: 'return { x: x.data, y: y.data, gradient: gradient.data } as never;',
        },
      ],
    ],
  },
  {
    id: '2.1/slope-with-the-wrong-sign',
    title: 'The sign of the slope',
    explanation:
      'You took y^2 - 1, which is the slope of tanh with the opposite sign. tanh rises everywhere, so its slope is never below 0; with this one every weight behind a tanh would be moved the wrong way.',
    next: 'Take the square away from 1, not 1 away from the square: y.pow(2).neg().add(1).',
    ways: [[gradient('y.pow(2).sub(1)')]],
  },
  {
    id: '2.1/one-is-missing',
    title: 'Only the square, without the 1',
    explanation:
      'You took y^2, which is what the slope lacks of 1. It is 0 in the middle, where tanh passes every gradient on, and 1 at the ends, where it passes none.',
    next: 'Take it away from 1: y.pow(2).neg().add(1).',
    ways: [[gradient('y.pow(2)')]],
  },
  {
    id: '2.1/difference-squared',
    title: 'The difference squared, not the square subtracted',
    explanation:
      'You took (1 - y)^2 where the slope is 1 - y^2: the order of subtracting and squaring matters. Yours is 4 at y = -1, and it treats the two ends of tanh differently, although the curve is symmetric.',
    next: 'Square first, subtract then: y.pow(2).neg().add(1).',
    ways: [[gradient('y.neg().add(1).pow(2)')]],
  },
  {
    id: '2.1/slope-from-neighbours',
    title: 'Differences in place of the derivative',
    explanation:
      'You took the slope from neighbouring points, (y[i+1] - y[i]) / (x[i+1] - x[i]) or the like. That is the slope of a line through two points of the curve, good only where they are close; with few points it is far off.',
    next: 'The derivative is known exactly at every point: 1 - y^2.',
    ways: [
      [imported('linspace, tensor'), gradient(forwardDifferences)],
      [imported('linspace, tensor'), gradient(centralDifferences)],
    ],
  },
  {
    id: '2.1/slope-over-a-step',
    title: 'A difference over a step in place of the derivative',
    explanation:
      'You took the slope from two values of tanh a small step apart, (tanh(x + h) - tanh(x)) / h or the like. That is the slope of a line through two points of the curve and only nearly its slope at x: good for checking a derivative, not for being one.',
    next: 'The derivative is known exactly at every point: 1 - y^2.',
    ways: [
      ...[0.1, 0.01, 0.001, 0.0001].map((step) =>
        overStep(`(Math.tanh(value + ${step}) - Math.tanh(value)) / ${step}`),
      ),
      ...[0.1, 0.01].map((step) => overStep(`(Math.tanh(value + ${step}) - Math.tanh(value - ${step})) / ${2 * step}`)),
    ],
  },
  {
    id: '2.1/y-and-gradient-swapped',
    title: 'y and gradient are swapped',
    explanation:
      'You returned the slope as y and tanh as the gradient. Both curves are right, but each under the name of the other: whoever multiplies by this gradient would turn the sign of half of what comes back.',
    next: 'y is tanh of x, and gradient is 1 - y^2: return { x, y, gradient } in these roles.',
    ways: [[curve('x.tanh().pow(2).neg().add(1)'), gradient('x.tanh()')]],
  },
  {
    id: '2.1/last-point-missing',
    title: 'The last point is missing',
    explanation:
      'Your steps have the right size, but you stopped before the last of them: arange leaves out its end, as a loop up to points - 1 does. The curve has one point too few and does not reach end.',
    next: 'linspace(start, end, points) has as many points as it says, both ends included.',
    ways: [
      [imported('arange'), places('arange(start, end, (end - start) / (points - 1))')],
      [places('linspace(start, end - (end - start) / (points - 1), points - 1)')],
    ],
  },
  {
    id: '2.1/end-left-out',
    title: 'The end is left out',
    explanation:
      'Your points are (end - start) / points apart, so the last one stops a step short of end. Between n points that include both ends there are n - 1 steps.',
    next: 'linspace(start, end, points) includes both ends; by hand the step is (end - start) / (points - 1).',
    ways: [
      [
        imported('tensor'),
        places('tensor(Array.from({ length: points }, (_, i) => start + (i * (end - start)) / points))'),
      ],
    ],
  },
  {
    id: '2.1/end-set-by-hand',
    title: 'The last step is twice as long',
    explanation:
      'Your last point is at end, but the others are (end - start) / points apart, so the last step is twice as long as the rest. Between n points that include both ends there are n - 1 steps, all alike.',
    next: 'Divide by points - 1, and the last point falls on end by itself; or use linspace(start, end, points).',
    ways: [
      [
        imported('tensor'),
        places(
          'tensor(Array.from({ length: points }, (_, i) => (i === points - 1 ? end : start + (i * (end - start)) / points)))',
        ),
      ],
    ],
  },
  {
    id: '2.1/one-point-too-many',
    title: 'Steps counted, not points',
    explanation:
      'Your curve has points + 1 points: you divided the range into that many steps, and n steps have n + 1 ends. Whoever asks for 101 values gets 102, and they no longer fit beside others.',
    next: 'The third argument of linspace counts points: linspace(start, end, points).',
    ways: [[places('linspace(start, end, points + 1)')]],
  },
  {
    id: '2.1/points-ignored',
    title: 'The number of points is ignored',
    explanation:
      'Your curve has the same number of points whatever the caller asks for. That looks right as long as this number happens to be the one in question.',
    next: 'Pass the argument on: linspace(start, end, points).',
    ways: [
      [places('linspace(start, end, 100)')],
      [places('linspace(start, end, 101)')],
      [places('linspace(start, end, 200)')],
    ],
  },
  {
    id: '2.1/range-ignored',
    title: 'The range is written out',
    explanation:
      'Your x runs over a range of its own whatever start and end are. A picture of another part of the curve cannot be drawn with it.',
    next: 'Pass the arguments on: linspace(start, end, points).',
    ways: [
      [places('linspace(-5, 5, points)')],
      [places('linspace(-3, 3, points)')],
      [places('linspace(-1, 1, points)')],
    ],
  },
  {
    id: '2.1/random-points',
    title: 'Random points',
    explanation:
      'You drew x at random. Random points leave gaps and fall close together elsewhere, and joined in their order they do not even make a curve; every call gives others.',
    next: 'Use linspace(start, end, points), which is evenly spaced and includes both ends.',
    ways: [
      [imported('rand'), places('rand([points]).mul(end - start).add(start)')],
      [
        imported('rand, tensor'),
        places('tensor(rand([points]).toArray().map((u) => start + u * (end - start)).sort((a, b) => a - b))'),
      ],
      [imported('randn'), places('randn([points])')],
    ],
  },
  {
    id: '2.1/sigmoid-for-tanh',
    title: 'The sigmoid in place of tanh',
    explanation:
      'Your y is the sigmoid, 1 / (1 + e^-x). It is tanh squeezed into 0..1 and stretched to twice the width, so it saturates elsewhere, and its slope is never above 1/4.',
    next: 'y = x.tanh().',
    ways: [[curve('x.sigmoid()')], [curve('x.sigmoid()'), gradient('y.mul(y.neg().add(1))')]],
  },
  {
    id: '2.1/half-the-exponent',
    title: 'A factor of 2 is missing in the exponent',
    explanation:
      'Your y is (e^x - 1) / (e^x + 1), which is tanh(x / 2): a curve twice as wide. tanh(x) is (e^2x - 1) / (e^2x + 1), or (e^x - e^-x) / (e^x + e^-x).',
    next: 'y = x.tanh(); written out, mind the 2 in the exponent.',
    ways: [[curve('x.exp().sub(1).div(x.exp().add(1))')], [curve('x.div(2).tanh()')]],
  },
  {
    id: '2.1/tangent',
    title: 'The tangent in place of the hyperbolic one',
    explanation:
      'Your y is tan(x), the tangent of an angle. It has no bounds and jumps at 1.57, where tanh, the hyperbolic tangent, runs smoothly from -1 to 1.',
    next: 'Use tanh: x.tanh(), or Math.tanh.',
    ways: [[imported('linspace, tensor'), curve('tensor(x.toArray().map((value) => Math.tan(value)))')]],
  },
];

export default misconceptions;
