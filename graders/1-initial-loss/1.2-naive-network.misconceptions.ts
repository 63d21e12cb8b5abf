import type { Edit, Misconception } from '../../src/grading/misconception.js';

const names = ['C', 'W1', 'b1', 'W2', 'b2'] as const;
const imports = "import { randn, type Generator, type NetworkConfig, type Parameters } from '#torch';";
const sizes = 'const { vocabSize, blockSize, nEmbd, nHidden } = config;';
const options = 'const options = { generator, requiresGrad: true };';
const counted = '[p.C, p.W1, p.b1, p.W2, p.b2].reduce((total, parameter) => total + parameter.numel(), 0)';

/** `from '#torch'` with these names besides those of the solution. */
const importing = (...more: readonly string[]): Edit => ({
  replace: imports,
  by: imports.replace('randn,', [...more, 'randn,'].join(', ')),
});

/** These parameters drawn by another call, which takes the shape next: `normal(0, 0.01, `. */
const drawnBy = (call: string, of: readonly string[] = names): Edit[] =>
  of.map((name) => ({ replace: `${name}: randn(`, by: `${name}: ${call}` }));

/** All parameters drawn by a function `draw` that is written out in the file. */
const drawnByOwn = (body: string, ...more: readonly string[]): Edit[] => [
  importing(...more, 'type Tensor'),
  ...drawnBy('draw('),
  {
    replace: '/** The network as most',
    by: `function draw(shape: number[], options: { generator: Generator; requiresGrad: boolean }): Tensor {\n${body}\n}\n\n/** The network as most`,
  },
];

