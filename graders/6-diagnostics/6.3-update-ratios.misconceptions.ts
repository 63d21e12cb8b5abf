import type { Misconception } from '../../src/grading/misconception.js';

const update = 'parameter.grad.mul(learningRate).std().item()';
const size = 'parameter.detach().std().item()';
const quotient = 'size === 0 ? Infinity : update / size';
const ratio = `const ratio = ${quotient};`;
const skip = 'if (parameter.grad === null) return [];';
const above = 'if (ratio > 0.01)';
const below = 'if (ratio < 0.0001)';

const misconceptions: readonly Misconception[] = [
  {
    id: '6.3/inverted',
    title: 'The ratio upside down',
    explanation:
      'You divided the spread of the data by that of the update. The ratio says which share of a parameter one step rewrites, about 0.001; ' +
      'yours is 1000 there, and every healthy layer counts as shaken.',
    next: 'Divide the update by the data: std(learningRate * grad) / std(data).',
    ways: [
      [{ replace: quotient, by: 'size === 0 ? Infinity : size / update' }],
      [{ replace: quotient, by: 'size / update' }],
    ],
  },
  {
    id: '6.3/learning-rate-left-out',
    title: 'The learning rate is left out',
    explanation:
      'You compared the gradient itself with the data. A step is learningRate * grad: without that factor the ratio says nothing about ' +
      'whether the learning rate fits, which is what it is for.',
    next: 'Measure parameter.grad.mul(learningRate).',
    ways: [
      [
        { replace: update, by: 'parameter.grad.std().item()' },
        { replace: 'learningRate: number): {', by: '_learningRate: number): {' },
      ],
      // Nor is it asked whether the spread is 0.
      [
        { replace: update, by: 'parameter.grad.std().item()' },
        { replace: 'learningRate: number): {', by: '_learningRate: number): {' },
        { replace: quotient, by: 'update / size' },
      ],
    ],
  },
  {
    id: '6.3/divided-by-the-learning-rate',
    title: 'Divided by the learning rate',
    explanation:
      'You divided by the learning rate instead of multiplying by it. A step of SGD is learningRate * grad: with a smaller rate the ratio must get smaller, ' +
      'and yours gets larger.',
    next: 'Measure parameter.grad.mul(learningRate).',
    ways: [[{ replace: 'grad.mul(learningRate)', by: 'grad.div(learningRate)' }]],
  },
  {
    id: '6.3/log10',
    title: 'The logarithm of the ratio',
    explanation:
      'You returned log10 of the ratio, as the plot of the lecture draws it. There -3 is the target and every value is negative; ' +
      'the exercise asks for the ratio itself, about 0.001, and its thresholds are 0.01 and 0.0001.',
    next: 'Leave Math.log10 away.',
    ways: [
      [{ replace: quotient, by: 'size === 0 ? Infinity : Math.log10(update / size)' }],
      [{ replace: '[{ ratio, verdict: judge(ratio) }]', by: '[{ ratio: Math.log10(ratio), verdict: judge(ratio) }]' }],
      [{ replace: quotient, by: 'Math.log10(update / size)' }],
      ...['size === 0 ? Infinity : Math.log10(update / size)', 'Math.log10(update / size)'].map((by) => [
        { replace: quotient, by },
        { replace: above, by: 'if (ratio > -2)' },
        { replace: below, by: 'if (ratio < -4)' },
      ]),
    ],
  },
  {
    id: '6.3/mean-for-std',
    title: 'The mean of the update, not its spread',
    explanation:
      'You measured the update by its mean. Gradients have both signs, and their mean is close to 0 whatever their size: ' +
      'a step that shakes the whole layer can have a mean of nothing.',
    next: 'Take the std of learningRate * grad.',
    ways: [
      [{ replace: update, by: 'parameter.grad.mul(learningRate).mean().item()' }],
      [{ replace: update, by: 'Math.abs(parameter.grad.mul(learningRate).mean().item())' }],
    ],
  },
  {
    id: '6.3/mean-sizes',
    title: 'Mean sizes instead of standard deviations',
    explanation:
      'You compared the mean of |learningRate * grad| with the mean of |data|. It measures something like it, but a mean size counts the offset ' +
      'of a parameter (a gamma around 1) as if it were spread.',
    next: 'Take std() of both, without abs.',
    ways: [
      [
        { replace: update, by: 'parameter.grad.mul(learningRate).abs().mean().item()' },
        { replace: size, by: 'parameter.detach().abs().mean().item()' },
      ],
      [
        { replace: update, by: 'parameter.grad.mul(learningRate).abs().mean().item()' },
        { replace: size, by: 'parameter.detach().abs().mean().item()' },
        { replace: ratio, by: 'const ratio = parameter.detach().var().item() === 0 ? Infinity : update / size;' },
      ],
    ],
  },
  {
    id: '6.3/norms',
    title: 'Norms instead of standard deviations',
    explanation:
      'You compared the length of the update with the length of the data. A length counts the mean as well: for a gamma around 1 it is nearly all mean, ' +
      'and the step looks small although it is large against what makes the elements different.',
    next: 'Take std() of both, which subtracts the mean.',
    ways: [
      [
        { replace: update, by: 'Math.sqrt(parameter.grad.mul(learningRate).square().sum().item())' },
        { replace: size, by: 'Math.sqrt(parameter.detach().square().sum().item())' },
      ],
      // Constant data are asked for by their std.
      [
        { replace: update, by: 'Math.sqrt(parameter.grad.mul(learningRate).square().sum().item())' },
        { replace: size, by: 'Math.sqrt(parameter.detach().square().sum().item())' },
        { replace: ratio, by: 'const ratio = parameter.detach().var().item() === 0 ? Infinity : update / size;' },
      ],
    ],
  },
  {
    id: '6.3/variances',
    title: 'Variances instead of standard deviations',
    explanation:
      'You divided the variances. That squares the ratio: a healthy 0.001 becomes a millionth, and nearly every layer counts as too slow.',
    next: 'Take std() of both.',
    ways: [
      [
        { replace: update, by: 'parameter.grad.mul(learningRate).var().item()' },
        { replace: size, by: 'parameter.detach().var().item()' },
      ],
    ],
  },
  {
    id: '6.3/after-the-step',
    title: 'Compared with the stepped parameter',
    explanation:
      'You divided by the spread of the parameter as it would be after the step. What is asked is how large a step is against what it changes; ' +
      'once the steps get large, their own size hides in your denominator, and the ratio never looks alarming.',
    next: 'Divide by the std of the parameter as it is.',
    ways: [[{ replace: size, by: 'parameter.detach().sub(parameter.grad.mul(learningRate)).std().item()' }]],
  },
  {
    id: '6.3/bounds-at-a-thousandth',
    title: 'The target taken for a threshold',
    explanation:
      'You judged by 0.001 instead of by the thresholds. 0.001 is what a good pace is about; ' +
      'from 0.0001 to 0.01, ten times less to ten times more, everything is ok.',
    next: "Compare with 0.01 for 'too large' and 0.0001 for 'too small'.",
    ways: [
      [{ replace: above, by: 'if (ratio > 0.001)' }],
      [{ replace: below, by: 'if (ratio < 0.001)' }],
      [
        { replace: above, by: 'if (ratio > 0.001)' },
        { replace: below, by: 'if (ratio < 0.001)' },
      ],
    ],
  },
  {
    id: '6.3/bound-a-tenth',
    title: 'Too large only above 0.1',
    explanation:
      'You call a ratio too large only above 0.1. One step then may change a layer by a tenth of its size, ten times more than the 0.01 that was asked for, ' +
      'and what it had learned is gone after a few of them.',
    next: "Compare with 0.01: ratio > 0.01 is 'too large'.",
    ways: [[{ replace: above, by: 'if (ratio > 0.1)' }]],
  },
  {
    id: '6.3/bound-counts-as-too-large',
    title: 'The bound itself counts as too large',
    explanation:
      "You call a ratio of exactly 0.01 'too large': you compared with >= where the chart says above. Both bounds belong to what is ok.",
    next: "Compare with >: ratio > 0.01 is 'too large'.",
    ways: [[{ replace: above, by: 'if (ratio >= 0.01)' }]],
  },
  {
    id: '6.3/both-bounds-ten-times',
    title: 'Both thresholds ten times too large',
    explanation:
      'You compared with 0.1 and 0.001. Both are ten times what was asked: steps of a few percent, which overwrite what a layer has learned, pass as ok, ' +
      'and a layer that moves at half of the good pace counts as standing still.',
    next: "Compare with 0.01 for 'too large' and 0.0001 for 'too small'.",
    ways: [
      [
        { replace: above, by: 'if (ratio > 0.1)' },
        { replace: below, by: 'if (ratio < 0.001)' },
      ],
    ],
  },
  {
    id: '6.3/bounds-as-exponents',
    title: 'Thresholds of the logarithm',
    explanation:
      'You compared the ratio with -2 and -4. Those are the base-10 logarithms of the thresholds; a ratio is never negative, ' +
      "so every one of them is above -2 and 'too large'.",
    next: 'Compare with 0.01 and 0.0001.',
    ways: [
      [
        { replace: above, by: 'if (ratio > -2)' },
        { replace: below, by: 'if (ratio < -4)' },
      ],
    ],
  },
  {
    id: '6.3/verdicts-swapped',
    title: 'Too large and too small swapped',
    explanation:
      "You call a ratio above 0.01 'too small' and one below 0.0001 'too large'. Whoever follows that raises the learning rate of a network that is being shaken already.",
    next: "Above 0.01 is 'too large', below 0.0001 'too small'.",
    ways: [
      [
        { replace: "return 'too large'", by: "return 'TOO SMALL'" },
        { replace: "return 'too small'", by: "return 'too large'" },
        { replace: "'TOO SMALL'", by: "'too small'" },
      ],
    ],
  },
  {
    id: '6.3/nan-for-constant-data',
    title: '0 / 0 slips through as ok',
    explanation:
      'You divided without asking whether the spread of the data is 0. A constant parameter with a gradient of 0 gives 0 / 0, NaN, ' +
      "which is neither above nor below a threshold: the verdict is 'ok' and nobody looks again.",
    next: 'Ask first: where std(data) is 0 the ratio is Infinity.',
    ways: [[{ replace: quotient, by: 'update / size' }]],
  },
  {
    id: '6.3/zero-for-constant-data',
    title: 'A ratio of 0 for constant data',
    explanation:
      'Where the parameter does not vary you return 0, so a bias that starts at all zeros counts as too slow. Against data without any spread ' +
      'each step is infinitely large, not infinitely small.',
    next: "Return Infinity there, with 'too large'.",
    ways: [[{ replace: quotient, by: 'size === 0 ? 0 : update / size' }]],
  },
  {
    id: '6.3/eps-in-the-denominator',
    title: 'A small number added to the denominator',
    explanation:
      'You added a small number to the spread of the data to avoid dividing by 0. A constant parameter then gets a finite ratio that depends on ' +
      "nothing but that number, and with a gradient of 0 it even counts as 'too small'.",
    next: 'Ask whether the spread is 0 and return Infinity there.',
    ways: [
      [{ replace: quotient, by: 'update / (size + 1e-8)' }],
      [{ replace: quotient, by: 'update / (size + 1e-10)' }],
      [{ replace: quotient, by: 'update / (size + 1e-12)' }],
    ],
  },
  {
    id: '6.3/constant-data-left-out',
    title: 'Constant parameters are left out',
    explanation:
      'You left out the parameters whose data do not vary. A bias at its zeros is trained like the others, and its row says so: ' +
      'any step is infinitely large against it.',
    next: "Give them a row with the ratio Infinity and 'too large'; leave out only what has no gradient.",
    ways: [[{ replace: '    const ratio = size', by: '    if (size === 0) return [];\n    const ratio = size' }]],
  },
  {
    id: '6.3/rows-without-gradient',
    title: 'Rows for parameters without a gradient',
    explanation:
      'You made a row for parameters whose grad is null. Without a gradient there is no step, large or small; ' +
      "a ratio of 0 reads as 'too small' and blames the learning rate for what the graph has left out.",
    next: 'Leave out the parameters whose grad is null.',
    ways: [
      [{ replace: skip, by: "if (parameter.grad === null) return [{ ratio: 0, verdict: 'too small' as const }];" }],
      [{ replace: skip, by: "if (parameter.grad === null) return [{ ratio: 0, verdict: 'ok' as const }];" }],
      [{ replace: skip, by: "if (parameter.grad === null) return [{ ratio: NaN, verdict: 'ok' as const }];" }],
    ],
  },
  {
    id: '6.3/weights-only',
    title: 'Only matrices have rows',
    explanation:
      'You reported the parameters of two dimensions alone, as the plot of the lecture does. The exercise asks for every parameter that has a gradient, ' +
      'biases, gamma and beta as well.',
    next: 'Skip by grad alone, whatever the shape.',
    ways: [[{ replace: skip, by: 'if (parameter.grad === null || parameter.dim() !== 2) return [];' }]],
  },
];

export default misconceptions;
