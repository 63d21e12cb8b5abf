import type { Edit, Misconception } from '../../src/grading/misconception.js';

const imports = "import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';";
const W2 = 'W2: randn([nHidden, vocabSize], { generator }).mul(0.01), // (H, V)';
const b2 = 'b2: zeros([vocabSize]), // (V)';
const train = '  for (const parameter of Object.values(parameters)) parameter.requiresGrad = true;\n';
const begin = 'const { vocabSize, blockSize, nEmbd, nHidden } = config;';

/** `from '#torch'` with these names besides those of the solution. */
const importing = (more: string): Edit => ({ replace: imports, by: imports.replace('randn,', `${more}, randn,`) });
const W2From = (draw: string): Edit => ({ replace: W2, by: `W2: ${draw}, // (H, V)` });
const b2From = (draw: string): Edit => ({ replace: b2, by: `b2: ${draw}, // (V)` });

/** Only these are trained. */
const trains = (...names: readonly string[]): Edit => ({
  replace: train,
  by: `  for (const parameter of [${names.map((name) => `parameters.${name}`).join(', ')}]) parameter.requiresGrad = true;\n`,
});

/** A factor on the other draws: `.mul(0.01)`. */
const times = (name: 'C' | 'W1' | 'b1', factor: string): Edit => {
  const shape = { C: '[vocabSize, nEmbd]', W1: '[blockSize * nEmbd, nHidden]', b1: '[nHidden]' }[name];
  return {
    replace: `${name}: randn(${shape}, { generator })`,
    by: `${name}: randn(${shape}, { generator }).mul(${factor})`,
  };
};

const makesGenerators: Edit = { replace: 'type Generator', by: 'Generator' };
const hiddenTurned: Edit = {
  replace: 'randn([blockSize * nEmbd, nHidden], { generator })',
  by: 'randn([nHidden, blockSize * nEmbd], { generator })',
};

/** Each draw from a generator that was started anew. */
const seeded = (generator: string): Edit[] =>
  ['[vocabSize, nEmbd]', '[blockSize * nEmbd, nHidden]', '[nHidden]', '[nHidden, vocabSize]'].map((shape) => ({
    replace: `randn(${shape}, { generator })`,
    by: `randn(${shape}, { generator: ${generator} })`,
  }));