const misconceptions: readonly Misconception[] = [
  {
    id: '1.2/biases-zero',
    title: 'Biases start at zero',
    explanation:
      'You set a bias to zero. That is what most people do after this course, and 1.4 does it for b2, but the naive network is to be naive throughout: its random biases are part of what you measure in 1.4 and 2.3.',
    next: 'Draw b1 and b2 with randn like the weights.',
    ways: [
      [importing('zeros'), ...drawnBy('zeros(', ['b1', 'b2'])],
      [importing('zeros'), ...drawnBy('zeros(', ['b1'])],
      [importing('zeros'), ...drawnBy('zeros(', ['b2'])],
    ],
  },
  {
    id: '1.2/uniform',
    title: 'Uniform draws instead of normal ones',
    explanation:
      'You drew from a uniform distribution. It has no tails: a normal draw is now and then three or four standard deviations away, a uniform one never two. The networks of the lecture start from randn, and only that has its figures.',
    next: 'Use randn, which draws from N(0, 1), in place of rand.',
    ways: [
      [importing('rand'), ...drawnBy('rand(')],
      drawnByOwn(
        '  return init.uniform_(zeros(shape, { requiresGrad: options.requiresGrad }), -1, 1, { generator: options.generator });',
        'init',
        'zeros',
      ),
      drawnByOwn(
        '  const bound = Math.sqrt(3); // the uniform distribution of standard deviation 1\n' +
          '  return init.uniform_(zeros(shape, { requiresGrad: options.requiresGrad }), -bound, bound, { generator: options.generator });',
        'init',
        'zeros',
      ),
    ],
  },
  {
    id: '1.2/everything-small',
    title: 'Everything is scaled down',
    explanation:
      'You multiplied all draws by a small factor. Small weights are one way out of the trouble that this network is to show: here every number comes from N(0, 1) as it is, and 1.4 and 2.3 then ask which of them have to be small, and how small.',
    next: 'Leave the factor out: randn alone has standard deviation 1.',
    ways: [
      [importing('normal'), ...drawnBy('normal(0, 0.01, ')],
      [importing('normal'), ...drawnBy('normal(0, 0.1, ')],
    ],
  },
  {
    id: '1.2/output-layer-small',
    title: 'The output layer is scaled down already',
    explanation:
      'You made W2 small, as 1.4 will. Here the output layer is to be as wild as the rest: its large logits are what makes the loss start at about 27 where ln(27) = 3.3 was expected, and you cannot see that if they are gone.',
    next: 'Draw W2 with randn alone, and keep the factor 0.01 for 1.4.',
    ways: [
      [importing('normal'), ...drawnBy('normal(0, 0.01, ', ['W2'])],
      [importing('normal', 'zeros'), ...drawnBy('normal(0, 0.01, ', ['W2']), ...drawnBy('zeros(', ['b2'])],
    ],
  },
  {
    id: '1.2/scaled-by-fan-in',
    title: 'Weights are divided by sqrt(fanIn)',
    explanation:
      "You scaled the weights by the number of their inputs, as part 3 will. It is a good idea that comes too early: the naive network is the one to measure that idea against, and its weights are randn's as they are.",
    next: 'Leave the factor out: W1 and W2 are drawn from N(0, 1) here.',
    ways: [
      [
        importing('normal'),
        ...drawnBy('normal(0, 1 / Math.sqrt(blockSize * nEmbd), ', ['W1']),
        ...drawnBy('normal(0, 1 / Math.sqrt(nHidden), ', ['W2']),
      ],
      [importing('normal'), ...drawnBy('normal(0, 5 / 3 / Math.sqrt(blockSize * nEmbd), ', ['W1'])],
      [importing('normal'), ...drawnBy('normal(0, 1 / Math.sqrt(blockSize * nEmbd), ', ['W1'])],
    ],
  },
  {
    id: '1.2/one-number-everywhere',
    title: 'One number everywhere',
    explanation:
      'You filled the parameters with one number instead of drawing them. Hidden neurons that start alike compute the same, receive the same gradient, and stay alike for good: 200 neurons would do the work of one.',
    next: 'Draw each parameter with randn, from the generator that is passed in.',
    ways: [
      [importing('zeros'), ...drawnBy('zeros(')],
      [importing('ones'), ...drawnBy('ones(')],
    ],
  },
  {
    id: '1.2/weights-constant',
    title: 'One number for all weights of a layer',
    explanation:
      'You filled the weights of a layer with one number instead of drawing them. Neurons that start alike compute the same, receive the same gradient, and stay alike for good: 200 of them would do the work of one.',
    next: 'Draw W1 and W2 with randn like the rest, from the generator that is passed in.',
    ways: [
      ...[['W1', 'W2'], ['W1'], ['W2']].flatMap((which) => [
        [importing('ones'), ...drawnBy('ones(', which)],
        [importing('zeros'), ...drawnBy('zeros(', which)],
      ]),
    ],
  },
  {
    id: '1.2/never-negative',
    title: 'No draw is negative',
    explanation:
      'You took the absolute values of the draws. Half of a normal distribution is below 0; without it all neurons add up their inputs in much the same way and move together, where each should look for something else.',
    next: 'Use what randn gives, with its sign.',
    ways: [
      drawnByOwn(
        '  const drawn = randn(shape, { generator: options.generator }).abs();\n  drawn.requiresGrad = options.requiresGrad;\n  return drawn;',
      ),
    ],
  },
  {
    id: '1.2/box-muller-without-its-two',
    title: 'A factor of 2 is missing under the root',
    explanation:
      'Your normal draws come from uniform ones by the formula of Box and Muller, but its radius is sqrt(-2 ln u), and you left out the 2. The draws are normal with a standard deviation of 0.71, not 1.',
    next: 'Write Math.sqrt(-2 * Math.log(1 - u)), or let randn do it.',
    ways: [
      drawnByOwn(
        '  const normal = () => Math.sqrt(-Math.log(1 - options.generator.uniformDouble())) * Math.cos(2 * Math.PI * options.generator.uniformDouble());\n' +
          '  const drawn = randn(shape, { requiresGrad: options.requiresGrad });\n  drawn.data.forEach((_, index) => (drawn.data[index] = normal()));\n  return drawn;',
      ),
    ],
  },
  {
    id: '1.2/weights-transposed',
    title: 'Weights are laid out as [outputs, inputs]',
    explanation:
      "You gave weights the shape [outputs, inputs], as torch.nn.Linear keeps them. The lecture's network multiplies x @ W, so the rows of W are the inputs: with the other shape the matrices do not fit together.",
    next: 'Give W1 the shape [blockSize * nEmbd, nHidden] and W2 [nHidden, vocabSize].',
    ways: [
      [
        { replace: '[blockSize * nEmbd, nHidden]', by: '[nHidden, blockSize * nEmbd]' },
        { replace: '[nHidden, vocabSize]', by: '[vocabSize, nHidden]' },
      ],
      [{ replace: '[blockSize * nEmbd, nHidden]', by: '[nHidden, blockSize * nEmbd]' }],
      [{ replace: '[nHidden, vocabSize]', by: '[vocabSize, nHidden]' }],
    ],
  },
  {
    id: '1.2/embedding-transposed',
    title: 'C has a column for each character',
    explanation:
      'You gave C the shape [nEmbd, vocabSize]. C[X] looks up rows, so each character needs a row of its own: in yours only the first nEmbd characters have one, and it is vocabSize numbers long.',
    next: 'Give C the shape [vocabSize, nEmbd].',
    ways: [[{ replace: '[vocabSize, nEmbd]', by: '[nEmbd, vocabSize]' }]],
  },
  {
    id: '1.2/block-size-left-out',
    title: 'W1 has room for one character only',
    explanation:
      'You gave W1 nEmbd rows, the embedding of one character. The network is fed blockSize embeddings side by side, 30 numbers in the lecture, and each needs its row in W1.',
    next: 'Give W1 the shape [blockSize * nEmbd, nHidden].',
    ways: [[{ replace: '[blockSize * nEmbd, nHidden]', by: '[nEmbd, nHidden]' }]],
  },
  {
    id: '1.2/biases-as-rows',
    title: 'Biases are matrices of one row',
    explanation:
      'You gave the biases the shape [1, n]. Adding such a row works by broadcasting, but a bias is one number for each neuron, a vector [n], as PyTorch keeps it, and later exercises count on it.',
    next: 'Give b1 the shape [nHidden] and b2 [vocabSize].',
    ways: [
      [
        { replace: 'b1: randn([nHidden]', by: 'b1: randn([1, nHidden]' },
        { replace: 'b2: randn([vocabSize]', by: 'b2: randn([1, vocabSize]' },
      ],
    ],
  },
  {
    id: '1.2/sizes-written-out',
    title: "The lecture's sizes whatever the config",
    explanation:
      "You wrote the lecture's 27, 3, 10 and 200 into the code and left config unused. Every other vocabulary, context or width then gets a network that does not fit its data.",
    next: 'Take the sizes from config: const { vocabSize, blockSize, nEmbd, nHidden } = config.',
    ways: [[{ replace: sizes, by: 'const [vocabSize, blockSize, nEmbd, nHidden] = [27, 3, 10, 200] as const;' }]],
  },
  {
    id: '1.2/generator-not-passed-on',
    title: 'The generator is not passed on',
    explanation:
      'You drew without the generator that was passed in. The numbers then depend on what else was drawn before, or on nothing that anybody can repeat: the same seed gives another network, and a surprising result cannot be looked at twice.',
    next: 'Pass it on to every draw: randn(shape, { generator, requiresGrad: true }).',
    ways: [
      [{ replace: options, by: 'const options = { requiresGrad: true };' }],
      drawnByOwn(
        '  const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());\n' +
          '  const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, normal);\n' +
          '  return new Tensor(data, shape, { requiresGrad: options.requiresGrad });',
      ).map(({ replace, by }) => ({ replace, by: by.replace('type Tensor', 'Tensor') })),
    ],
  },
  {
    id: '1.2/seed-of-its-own',
    title: 'A seed of its own',
    explanation:
      'You draw from a seed that is written into your code. Whatever generator is passed in, the network is always the same one, so nobody can find out whether a result was luck by trying another seed.',
    next: 'Draw from the generator as it was passed in: make no new one, and do not call manualSeed on it.',
    ways: [
      [
        { replace: imports, by: imports.replace('type Generator', 'Generator') },
        { replace: options, by: 'const options = { generator: new Generator(2147483647), requiresGrad: true };' },
      ],
      [{ replace: options, by: `generator.manualSeed(2147483647);\n  ${options}` }],
    ],
  },
  {
    id: '1.2/same-seed-for-every-layer',
    title: 'Every parameter is drawn from the same seed',
    explanation:
      'You started the generator anew before each parameter, so all of them begin with the same numbers: W1 and W2 are no longer independent, and a second network drawn from the same generator would be a copy of the first.',
    next: 'Pass the generator on from draw to draw as it is: each randn takes the numbers that come next.',
    ways: [
      drawnByOwn('  return randn(shape, { ...options, generator: new Generator(options.generator.initialSeed) });').map(
        ({ replace, by }) => ({ replace, by: by.replace('type Generator', 'Generator') }),
      ),
      drawnByOwn('  options.generator.manualSeed(options.generator.initialSeed);\n  return randn(shape, options);'),
    ],
  },
  {
    id: '1.2/requires-grad-missing',
    title: 'requiresGrad is not set',
    explanation:
      'You did not set requiresGrad on every parameter. backward() computes gradients only for tensors that ask for one, so the others would stay as they were drawn, and training would go on without a word about it.',
    next: 'Give all five requiresGrad: true: randn(shape, { generator, requiresGrad: true }).',
    ways: [
      [{ replace: options, by: 'const options = { generator };' }],
      [
        { replace: 'randn([nHidden], options)', by: 'randn([nHidden], { generator })' },
        { replace: 'randn([vocabSize], options)', by: 'randn([vocabSize], { generator })' },
      ],
      ...['[vocabSize, nEmbd]', '[blockSize * nEmbd, nHidden]', '[nHidden]', '[nHidden, vocabSize]', '[vocabSize]'].map(
        (shape) => [{ replace: `randn(${shape}, options)`, by: `randn(${shape}, { generator })` }],
      ),
    ],
  },
  {
    id: '1.2/count-without-biases',
    title: 'The biases are not counted',
    explanation:
      "You counted the weights alone. Training moves the biases too: of the lecture's 11,897 numbers 227 are biases, 200 in b1 and 27 in b2.",
    next: 'Add the elements of b1 and b2.',
    ways: [[{ replace: '[p.C, p.W1, p.b1, p.W2, p.b2]', by: '[p.C, p.W1, p.W2]' }]],
  },
  {
    id: '1.2/count-without-embedding',
    title: 'The embedding is not counted',
    explanation:
      "You counted the two layers and left C out. The table of embeddings is trained like the weights: of the lecture's 11,897 numbers 270 are in it.",
    next: 'Add the elements of C.',
    ways: [[{ replace: '[p.C, p.W1, p.b1, p.W2, p.b2]', by: '[p.W1, p.b1, p.W2, p.b2]' }]],
  },
  {
    id: '1.2/tensors-counted',
    title: 'Tensors are counted, not their elements',
    explanation:
      'You counted the tensors, of which there are five. What training moves is every single number in them: 11,897 in the lecture.',
    next: 'Add up numel() over the five tensors.',
    ways: [[{ replace: counted, by: 'Object.values(p).length' }]],
  },
  {
    id: '1.2/rows-counted',
    title: 'Rows are counted, not elements',
    explanation:
      'You added up the first size of each shape, which is what len() of a tensor gives in Python. A matrix has rows times columns numbers, and all of them are trained: 11,897 in the lecture.',
    next: 'Add up numel(), which multiplies all sizes of the shape.',
    ways: [[{ replace: 'parameter.numel()', by: '(parameter.shape[0] ?? 0)' }]],
  },
  {
    id: '1.2/sides-added',
    title: 'The sizes are added, not multiplied',
    explanation:
      'You added up the sizes of each shape, 30 + 200 for W1, where a matrix has rows times columns numbers, 30 * 200 = 6,000. All of them are trained: 11,897 in the lecture.',
    next: 'Add up numel(), which multiplies the sizes of the shape.',
    ways: [[{ replace: 'parameter.numel()', by: 'parameter.shape.reduce((sum, size) => sum + size, 0)' }]],
  },
  {
    id: '1.2/count-written-out',
    title: "The lecture's count whatever the network",
    explanation:
      "You returned the lecture's 11,897 whatever network is passed in. A wider one has more parameters, and the count is how you notice what a change costs.",
    next: 'Add up numel() over p.C, p.W1, p.b1, p.W2 and p.b2.',
    ways: [[{ replace: counted, by: '11897' }]],
  },
];

export default misconceptions;
