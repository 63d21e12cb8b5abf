import type { Misconception } from '../../src/grading/misconception.js';

const block = 'layers.push(new Linear(fanIn, nHidden, 5 / 3, generator), new BatchNorm1d(nHidden), new Tanh());';
const count = 'block < hiddenLayers';
const output = 'layers.push(new Linear(fanIn, vocabSize, 0.1, generator));';
const parameters = 'const parameters = [C, ...layers.flatMap((layer) => layer.parameters())];';
const clear = 'for (const parameter of parameters) parameter.grad = null; // backward() adds to what is there\n';
const update = 'if (parameter.grad !== null) parameter.sub_(parameter.grad.mul(learningRate));';
const embed = 'let x = C.index(X)';
const loss = 'const loss = F.crossEntropy(x, Y); // ()';

/** Blocks without batch norm, of this gain. */
const plain = (gain: string) => ({
  replace: block,
  by: `layers.push(new Linear(fanIn, nHidden, ${gain}, generator), new Tanh());`,
});

/** Blocks of this gain, of which the first has a batch norm. */
const normFirst = (gain: string) => ({
  replace: block,
  by: `layers.push(new Linear(fanIn, nHidden, ${gain}, generator), ...(block === 0 ? [new BatchNorm1d(nHidden)] : []), new Tanh());`,
});