const misconceptions: readonly Misconception[] = [
  {
    id: '1.4/w2-not-scaled',
    title: 'W2 is not scaled',
    explanation:
      'You drew W2 from N(0, 1) as in 1.2. Every logit is then a sum of 200 products with a standard deviation of about 13, so softmax gives almost everything to one character that nothing but the seed has chosen.',
    next: 'Multiply the draw by 0.01: randn([nHidden, vocabSize], { generator }).mul(0.01).',
    ways: [[W2From('randn([nHidden, vocabSize], { generator })')]],
  },
  {
    id: '1.4/b2-drawn',
    title: 'b2 is drawn at random',
    explanation:
      'You drew b2 instead of setting it to zero. A random output bias prefers some characters to others whatever the context says, and training has to take that back before it learns anything.',
    next: 'Make it zeros([vocabSize]).',
    ways: [
      [b2From('randn([vocabSize], { generator })')],
      [b2From('randn([vocabSize], { generator }).mul(0.01)')],
      [b2From('randn([vocabSize], { generator }).mul(0.1)')],
    ],
  },
  {
    id: '1.4/b2-ones',
    title: 'b2 is one everywhere',
    explanation:
      'You set every element of b2 to 1. Softmax looks at differences only, so the loss is the same, but the bias that prefers nothing is 0: a constant is one more thing to carry along and to wonder about.',
    next: 'Make it zeros([vocabSize]).',
    ways: [[importing('ones'), b2From('ones([vocabSize])')]],
  },
  {
    id: '1.4/w2-tenth',
    title: 'W2 has standard deviation 0.1',
    explanation:
      'Your W2 has standard deviation 0.1, ten times too large: the factor is 0.1, or 0.01 was taken for the variance. The logits then have a standard deviation of about 1.3 where the course has 0.13, and the loss starts well above ln(27) = 3.3.',
    next: 'Multiply by 0.01, the standard deviation itself.',
    ways: [
      [W2From('randn([nHidden, vocabSize], { generator }).mul(0.1)')],
      [W2From('randn([nHidden, vocabSize], { generator }).mul(Math.sqrt(0.01))')],
    ],
  },
  {
    id: '1.4/w2-divided',
    title: 'W2 is divided by 0.01',
    explanation:
      'You divided W2 by 0.01, which makes it a hundred times as large where it should become a hundred times as small. The logits have a standard deviation of more than a thousand: the network is as certain as can be, and nearly always wrong.',
    next: 'Multiply by 0.01, or divide by 100.',
    ways: [[W2From('randn([nHidden, vocabSize], { generator }).div(0.01)')]],
  },
  {
    id: '1.4/w2-smaller-than-asked',
    title: 'A factor smaller than 0.01',
    explanation:
      'You scaled W2 down further than asked. The loss starts at ln(27) as it should, but the gradient reaches the hidden layer through W2: the smaller it is, the less of it arrives there in the first steps.',
    next: 'Multiply by 0.01.',
    ways: [
      [W2From('randn([nHidden, vocabSize], { generator }).mul(0.001)')],
      [W2From('randn([nHidden, vocabSize], { generator }).mul(0.002)')],
      [W2From('randn([nHidden, vocabSize], { generator }).mul(0.005)')],
    ],
  },
  {
    id: '1.4/w2-scaled-twice',
    title: 'W2 has standard deviation 0.0001',
    explanation:
      'Your W2 has standard deviation 0.0001: 0.01 was squared, or multiplied in twice. The loss starts at ln(27) = 3.3 as it should, but the gradient reaches the hidden layer through W2, and a hundred times less of it arrives there in the first steps.',
    next: 'Multiply once, by 0.01: that is the standard deviation, and 0.0001 the variance.',
    ways: [[W2From('randn([nHidden, vocabSize], { generator }).mul(0.01 ** 2)')]],
  },
  {
    id: '1.4/w2-by-fan-in',
    title: 'W2 is divided by sqrt(nHidden)',
    explanation:
      'You scaled W2 by the number of its inputs, as part 3 does for the hidden layer. The logits then have a standard deviation of about 1, where the course has 0.13. An output layer should start much quieter: it has no reason yet to prefer anything.',
    next: 'Multiply by 0.01 instead, whatever nHidden is.',
    ways: [
      [W2From('randn([nHidden, vocabSize], { generator }).div(Math.sqrt(nHidden))')],
      [W2From('randn([nHidden, vocabSize], { generator }).mul(5 / 3 / Math.sqrt(nHidden))')],
    ],
  },
  {
    id: '1.4/w1-scaled-instead',
    title: 'W1 is scaled instead of W2',
    explanation:
      'You multiplied W1 by 0.01 and left W2 as it was. The hidden layer is now fed little more than its bias, so it hardly sees the context, and the logits still come from a W2 of standard deviation 1.',
    next: 'Move the factor to W2: the output layer is the one that makes the logits large.',
    ways: [[times('W1', '0.01'), W2From('randn([nHidden, vocabSize], { generator })')]],
  },
  {
    id: '1.4/both-layers-scaled',
    title: 'W1 is scaled as well',
    explanation:
      'You scaled W2, which is right, and W1 with it. That changes what the hidden layer makes of a context, and so hides what the output layer alone does to the loss; how W1 should be scaled is the matter of 2.3 and of part 3.',
    next: 'Leave W1 as randn gives it.',
    ways: [
      [times('W1', '0.01')],
      [times('W1', '0.2')],
      [times('W1', '0.1')],
      [times('W1', '5 / 3 / Math.sqrt(blockSize * nEmbd)')],
      [times('W1', '1 / Math.sqrt(blockSize * nEmbd)')],
    ],
  },
  {
    id: '1.4/c-scaled',
    title: 'C is scaled as well',
    explanation:
      'You scaled the embedding C together with the output layer. C is what the hidden layer is fed with: smaller, it changes what comes out of the hidden layer, and so hides what the output layer alone does to the loss.',
    next: 'Leave C as randn gives it.',
    ways: [[times('C', '0.01')], [times('C', '0.2')], [times('C', '0.1')]],
  },
  {
    id: '1.4/b1-scaled',
    title: 'b1 is scaled as well',
    explanation:
      'You scaled b1 together with the output layer. It belongs to the hidden layer, which stays as it was in 1.2, so that the effect of the output layer can be seen alone; what b1 should be is the matter of 2.3.',
    next: 'Leave b1 as randn gives it: randn([nHidden], { generator }).',
    ways: [[times('b1', '0.01')], [times('b1', '0.2')], [times('b1', '0.1')]],
  },
  {
    id: '1.4/everything-scaled',
    title: 'Everything is scaled by 0.01',
    explanation:
      'You multiplied all the draws by 0.01. The loss starts where it should, but for the wrong reason: h is now nearly 0 whatever the context is, and the gradients of C and W1 have shrunk with it.',
    next: 'Scale W2 alone, and draw C, W1 and b1 from N(0, 1) as in 1.2.',
    ways: [[times('C', '0.01'), times('W1', '0.01'), times('b1', '0.01')]],
  },
  {
    id: '1.4/b1-zero',
    title: 'b1 is zero too',
    explanation:
      'You set the bias of the hidden layer to zero as well. That is sensible in general, but here only the output layer changes, so that its effect can be seen alone; b1 stays N(0, 1) until 2.3.',
    next: 'Draw b1 as in 1.2: randn([nHidden], { generator }).',
    ways: [[{ replace: 'b1: randn([nHidden], { generator })', by: 'b1: zeros([nHidden])' }]],
  },
  {
    id: '1.4/w2-zero',
    title: 'W2 is zero',
    explanation:
      'You set W2 to zero. The loss then starts at exactly ln(27), but the gradient reaches the hidden layer through W2: in the first step C, W1 and b1 receive none at all.',
    next: 'Make it small and not zero: randn([nHidden, vocabSize], { generator }).mul(0.01).',
    ways: [[W2From('zeros([nHidden, vocabSize])')]],
  },
  {
    id: '1.4/w2-constant',
    title: 'W2 is 0.01 everywhere',
    explanation:
      'You filled W2 with 0.01 instead of drawing it with that standard deviation. All characters then get the same score whatever the context is, and the gradients that come back through W2 cancel: in the first step C, W1 and b1 receive none.',
    next: 'Draw it: randn([nHidden, vocabSize], { generator }).mul(0.01).',
    ways: [[importing('full'), W2From('full([nHidden, vocabSize], 0.01)')]],
  },
  {
    id: '1.4/w2-uniform-of-bound',
    title: 'W2 is uniform, with 0.01 as its limit',
    explanation:
      'You drew W2 from a uniform distribution that ends at 0.01. Its standard deviation is then well below 0.01, since most draws lie nearer to the middle than the limit does.',
    next: 'Draw with randn and multiply by 0.01: its standard deviation is 1, so the product has 0.01.',
    ways: [
      [importing('rand'), W2From('rand([nHidden, vocabSize], { generator }).mul(2).sub(1).mul(0.01)')],
      [importing('rand'), W2From('rand([nHidden, vocabSize], { generator }).mul(0.01)')],
    ],
  },
  {
    id: '1.4/w2-default-of-linear',
    title: "W2 as PyTorch's Linear draws it",
    explanation:
      "You drew W2 from a uniform distribution to 1 / sqrt(nHidden), the default of PyTorch's Linear. Its standard deviation is that limit over sqrt(3), 0.041 for 200 hidden units: the logits are four times as large as asked for.",
    next: 'Draw with randn and multiply by 0.01, whatever nHidden is.',
    ways: [
      [importing('rand'), W2From('rand([nHidden, vocabSize], { generator }).mul(2).sub(1).div(Math.sqrt(nHidden))')],
    ],
  },
  {
    id: '1.4/rest-uniform',
    title: 'C, W1 and b1 are uniform',
    explanation:
      'You drew C, W1 and b1 from a uniform distribution. They stay as they were in 1.2, from N(0, 1): only what changes in the output layer should change the figures.',
    next: 'Draw them with randn, as in 1.2.',
    ways: [
      [
        importing('rand'),
        { replace: 'C: randn([vocabSize, nEmbd], { generator })', by: 'C: rand([vocabSize, nEmbd], { generator })' },
        {
          replace: 'W1: randn([blockSize * nEmbd, nHidden], { generator })',
          by: 'W1: rand([blockSize * nEmbd, nHidden], { generator })',
        },
        { replace: 'b1: randn([nHidden], { generator })', by: 'b1: rand([nHidden], { generator })' },
      ],
      [
        importing('init'),
        {
          replace: 'C: randn([vocabSize, nEmbd], { generator })',
          by: 'C: init.uniform_(zeros([vocabSize, nEmbd]), -Math.sqrt(3), Math.sqrt(3), { generator })',
        },
        {
          replace: 'W1: randn([blockSize * nEmbd, nHidden], { generator })',
          by: 'W1: init.uniform_(zeros([blockSize * nEmbd, nHidden]), -Math.sqrt(3), Math.sqrt(3), { generator })',
        },
        {
          replace: 'b1: randn([nHidden], { generator })',
          by: 'b1: init.uniform_(zeros([nHidden]), -Math.sqrt(3), Math.sqrt(3), { generator })',
        },
      ],
    ],
  },
  {
    id: '1.4/grad-before-scaling',
    title: 'requiresGrad is set before the scaling',
    explanation:
      'You asked for gradients when you drew W2 and multiplied afterwards. The product is the result of a computation and not a parameter: backward() gives the gradient to the draw behind it, which you have no hold of, and W2 itself never changes.',
    next: 'Draw and multiply first, and set requiresGrad = true on the product.',
    ways: [[W2From('randn([nHidden, vocabSize], { generator, requiresGrad: true }).mul(0.01)')]],
  },
  {
    id: '1.4/leaf-scaled-in-place',
    title: 'A parameter is scaled in place',
    explanation:
      'You asked for gradients when you drew W2 and then scaled it in place. A parameter whose operations are recorded cannot be overwritten, as in PyTorch: the values that a gradient would need are gone.',
    next: 'Scale first and set requiresGrad on the result, or wrap the scaling in noGrad(() => { ... }).',
    ways: [[W2From('randn([nHidden, vocabSize], { generator, requiresGrad: true }).mul_(0.01)')]],
  },
  {
    id: '1.4/requires-grad-missing',
    title: 'requiresGrad is not set',
    explanation:
      'You did not set requiresGrad on every parameter. backward() computes gradients only for tensors that ask for one: the others would stay as they were drawn, and training would go on without a word about it.',
    next: 'Set requiresGrad = true on all five finished tensors, after the scaling.',
    ways: [
      [{ replace: train, by: '' }],
      [trains('C', 'W1', 'b1')],
      [trains('C', 'W1', 'W2')],
      [trains('W1', 'b1', 'W2', 'b2')],
      [trains('C', 'b1', 'W2', 'b2')],
      [trains('C', 'W1', 'W2', 'b2')],
      [trains('C', 'W1', 'b1', 'b2')],
      [trains('C', 'W1', 'b1', 'W2')],
    ],
  },
  {
    id: '1.4/w2-without-generator',
    title: 'The generator is not passed to W2',
    explanation:
      'You drew W2 without the generator that was passed in, so its numbers depend on what else was drawn before: the same seed gives another network, and a surprising result cannot be looked at twice.',
    next: 'Pass it on as for the others: randn([nHidden, vocabSize], { generator }).mul(0.01).',
    ways: [[W2From('randn([nHidden, vocabSize]).mul(0.01)')]],
  },
  {
    id: '1.4/seed-of-its-own',
    title: 'A seed of its own',
    explanation:
      'You draw from a seed that is written into your code. Whatever generator is passed in, the network is always the same one, so nobody can find out whether a result was luck by trying another seed.',
    next: 'Draw from the generator as it was passed in: make no new one, and do not call manualSeed on it.',
    ways: [[{ replace: begin, by: `${begin}\n  generator.manualSeed(2147483647);` }]],
  },
  {
    id: '1.4/same-seed-for-every-layer',
    title: 'Every parameter is drawn from the same seed',
    explanation:
      'You started the random numbers anew for every parameter, so W1 and W2 begin with the same draws as C, up to their scale. Weights that are copies of each other are not independent, and independence is what the formula for the logits counts on.',
    next: 'Draw all parameters one after the other from the generator as it comes.',
    ways: [
      seeded('generator.manualSeed(generator.initialSeed)'),
      [makesGenerators, ...seeded('new Generator(generator.initialSeed)')],
      [
        makesGenerators,
        { replace: begin, by: `${begin}\n  const seed = generator.randint(0, 2 ** 31);` },
        ...seeded('new Generator(seed)'),
      ],
      [makesGenerators, ...seeded('new Generator(42)')],
    ],
  },
  {
    id: '1.4/weights-transposed',
    title: 'Weights laid out [fanOut, fanIn]',
    explanation:
      "You laid the weights out as PyTorch's nn.Linear does, [fanOut, fanIn]. There the layer computes x @ W.T; here, as in the lecture, it is x @ W, and W has a row for each input.",
    next: 'Shape W1 [blockSize * nEmbd, nHidden] and W2 [nHidden, vocabSize].',
    ways: [
      [W2From('randn([vocabSize, nHidden], { generator }).mul(0.01)')],
      [hiddenTurned],
      [hiddenTurned, W2From('randn([vocabSize, nHidden], { generator }).mul(0.01)')],
    ],
  },
  {
    id: '1.4/sizes-written-out',
    title: "The lecture's sizes are written out",
    explanation:
      "You wrote the lecture's 27, 3, 10 and 200 into the function. With another vocabulary, context or width the shapes no longer fit, and the network is tried in more than one size.",
    next: 'Take every size from config.',
    ways: [[{ replace: begin, by: 'const [vocabSize, blockSize, nEmbd, nHidden] = [27, 3, 10, 200];' }]],
  },
  {
    id: '1.4/w2-columns-alike',
    title: 'All characters share the weights of one',
    explanation:
      'You drew one column of weights and used it for every character. All logits of an example are then equal, so the context changes no probability, and the gradients that come back through W2 cancel: in the first step C, W1 and b1 receive none.',
    next: 'Draw every element of W2 by itself, in one randn of its full shape.',
    ways: [[importing('ones'), W2From('randn([nHidden, 1], { generator }).mul(ones([1, vocabSize])).mul(0.01)')]],
  },
];

export default misconceptions;
