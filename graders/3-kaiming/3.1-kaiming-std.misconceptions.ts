import type { Edit, Misconception } from '../../src/grading/misconception.js';

const tanh = (by: string): Edit => ({ replace: 'return 5 / 3', by: `return ${by}` });
const relu = (by: string): Edit => ({ replace: 'return Math.sqrt(2);', by: `return ${by};` });
const leaky = (by: string): Edit => ({ replace: 'Math.sqrt(2 / (1 + negativeSlope ** 2))', by });
const sigmoid = (by: string): Edit => ({
  replace: "case 'sigmoid':\n      return 1",
  by: `  return 1;\n    case 'sigmoid':\n      return ${by}`,
});
const std = (by: string): Edit => ({ replace: 'gain / Math.sqrt(fanIn)', by });
const refusal = (by: string): Edit => ({
  replace:
    'if (!(fanIn > 0)) throw new RangeError(`kaimingStd: expected fanIn > 0, got ${fanIn}`); // NaN fails the test as well',
  by,
});

const misconceptions: readonly Misconception[] = [
  {
    id: '3.1/gain-left-at-one',
    title: 'A gain of 1 after a nonlinearity',
    explanation:
      'You returned 1 for a nonlinearity that makes the spread smaller. 1 is the gain of a layer that nothing follows; tanh needs 5/3, relu sqrt(2) and leaky_relu a little less than that, or the signal fades from layer to layer.',
    next: 'Look the missing gain up in the table of the exercise.',
    ways: [[tanh('1')], [relu('1')], [leaky('1')], [tanh('1'), relu('1'), leaky('1')]],
  },
  {
    id: '3.1/tanh-and-relu-confused',
    title: 'The gains of tanh and relu confused',
    explanation:
      'You gave tanh the gain of relu, or relu that of tanh. sqrt(2) belongs to relu, which throws away exactly half of the mean square; 5/3 is what makes up for the squeezing of tanh.',
    next: 'Return 5 / 3 for tanh and Math.sqrt(2) for relu.',
    ways: [[tanh('Math.sqrt(2)')], [relu('5 / 3')], [tanh('Math.SQRT2'), relu('5 / 3')]],
  },
  {
    id: '3.1/gain-not-rooted',
    title: 'The gain of the variance',
    explanation:
      'You returned the factor by which the variance has to grow, 2 for relu or 2 / (1 + negativeSlope^2) for leaky_relu. A gain multiplies a standard deviation, which is the root of a variance: with its square the signal grows from layer to layer.',
    next: 'Take the root: Math.sqrt(2), and Math.sqrt(2 / (1 + negativeSlope ** 2)).',
    ways: [[relu('2')], [leaky('2 / (1 + negativeSlope ** 2)')], [relu('2'), leaky('2 / (1 + negativeSlope ** 2)')]],
  },
  {
    id: '3.1/one-case-runs-into-the-next',
    title: 'One gain taken from the case below',
    explanation:
      'You returned for one nonlinearity the gain of the one below it in the table: relu has that of leaky_relu with its slope, or tanh that of relu and more. In a switch a case that ends without return or break runs on into the next one.',
    next: 'End every case with return (or break), and give relu Math.sqrt(2) whatever the slope is.',
    ways: [
      [relu('Math.sqrt(2 / (1 + negativeSlope ** 2))')],
      [tanh('Math.sqrt(2 / (1 + negativeSlope ** 2))')],
      [tanh('Math.sqrt(2 / (1 + negativeSlope ** 2))'), relu('Math.sqrt(2 / (1 + negativeSlope ** 2))')],
    ],
  },
  {
    id: '3.1/gain-inverted',
    title: 'The gain upside down',
    explanation:
      'You returned the inverse of the gain, 3/5 or sqrt(1/2): what the nonlinearity does to the spread. The gain is what makes up for it, above 1 where the spread becomes smaller.',
    next: 'Turn it round: 5/3 for tanh, sqrt(2) for relu.',
    ways: [[tanh('3 / 5')], [relu('Math.sqrt(1 / 2)')], [tanh('3 / 5'), relu('Math.sqrt(1 / 2)')]],
  },
  {
    id: '3.1/gain-rounded',
    title: 'A rounded gain',
    explanation:
      'You wrote a gain with a few digits. 1.67 is not 5/3 and 1.41 is not sqrt(2): the error is small in one layer and is raised to the tenth power in ten, and nothing is gained by it.',
    next: 'Write 5 / 3 and Math.sqrt(2), and leave the digits to the machine.',
    ways: [
      [tanh('1.67')],
      [tanh('1.66')],
      [tanh('1.667')],
      [tanh('1.6667')],
      [tanh('1.6')],
      [relu('1.4')],
      [relu('1.41')],
      [relu('1.414')],
      [tanh('1.67'), relu('1.41')],
      [tanh('1.667'), relu('1.414')],
    ],
  },
  {
    id: '3.1/gain-of-sigmoid',
    title: 'Another gain than 1 for sigmoid',
    explanation:
      "You gave sigmoid a gain other than 1. It resembles tanh, whose gain is 5/3, and its slope of 1/4 suggests 4, but PyTorch's table, which the course follows, has 1.",
    next: "Return 1 for 'sigmoid', as for 'linear'.",
    ways: [[sigmoid('5 / 3')], [sigmoid('4')], [sigmoid('1 / 4')]],
  },
  {
    id: '3.1/slope-ignored',
    title: 'The negative slope is ignored',
    explanation:
      'You returned one gain of leaky_relu whatever its slope is. The more the negative half lets through, the less has to be made up for: from sqrt(2) at slope 0 down to 1 at slope 1.',
    next: 'Use the parameter: Math.sqrt(2 / (1 + negativeSlope ** 2)).',
    ways: [[leaky('Math.sqrt(2)')], [leaky('Math.sqrt(2 / (1 + 0.01 ** 2))')]],
  },
  {
    id: '3.1/slope-not-squared',
    title: 'The negative slope is not squared',
    explanation:
      'You took sqrt(2 / (1 + negativeSlope)). The negative half keeps the slope as a factor of its values and its square as a factor of their variance, and variances are what adds up under the root.',
    next: 'Square it: Math.sqrt(2 / (1 + negativeSlope ** 2)).',
    ways: [[leaky('Math.sqrt(2 / (1 + negativeSlope))')]],
  },
  {
    id: '3.1/zero-slope-replaced',
    title: 'A slope of 0 is taken for none',
    explanation:
      'You fall back on 0.01 where the slope is 0. In JavaScript 0 || 0.01 is 0.01; a slope of 0 is a slope like any other, that of relu.',
    next: 'Use the default of the parameter (negativeSlope = 0.01), or ?? in place of ||.',
    ways: [[leaky('Math.sqrt(2 / (1 + (negativeSlope || 0.01) ** 2))')]],
  },
  {
    id: '3.1/root-of-the-two-alone',
    title: 'The root covers the 2 alone',
    explanation:
      'You took sqrt(2) / (1 + negativeSlope^2). 1 + negativeSlope^2 counts what is left of the variance, so it stands under the root together with the 2; with a slope of 1, which changes nothing, yours is 0.71 instead of 1.',
    next: 'Put all of it under the root: Math.sqrt(2 / (1 + negativeSlope ** 2)).',
    ways: [[leaky('Math.sqrt(2) / (1 + negativeSlope ** 2)')]],
  },
  {
    id: '3.1/sum-squared',
    title: 'The sum squared, not the slope',
    explanation:
      'You squared 1 + negativeSlope as a whole. The two halves contribute 1 and negativeSlope^2, so only the slope is squared; with the sum, a slope of 1, which changes nothing, gets the gain 0.71 instead of 1.',
    next: 'Put the square on the slope alone: 1 + negativeSlope ** 2.',
    ways: [[leaky('Math.sqrt(2 / (1 + negativeSlope) ** 2)')]],
  },
  {
    id: '3.1/another-default-slope',
    title: 'Another default slope',
    explanation:
      "Called without a slope, your gain of leaky_relu is that of another one than 0.01. 0.01 is PyTorch's default for leaky_relu and its gain; other libraries have 0.2 or 0.3.",
    next: 'Give the parameter its default: negativeSlope = 0.01.',
    ways: [
      [{ replace: 'negativeSlope = 0.01', by: 'negativeSlope = 0' }],
      [{ replace: 'negativeSlope = 0.01', by: 'negativeSlope = 0.1' }],
      [{ replace: 'negativeSlope = 0.01', by: 'negativeSlope = 0.2' }],
      [{ replace: 'negativeSlope = 0.01', by: 'negativeSlope = 0.3' }],
    ],
  },
  {
    id: '3.1/root-missing',
    title: 'fanIn without its root',
    explanation:
      'You divided the gain by fanIn instead of its square root. The variances of fanIn products add up, so the sum grows with sqrt(fanIn) and not with fanIn; with your weights a layer of 100 inputs is ten times too quiet.',
    next: 'Divide by Math.sqrt(fanIn).',
    ways: [[std('gain / fanIn')]],
  },
  {
    id: '3.1/gain-and-root-missing',
    title: '1 / fanIn',
    explanation:
      'You returned 1 / fanIn: without the gain, and without the root. That is the variance for a linear layer; randn has to be multiplied by a standard deviation, and a nonlinearity asks for its gain.',
    next: 'Take gain / Math.sqrt(fanIn).',
    ways: [[std('1 / fanIn')]],
  },
  {
    id: '3.1/upside-down',
    title: 'The fraction upside down',
    explanation:
      'You returned sqrt(fanIn) / gain. More inputs make a larger sum, so each weight has to become smaller; yours grow with the width of the layer.',
    next: 'Turn it round: gain / Math.sqrt(fanIn).',
    ways: [[std('Math.sqrt(fanIn) / gain')]],
  },
  {
    id: '3.1/variance-returned',
    title: 'The variance in place of its root',
    explanation:
      'You returned gain^2 / fanIn, the variance of the weights. randn has to be multiplied by the standard deviation, its root; multiplied by the variance, the weights become much too small.',
    next: 'Take the root of that: gain / Math.sqrt(fanIn).',
    ways: [[std('gain ** 2 / fanIn')]],
  },
  {
    id: '3.1/gain-squared',
    title: 'The gain squared',
    explanation:
      'You squared the gain and not the rest: gain^2 / sqrt(fanIn). In the variance both are squared, gain^2 / fanIn, in the standard deviation neither is; with a gain of 5/3 your signal grows by 5/3 at each layer.',
    next: 'Use the gain as it is: gain / Math.sqrt(fanIn).',
    ways: [[std('gain ** 2 / Math.sqrt(fanIn)')]],
  },
  {
    id: '3.1/gain-under-the-root',
    title: 'The gain under the root',
    explanation:
      'You took sqrt(gain / fanIn), which puts the gain under the root too. It stands before the root: a gain of 5/3 makes the weights 5/3 times as large, and yours only 1.29 times.',
    next: 'Take the root of fanIn alone: gain / Math.sqrt(fanIn).',
    ways: [[std('Math.sqrt(gain / fanIn)')]],
  },
  {
    id: '3.1/gain-not-used',
    title: 'The argument gain is not used',
    explanation:
      'You computed 1 / sqrt(fanIn) whatever gain was passed. That keeps the spread of a linear layer; what a nonlinearity takes away afterwards is the business of the gain.',
    next: 'Put it in the numerator: gain / Math.sqrt(fanIn).',
    ways: [[std('1 / Math.sqrt(fanIn)')]],
  },
  {
    id: '3.1/relu-built-in',
    title: "He's formula for relu, always",
    explanation:
      "You took sqrt(2 / fanIn), with or without the gain beside it. The 2 is the square of relu's gain and does not belong to every layer: the gain is an argument here.",
    next: 'Leave out the 2: gain / Math.sqrt(fanIn).',
    ways: [[std('Math.sqrt(2 / fanIn)')], [std('gain * Math.sqrt(2 / fanIn)')]],
  },
  {
    id: '3.1/tanh-built-in',
    title: 'The gain of tanh, always',
    explanation:
      'You took 5/3 for every layer, with or without the gain beside it. 5/3 belongs to tanh; kaimingStd is told the gain, so that it serves a relu or a linear layer as well.',
    next: 'Use the argument and nothing else: gain / Math.sqrt(fanIn).',
    ways: [[std('5 / 3 / Math.sqrt(fanIn)')], [std('(gain * 5) / 3 / Math.sqrt(fanIn)')]],
  },
  {
    id: '3.1/bound-of-a-uniform-draw',
    title: 'The bound of a uniform draw',
    explanation:
      'You returned gain * sqrt(3 / fanIn), the bound up to which kaiming_uniform_ draws. A uniform draw up to that bound has the standard deviation that was asked for, which is smaller by sqrt(3).',
    next: 'Leave out the 3: gain / Math.sqrt(fanIn).',
    ways: [[std('gain * Math.sqrt(3 / fanIn)')]],
  },
  {
    id: '3.1/multiplied-by-the-root',
    title: 'Multiplied by the root, not divided',
    explanation:
      'You multiplied the gain by sqrt(fanIn). More inputs make a larger sum, so each weight has to become smaller; yours grows, and the pre-activations with fanIn.',
    next: 'Divide: gain / Math.sqrt(fanIn).',
    ways: [[std('gain * Math.sqrt(fanIn)')]],
  },
  {
    id: '3.1/nothing-thrown',
    title: 'No error for an impossible fanIn',
    explanation:
      'You returned a number for a fanIn of 0 or below. 1 / sqrt(0) is Infinity and 1 / sqrt(-3) is NaN, and a 0 or a guess in their place is no better: it spoils every weight, and shows up far from here as a loss that makes no sense.',
    next: 'Begin with: if (!(fanIn > 0)) throw new Error(...), with a message that says fanIn and its value.',
    ways: [
      [refusal('')],
      [refusal('if (!(fanIn > 0)) return 0;')],
      [refusal('if (!(fanIn > 0)) return NaN;')],
      [refusal('if (!(fanIn > 0)) console.warn(`kaimingStd: fanIn is ${fanIn}`);')],
      [refusal(''), std('gain / Math.sqrt(Math.abs(fanIn))')],
      [refusal('fanIn = Math.max(fanIn, 1);')],
    ],
  },
  {
    id: '3.1/zero-let-through',
    title: 'A fanIn of 0 is let through',
    explanation:
      'You refuse a negative fanIn but not 0. A layer without inputs has no scale either: gain / sqrt(0) is Infinity.',
    next: 'Refuse everything that is not above 0: !(fanIn > 0).',
    ways: [[refusal('if (fanIn < 0) throw new RangeError(`kaimingStd: expected fanIn > 0, got ${fanIn}`);')]],
  },
  {
    id: '3.1/negative-let-through',
    title: 'A negative fanIn is let through',
    explanation:
      'You refuse a fanIn of 0 but not a negative one (in JavaScript !fanIn is true for 0 and NaN only). The root of a negative number is NaN.',
    next: 'Refuse everything that is not above 0: !(fanIn > 0).',
    ways: [[refusal('if (!fanIn) throw new RangeError(`kaimingStd: expected fanIn > 0, got ${fanIn}`);')]],
  },
  {
    id: '3.1/one-refused',
    title: 'A fanIn of 1 is refused',
    explanation:
      'You refuse a fanIn of 1. A layer with a single input is unusual but sound, and its standard deviation is the gain itself.',
    next: 'Refuse only what is not above 0: !(fanIn > 0).',
    ways: [[refusal('if (!(fanIn > 1)) throw new RangeError(`kaimingStd: expected fanIn > 0, got ${fanIn}`);')]],
  },
];

export default misconceptions;