const misconceptions: readonly Misconception[] = [
  {
    id: '7.1/weights-large-behind-the-norm',
    title: 'The batch norm hides weights that are far too large',
    explanation:
      'You drew the weights without dividing by sqrt(fanIn). Forward nothing shows: the batch norm brings every pre-activation back to std 1. But a weight in ' +
      'front of a norm gets a smaller gradient the larger it is, so each step changes it by a vanishing share: it stays almost as it was drawn.',
    next: 'Divide by Math.sqrt(fanIn) with a batch norm as well: gain / Math.sqrt(fanIn).',
    ways: [
      [{ replace: 'gain / Math.sqrt(fanIn)', by: 'gain' }],
      [{ replace: 'gain / Math.sqrt(fanIn)', by: 'gain === 0.1 ? 0.02 : 10 * gain' }],
    ],
  },
  {
    id: '7.1/gain-missing',
    title: 'No gain and no batch norm',
    explanation:
      'You drew the weights with std 1 / sqrt(fanIn) and left out both the gain of tanh and the batch norm. Each tanh makes its input a little smaller, and ' +
      'nothing makes up for it: after ten layers the signal is faint, and the gradients on the way back with it.',
    next: 'Multiply the weights by the gain 5/3, or put a batch norm before each tanh.',
    ways: [[plain('1')]],
  },
  {
    id: '7.1/norm-only-first',
    title: 'Batch norm in the first layer alone',
    explanation:
      'Only your first hidden layer has a batch norm, and the weights behind it have not the size that layers without one need. The norm sets the signal right once; ' +
      'each of the nine layers that follow changes its size again, always the same way.',
    next: 'Put a batch norm before each tanh, or scale every weight by gain / sqrt(fanIn) with the gain 5/3.',
    ways: [[normFirst('1')], [normFirst('Math.sqrt(fanIn)')], [normFirst('0.1')]],
  },
  {
    id: '7.1/weights-not-scaled',
    title: 'Weights as they were drawn, in every layer',
    explanation:
      'You drew the weights of all layers, the output too, with a std of 1 and scaled none of them, with no batch norm behind them. The hidden units add up dozens of such numbers and ' +
      'saturate; the logits do the same, so the network starts out sure of characters at random.',
    next: 'Scale hidden weights by gain / sqrt(fanIn), and those of the output layer by a tenth of 1 / sqrt(fanIn).',
    ways: [
      [
        plain('Math.sqrt(fanIn)'),
        { replace: 'vocabSize, 0.1, generator', by: 'vocabSize, Math.sqrt(fanIn), generator' },
      ],
    ],
  },
  {
    id: '7.1/weights-small-everywhere',
    title: 'Small weights in every layer',
    explanation:
      'You made the weights of the hidden layers small, as is right for the output layer, with no batch norm behind them. Ten factors far below 1 multiply: ' +
      'the last layers are given nothing, and whatever goes in, the same comes out.',
    next: 'Scale hidden weights by gain / sqrt(fanIn); only the output layer should start out quiet.',
    ways: [[plain('0.01 * Math.sqrt(fanIn)')], [plain('0.1')]],
  },
  {
    id: '7.1/zero-weights',
    title: 'Weights that are all the same',
    explanation:
      'Your hidden weights all hold one number, such as 0. Every unit of a layer then computes the same and gets the same gradient, ' +
      'so they stay copies of each other; with zeros nothing passes at all, neither the signal nor the gradient.',
    next: 'Draw the weights: randn([fanIn, fanOut], { generator }), times gain / sqrt(fanIn).',
    ways: [
      [plain('0')],
      [{ replace: 'gain / Math.sqrt(fanIn)', by: 'gain === 0.1 ? 0.1 / Math.sqrt(fanIn) : 0' }],
      [
        plain('5 / 3'),
        {
          replace: 'randn([fanIn, fanOut], { generator })',
          by: '(gain === 0.1 ? randn : ones)([fanIn, fanOut], { generator })',
        },
      ],
    ],
  },
  {
    id: '7.1/gain-squared',
    title: 'The gain twice',
    explanation:
      'Your hidden weights carry the gain of tanh twice: 25/9 / sqrt(fanIn), with no batch norm behind them. The pre-activations are then well beyond 2, ' +
      'a large share of the units is saturated, and little gradient comes through ten of them.',
    next: 'Multiply by the gain once: 5/3 / sqrt(fanIn).',
    ways: [[plain('25 / 9')]],
  },
  {
    id: '7.1/saturated-with-the-right-loss',
    title: 'The right loss, and saturated',
    explanation:
      'Your first loss is right because the output layer is quiet, but behind it the tanhs are saturated: without a batch norm your hidden weights are ' +
      'far too large. Hardly any gradient passes a saturated tanh, and ten of them pass nothing.',
    next: 'Scale hidden weights by gain / sqrt(fanIn), or put a batch norm before each tanh. The loss alone never shows this.',
    ways: [[plain('Math.sqrt(fanIn)')], [plain('4')]],
  },
  {
    id: '7.1/norm-behind-the-tanh',
    title: 'Batch norm behind the tanh',
    explanation:
      'You put the batch norm behind the tanh. What is normalized then is what the tanh has made of its input, and the next weights, with their gain of 5/3, ' +
      'bring it back to a spread of 1.7: some 20 % of every layer is saturated.',
    next: 'Order each block Linear, BatchNorm1d, Tanh.',
    ways: [[{ replace: 'new BatchNorm1d(nHidden), new Tanh()', by: 'new Tanh(), new BatchNorm1d(nHidden)' }]],
  },
  {
    id: '7.1/output-layer-confident',
    title: 'The output layer is too loud',
    explanation:
      'Your output layer starts at full size, so the logits differ by 1 or more before anything was learned. The network is sure of characters ' +
      'at random, the first loss is far above ln(vocabSize), and the first steps go into taking that back.',
    next: 'Draw the output weights with a gain of 0.1 or less.',
    ways: [
      [{ replace: 'vocabSize, 0.1, generator', by: 'vocabSize, 5 / 3, generator' }],
      [{ replace: 'vocabSize, 0.1, generator', by: 'vocabSize, Math.sqrt(fanIn), generator' }],
    ],
  },
  {
    id: '7.1/one-hidden-layer-off',
    title: 'One hidden layer too few or many',
    explanation:
      'The number of hidden layers is off by one. hiddenLayers counts the blocks with a tanh; the output layer comes on top and is none of them.',
    next: 'Push hiddenLayers blocks in the loop, from 0 to below hiddenLayers, and the output layer after it.',
    ways: [[{ replace: count, by: 'block < hiddenLayers - 1' }], [{ replace: count, by: 'block <= hiddenLayers' }]],
  },
  {
    id: '7.1/tanh-behind-the-output',
    title: 'A tanh behind the output layer',
    explanation:
      'You put a tanh behind the output layer. Logits that cannot leave -1 to 1 give no character more than 22 % of 27, so the loss never falls below 1.5, ' +
      'and the network has one hidden activation more than it was asked for.',
    next: 'End the list with the output Linear: the cross-entropy takes any number.',
    ways: [[{ replace: output, by: `${output}\n  layers.push(new Tanh());` }]],
  },
  {
    id: '7.1/relu-for-tanh',
    title: 'relu in place of tanh',
    explanation:
      'Your blocks end with a relu. This network is one of tanhs: the gain of 5/3, the saturation that you measured and the chart are all about tanh, ' +
      'and relu has another gain and other troubles.',
    next: 'Use x.tanh() in the layer that ends each block.',
    ways: [[{ replace: 'this.out = x.tanh();', by: 'this.out = x.relu();' }]],
  },
  {
    id: '7.1/own-generator',
    title: 'A new Generator for every layer',
    explanation:
      'You made a Generator of your own, with the same seed, for every layer. Layers of the same size then begin as copies of each other, ' +
      'and the generator that was passed in decides nothing.',
    next: 'Pass the one generator on to every layer, as it came.',
    ways: [
      [
        { replace: 'type Generator, ', by: 'Generator, ' },
        { replace: block, by: block.replace('generator', 'new Generator(2147483647)') },
        { replace: output, by: output.replace('generator', 'new Generator(2147483647)') },
        { replace: '}, generator: Generator): Layer[]', by: '}, _generator: Generator): Layer[]' },
      ],
    ],
  },
  {
    id: '7.1/generator-replaced',
    title: 'A Generator of your own',
    explanation:
      'You drew all weights from a Generator that you made yourself, with a seed of your own. The one that was passed in decides nothing: ' +
      'whoever builds a second network, or asks for another seed, gets the same network again.',
    next: 'Draw from the generator that was passed in, as it came: randn(shape, { generator }).',
    ways: [
      [
        { replace: 'type Generator, ', by: 'Generator, ' },
        {
          replace: '}, generator: Generator): Layer[] {',
          by: '}, _generator: Generator): Layer[] {\n  const generator = new Generator(2147483647);',
        },
      ],
    ],
  },
  {
    id: '7.1/generator-not-passed',
    title: 'The generator is not passed on',
    explanation:
      'Your weights are not drawn from the generator that was passed in, but from the global one or from Math.random. ' +
      'The same seed then gives another network each time, and a run that cannot be repeated cannot be debugged.',
    next: 'Pass the generator to every draw: randn(shape, { generator }).',
    ways: [[{ replace: 'randn([fanIn, fanOut], { generator })', by: 'randn([fanIn, fanOut])' }]],
  },
  {
    id: '7.1/out-not-kept',
    title: 'The output is not kept in out',
    explanation:
      'One of your layers returns its result without storing it in out. The network computes the same, but the diagnostics of part 6 read out ' +
      'and pass the layer over, so nobody sees what happens in it.',
    next: 'Write this.out = … in every forward before you return it.',
    ways: [
      [{ replace: 'this.out = x.tanh();\n    return this.out;', by: 'return x.tanh();' }],
      [
        {
          replace:
            'this.out = x.matmul(this.weight); // (N, fanIn) @ (fanIn, fanOut) -> (N, fanOut)\n    return this.out;',
          by: 'return x.matmul(this.weight);',
        },
      ],
    ],
  },
  {
    id: '7.1/parameters-not-listed',
    title: 'parameters() leaves trained tensors out',
    explanation:
      'One of your layers has tensors with requiresGrad that its parameters() does not list. A training step moves what is listed: ' +
      'these get a gradient in every step and never change.',
    next: 'List all of them in parameters(): [this.weight], and [this.gamma, this.beta].',
    ways: [
      [{ replace: '[this.gamma, this.beta]', by: '[]' }],
      [{ replace: '[this.gamma, this.beta]', by: '[this.gamma]' }],
      [{ replace: '[this.weight]', by: '[]' }],
    ],
  },
  {
    id: '7.1/embedding-not-trained',
    title: 'C is never updated',
    explanation:
      'Your step moves the parameters of the layers and leaves C alone. The embeddings are learned like everything else: ' +
      'without it the network goes on reading characters by the numbers that happened to be drawn.',
    next: 'Put C into the list: [C, ...layers.flatMap((layer) => layer.parameters())].',
    ways: [
      [{ replace: parameters, by: parameters.replace('C, ', '') }],
      [{ replace: embed, by: 'let x = C.detach().index(X)' }],
    ],
  },
  {
    id: '7.1/only-matrices-updated',
    title: 'Only the weight matrices are updated',
    explanation:
      'Your step moves the parameters of two dimensions alone. gamma and beta, and biases where there are any, have gradients too: ' +
      'without their steps the batch norms keep their first scale and shift for ever.',
    next: 'Update every tensor that parameters() lists, whatever its shape.',
    ways: [[{ replace: update, by: update.replace('!== null', '!== null && parameter.dim() === 2') }]],
  },
  {
    id: '7.1/gradients-not-cleared',
    title: 'Gradients are not cleared',
    explanation:
      'You did not clear the gradients before backward, which adds to what it finds. Each step then goes along the sum of all gradients so far: ' +
      'the steps grow, and point where the network was long ago.',
    next: 'Set grad = null on C and on every parameter before loss.backward().',
    ways: [
      [{ replace: clear, by: '' }],
      [{ replace: clear, by: 'for (const parameter of parameters.slice(1)) parameter.grad = null;\n' }],
    ],
  },
  {
    id: '7.1/step-without-effect',
    title: 'The step changes nothing',
    explanation:
      'After your step every parameter is what it was: the gradients were cleared between backward and the update, or the difference went into a new tensor ' +
      'that nobody keeps. The loss stays where it is, however many steps you take.',
    next: 'Clear, backward, update, in this order, and update in place: parameter.sub_(…).',
    ways: [
      [
        { replace: clear, by: '' },
        { replace: 'loss.backward();', by: `loss.backward();\n  ${clear}` },
      ],
      [{ replace: update, by: update.replace('sub_', 'sub') }],
    ],
  },
  {
    id: '7.1/gradient-ascent',
    title: 'Uphill instead of down',
    explanation:
      'You added the gradient. It points to where the loss grows, and so your network gets worse with every step.',
    next: 'Subtract: parameter.sub_(parameter.grad.mul(learningRate)).',
    ways: [[{ replace: update, by: update.replace('sub_', 'add_') }]],
  },
  {
    id: '7.1/learning-rate-not-used',
    title: 'The learning rate is not used',
    explanation:
      'Your step does not depend on the learning rate: it is left out, or a number of your own stands in its place. It decides how far to follow a slope that holds ' +
      'for a small step only, and whoever passes another rate gets no change.',
    next: 'Subtract parameter.grad.mul(learningRate).',
    ways: [
      [{ replace: update, by: update.replace('.mul(learningRate)', '') }],
      [{ replace: update, by: update.replace('mul(learningRate)', 'mul(0.1)') }],
    ],
  },
  {
    id: '7.1/gradient-of-the-sum',
    title: 'The gradient of a sum over the batch',
    explanation:
      'You differentiated the sum of the losses and not their mean. The step is then as many times too large as there are examples in the batch, ' +
      'and a learning rate that suits 32 of them is wrong for 64.',
    next: 'Call backward on F.crossEntropy(logits, Y) as it is: it is the mean.',
    ways: [[{ replace: 'loss.backward()', by: 'loss.mul(X.length).backward()' }]],
  },
  {
    id: '7.1/loss-after-the-step',
    title: 'The loss after the update',
    explanation:
      'You ran the network again after the update and returned that loss. It belongs to examples that the network has just been fitted to: ' +
      'the training curve looks better than the network is.',
    next: 'Return the loss that backward started from.',
    ways: [
      [
        {
          replace: 'return loss.item();',
          by: `let again = C.index(X).view([X.length, -1]);
  for (const layer of layers) again = layer.forward(again);
  return F.crossEntropy(again, Y).item();`,
        },
      ],
    ],
  },
  {
    id: '7.1/softmax-before-cross-entropy',
    title: 'softmax before the cross-entropy',
    explanation:
      'You applied softmax to the logits before F.crossEntropy, which does that itself. Probabilities taken for logits differ by 1 at most, so the loss hardly leaves ' +
      'ln(vocabSize) and the gradients are a fraction of what they should be.',
    next: 'Pass the logits as they are: F.crossEntropy(x, Y).',
    ways: [[{ replace: loss, by: loss.replace('x, Y', 'x.softmax(1), Y') }]],
  },
];

export default misconceptions;
