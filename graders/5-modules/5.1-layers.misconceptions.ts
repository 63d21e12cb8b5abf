import type { Misconception } from '../../src/grading/misconception.js';

const randomWeight = 'randn([fanIn, fanOut], { generator })';
const trainWeight = '    this.weight.requiresGrad = true;\n';
const zeroBias = 'zeros([fanOut], { requiresGrad: true })';
const readOptions = 'const { bias = true, generator } = options;';
const linearParameters = 'this.bias ? [this.weight, this.bias] : [this.weight]';
const keepLinear = 'this.out = this.bias ? product.add(this.bias) : product; // (N, fanOut)\n    return this.out;';
const keepBatchNorm = 'this.out = normalized.mul(this.gamma).add(this.beta); // (N, D)\n    return this.out;';
const keepTanh = 'this.out = x.tanh();\n    return this.out;';
const hidden = 'new Linear(blockSize * nEmbd, nHidden, { generator })';
const output = 'new Linear(nHidden, vocabSize, { generator })';
const norm = '    new BatchNorm1d(nHidden), // (N, H)\n';
const squash = '    new Tanh(), // (N, H)\n';

const returnLinear = { replace: keepLinear, by: 'return this.bias ? product.add(this.bias) : product;' };
const returnBatchNorm = { replace: keepBatchNorm, by: 'return normalized.mul(this.gamma).add(this.beta);' };
const returnTanh = { replace: keepTanh, by: 'return x.tanh();' };
const plainHidden = { replace: hidden, by: 'new Linear(blockSize * nEmbd, nHidden, { bias: false, generator })' };
const plainOutput = { replace: output, by: 'new Linear(nHidden, vocabSize, { bias: false, generator })' };

/** Uniform draws from -bound to bound in place of the normal ones. */
const uniform = (bound: string) => [
  { replace: 'zeros, type Generator', by: 'rand, zeros, type Generator' },
  {
    replace: `${randomWeight}.div(Math.sqrt(fanIn))`,
    by: `rand([fanIn, fanOut], { generator }).mul(2).sub(1).mul(${bound})`,
  },
  { replace: 'import { ones, randn,', by: 'import { ones,' },
];

const detachLinear = {
  replace: 'product.add(this.bias) : product; //',
  by: 'product.add(this.bias).detach() : product.detach(); //',
};
const detachBatchNorm = {
  replace: 'normalized.mul(this.gamma).add(this.beta)',
  by: 'normalized.mul(this.gamma).add(this.beta).detach()',
};
const detachTanh = { replace: 'this.out = x.tanh()', by: 'this.out = x.tanh().detach()' };

const batchMean = (by: string) => ({ replace: 'x.mean(0)', by });
const batchVariance = (by: string) => ({ replace: 'x.var(0, { correction: 0 })', by });
const divisor = (by: string) => ({ replace: 'variance.add(this.#eps).sqrt()', by });
const scaled = (by: string) => ({ replace: 'normalized.mul(this.gamma).add(this.beta)', by });
const epsUnread = { replace: '    this.#eps = eps;\n', by: '    this.#eps = eps;\n    void this.#eps;\n' };

const misconceptions: readonly Misconception[] = [
  {
    id: '5.1/weight-transposed',
    title: "PyTorch's layout, [fanOut, fanIn]",
    explanation:
      "You stored the weight as [fanOut, fanIn], as PyTorch's Linear does, and transpose it in forward. The course writes x @ W as the lecture does, " +
      'with W of shape [fanIn, fanOut]: whoever takes fanIn from the rows of your weight takes fanOut.',
    next: 'Draw randn([fanIn, fanOut], { generator }) and return x.matmul(this.weight).',
    ways: [
      [
        { replace: randomWeight, by: 'randn([fanOut, fanIn], { generator })' },
        { replace: 'x.matmul(this.weight)', by: 'x.matmul(this.weight.t())' },
      ],
    ],
  },
  {
    id: '5.1/weight-not-scaled',
    title: 'The weight is not scaled',
    explanation:
      'You left the weight as randn draws it, with a standard deviation of 1. Each output sums fanIn products, so its variance is fanIn times that of the input: ' +
      'with 30 inputs the signal grows 5.5 times in one layer, and the tanh behind it saturates.',
    next: 'Divide the draw by Math.sqrt(fanIn).',
    ways: [[{ replace: '.div(Math.sqrt(fanIn)); // (fanIn', by: '; // (fanIn' }]],
  },
  {
    id: '5.1/divided-by-fan-in',
    title: 'Divided by fanIn, not its root',
    explanation:
      'You divided by fanIn instead of its square root. A sum of fanIn products has fanIn times the variance of one, so its standard deviation grows by the root only: ' +
      'divided by all of fanIn, the signal is 1 / sqrt(fanIn) of what it was after every layer.',
    next: 'Divide by Math.sqrt(fanIn).',
    ways: [[{ replace: 'div(Math.sqrt(fanIn))', by: 'div(fanIn)' }]],
  },
  {
    id: '5.1/gain-in-linear',
    title: 'A gain inside Linear',
    explanation:
      'You multiplied the weight by the gain of tanh, 5/3. A Linear does not know what comes after it: in front of the softmax, or of another Linear, ' +
      'the gain makes the signal larger for nothing.',
    next: 'Scale by 1 / Math.sqrt(fanIn) alone; whoever puts a tanh behind it applies the gain.',
    ways: [[{ replace: 'div(Math.sqrt(fanIn))', by: 'mul(5 / 3 / Math.sqrt(fanIn))' }]],
  },
  {
    id: '5.1/sigmoid-for-tanh',
    title: 'Tanh computes the logistic function',
    explanation:
      'Your Tanh gives 1 / (1 + exp(-x)), which lies between 0 and 1. The outputs of a tanh lie around 0; these all lie around 0.5, so every layer ' +
      'behind them starts with an offset, and its slope is at most 1/4 where that of tanh is 1.',
    next: 'Use x.tanh().',
    ways: [[{ replace: 'x.tanh()', by: 'x.sigmoid()' }]],
  },
  {
    id: '5.1/gain-of-relu-in-linear',
    title: "relu's gain inside Linear",
    explanation:
      'You drew the weight with std sqrt(2 / fanIn), Kaiming’s rule for a relu. A Linear does not know what comes after it, and in this network that is a batch norm ' +
      'and a tanh: the gain of 1.41 makes the signal larger for nothing.',
    next: 'Scale by 1 / Math.sqrt(fanIn) alone.',
    ways: [[{ replace: 'div(Math.sqrt(fanIn))', by: 'mul(Math.sqrt(2 / fanIn))' }], uniform('Math.sqrt(6 / fanIn)')],
  },
  {
    id: '5.1/divided-by-fan-out',
    title: 'Scaled by the outputs',
    explanation:
      'You divided by the square root of fanOut. How large an output gets depends on how many inputs it sums, and that is fanIn, the rows of the weight; ' +
      'fanOut only says how many such sums there are.',
    next: 'Divide by Math.sqrt(fanIn).',
    ways: [[{ replace: 'div(Math.sqrt(fanIn))', by: 'div(Math.sqrt(fanOut))' }], uniform('Math.sqrt(3 / fanOut)')],
  },
  {
    id: '5.1/xavier',
    title: "Xavier's rule in Linear",
    explanation:
      'You drew the weight with std sqrt(2 / (fanIn + fanOut)), which is Xavier’s compromise between the signal on its way forward and the gradient on its way back. ' +
      'The lecture’s Linear keeps the forward signal, and looks at fanIn alone.',
    next: 'Divide by Math.sqrt(fanIn).',
    ways: [
      [{ replace: 'div(Math.sqrt(fanIn))', by: 'mul(Math.sqrt(2 / (fanIn + fanOut)))' }],
      uniform('Math.sqrt(6 / (fanIn + fanOut))'),
    ],
  },
  {
    id: '5.1/kaiming-normal-by-default',
    title: "Kaiming's function as it stands",
    explanation:
      "Your weight has the spread sqrt(2 / fanOut). That is what PyTorch's kaiming functions give for a weight of shape [fanIn, fanOut]: they expect [fanOut, fanIn], " +
      'so they take the number of outputs for fanIn, and they add the gain of a relu unless told otherwise.',
    next: 'Divide randn([fanIn, fanOut], { generator }) by Math.sqrt(fanIn).',
    ways: [[{ replace: 'div(Math.sqrt(fanIn))', by: 'mul(Math.sqrt(2 / fanOut))' }], uniform('Math.sqrt(6 / fanOut)')],
  },
  {
    id: '5.1/weight-constant',
    title: 'The same number in all weights',
    explanation:
      'You gave all weights the same number. All units of the layer then compute the same and get the same gradient: they stay copies of one another, ' +
      'however long you train.',
    next: 'Draw them: randn([fanIn, fanOut], { generator }), divided by Math.sqrt(fanIn).',
    ways: ['0', '1 / Math.sqrt(fanIn)', '1'].map((value) => [
      { replace: randomWeight, by: `randn([fanIn, fanOut], { generator }).mul(0).add(${value}).mul(Math.sqrt(fanIn))` },
    ]),
  },
  {
    id: '5.1/uniform-to-the-bound',
    title: 'Uniform up to 1 / sqrt(fanIn)',
    explanation:
      'You drew the weight uniformly from -1/sqrt(fanIn) to 1/sqrt(fanIn), as torch.nn.Linear does by default. That is a bound and not a standard deviation: ' +
      'the std of such draws is 0.58 of it (1/sqrt(3)), and the signal shrinks by as much in every layer.',
    next: 'Use randn(...) divided by Math.sqrt(fanIn); a uniform draw would have to reach sqrt(3) times as far.',
    ways: [
      [
        { replace: 'zeros, type Generator', by: 'rand, zeros, type Generator' },
        { replace: randomWeight, by: 'rand([fanIn, fanOut], { generator }).mul(2).sub(1)' },
      ],
    ],
  },
  {
    id: '5.1/weight-is-no-leaf',
    title: 'requiresGrad before the scaling',
    explanation:
      'You asked for requiresGrad in randn and scaled afterwards. What you keep is then the result of a division and no longer the tensor that is trained: ' +
      'backward puts the gradient into the unscaled draw, which nobody has, and weight.grad stays null.',
    next: 'Scale first, then set this.weight.requiresGrad = true.',
    ways: [
      [
        { replace: randomWeight, by: 'randn([fanIn, fanOut], { generator, requiresGrad: true })' },
        { replace: trainWeight, by: '' },
      ],
    ],
  },
  {
    id: '5.1/not-trained',
    title: 'requiresGrad is missing',
    explanation:
      'Some of your parameters were made without requiresGrad. backward passes such a tensor by and leaves its grad null, ' +
      'so the optimizer has nothing to subtract and it stays as it was drawn.',
    next: 'Set requiresGrad on weight, bias, gamma and beta: zeros([fanOut], { requiresGrad: true }), and on the weight after its scaling.',
    ways: [
      [{ replace: trainWeight, by: '' }],
      [{ replace: zeroBias, by: 'zeros([fanOut])' }],
      [{ replace: 'ones([dim], { requiresGrad: true })', by: 'ones([dim])' }],
      [
        { replace: trainWeight, by: '' },
        { replace: zeroBias, by: 'zeros([fanOut])' },
      ],
      [
        { replace: 'ones([dim], { requiresGrad: true })', by: 'ones([dim])' },
        { replace: 'zeros([dim], { requiresGrad: true })', by: 'zeros([dim])' },
      ],
      [
        { replace: trainWeight, by: '' },
        { replace: zeroBias, by: 'zeros([fanOut])' },
        { replace: 'ones([dim], { requiresGrad: true })', by: 'ones([dim])' },
        { replace: 'zeros([dim], { requiresGrad: true })', by: 'zeros([dim])' },
      ],
    ],
  },
  {
    id: '5.1/own-generator',
    title: 'A new Generator in every layer',
    explanation:
      'You made a Generator inside instead of using the one that was passed in. Each starts from the same seed, so layers of the same size begin as copies of each other, ' +
      'and no seed of the caller changes anything.',
    next: 'Pass the generator on as it came: randn([fanIn, fanOut], { generator }), and new Linear(…, { generator }).',
    ways: [
      [
        { replace: 'type Generator, ', by: 'Generator, ' },
        {
          replace: readOptions,
          by: 'const { bias = true } = options;\n    const generator = new Generator(2147483647);',
        },
      ],
      [
        { replace: 'type Generator, ', by: 'Generator, ' },
        { replace: hidden, by: 'new Linear(blockSize * nEmbd, nHidden, { generator: new Generator(42) })' },
        { replace: output, by: 'new Linear(nHidden, vocabSize, { generator: new Generator(42) })' },
      ],
    ],
  },
  {
    id: '5.1/generator-left-out',
    title: 'Drawn without the generator',
    explanation:
      'Your weight does not come from the generator of the options: randn without it draws from the global one, Math.random from none of ours. The seed of the caller then has no say: ' +
      'two networks from the same seed differ, and a run cannot be repeated.',
    next: 'Pass it on: randn([fanIn, fanOut], { generator }).',
    ways: [
      [
        { replace: readOptions, by: 'const { bias = true } = options;' },
        { replace: randomWeight, by: 'randn([fanIn, fanOut])' },
      ],
    ],
  },
  {
    id: '5.1/bias-drawn',
    title: 'The bias is drawn',
    explanation:
      'You drew the bias at random. A new layer has no reason to prefer any of its units, and a random offset shifts their pre-activations ' +
      'before anything was learned.',
    next: 'Start with zeros([fanOut], { requiresGrad: true }).',
    ways: [
      [{ replace: zeroBias, by: 'randn([fanOut], { generator, requiresGrad: true })' }],
      [
        { replace: zeroBias, by: 'randn([fanOut], { generator }).mul(0.1)' },
        { replace: ': null; // (fanOut)', by: ': null;\n    if (this.bias) this.bias.requiresGrad = true;' },
      ],
    ],
  },
  {
    id: '5.1/bias-of-ones',
    title: 'The bias starts at 1',
    explanation:
      'Your bias starts at 1 and not at 0. Every unit then begins with the same offset, and the tanh behind the layer is asked where it is flatter already, ' +
      'before anything was learned.',
    next: 'Start with zeros([fanOut], { requiresGrad: true }).',
    ways: [[{ replace: zeroBias, by: 'ones([fanOut], { requiresGrad: true })' }]],
  },
  {
    id: '5.1/bias-off-by-default',
    title: 'No bias unless asked for',
    explanation:
      'Without the option your Linear has no bias: undefined counted as false. As in PyTorch, a layer has a bias unless it is told bias: false; ' +
      'a network built with your default lacks its biases without anybody having decided so.',
    next: 'Give the option a default: const { bias = true, generator } = options.',
    ways: [[{ replace: readOptions, by: 'const { bias = false, generator } = options;' }]],
  },
  {
    id: '5.1/bias-always-there',
    title: 'bias: false is ignored',
    explanation:
      'Your Linear has a bias whatever the option says. In front of a batch norm that bias is subtracted again with the mean: it is a parameter without any effect, ' +
      'and whoever said false did not want it.',
    next: 'Set this.bias to null where options.bias is false, and add it in forward only where there is one.',
    ways: [
      [
        { replace: readOptions, by: 'const { generator } = options;' },
        { replace: `bias ? ${zeroBias} : null`, by: zeroBias },
      ],
    ],
  },
  {
    id: '5.1/bias-forgotten-in-parameters',
    title: 'parameters() forgets the bias',
    explanation:
      'Your parameters() lists the weight and not the bias. An optimizer updates exactly that list, so the bias stays at 0 for ever, ' +
      'and nothing ever complains.',
    next: 'Return [this.weight, this.bias] where there is a bias, [this.weight] where there is none.',
    ways: [[{ replace: linearParameters, by: '[this.weight]' }]],
  },
  {
    id: '5.1/null-in-parameters',
    title: 'parameters() lists a null bias',
    explanation:
      'Without a bias your parameters() still has an entry for it, null. Whoever loops over the list, counts elements or subtracts gradients ' +
      'meets something that is no tensor.',
    next: 'Return [this.weight] alone where this.bias is null.',
    ways: [[{ replace: linearParameters, by: '[this.weight, this.bias!]' }]],
  },
  {
    id: '5.1/parameters-in-the-wrong-order',
    title: 'Parameters in another order',
    explanation:
      'Your parameters() returns the right tensors in another order. Saved weights are loaded by their place in this list, and statistics are read by it: ' +
      'with the order changed they end up in the wrong tensor.',
    next: 'Return [weight, bias] and [gamma, beta].',
    ways: [
      [{ replace: '[this.weight, this.bias]', by: '[this.bias, this.weight]' }],
      [{ replace: '[this.gamma, this.beta]', by: '[this.beta, this.gamma]' }],
    ],
  },
  {
    id: '5.1/out-not-kept',
    title: 'The output is not kept in out',
    explanation:
      'One of your layers returns its result without storing it in out. The network computes the same, but the diagnostics of part 6 read out ' +
      'and will pass the layer over as one that never ran.',
    next: 'In each of the three write this.out = … before you return it.',
    ways: [[returnLinear], [returnBatchNorm], [returnTanh], [returnLinear, returnBatchNorm, returnTanh]],
  },
  {
    id: '5.1/out-kept-too-early',
    title: 'out is kept too early',
    explanation:
      'What you keep in out is not what forward returns but a step before it. Whoever looks into the network later, in part 6, ' +
      'measures numbers that the next layer was never given.',
    next: 'Compute the whole output, write it to this.out, and return this.out.',
    ways: [
      [{ replace: keepLinear, by: 'this.out = product;\n    return this.bias ? product.add(this.bias) : product;' }],
      [{ replace: keepBatchNorm, by: 'this.out = normalized;\n    return normalized.mul(this.gamma).add(this.beta);' }],
      [{ replace: keepTanh, by: 'this.out = x;\n    return x.tanh();' }],
    ],
  },
  {
    id: '5.1/output-detached',
    title: 'The output is cut off from the graph',
    explanation:
      'One of your layers returns a tensor without a history, by detach, inside noGrad or filled number by number. backward stops there: ' +
      'neither this layer nor any below it gets a gradient, and none of them learns.',
    next: 'Compute with tensor operations, keep the result as it is in this.out, and return it.',
    ways: [[detachLinear], [detachBatchNorm], [detachTanh], [detachLinear, detachBatchNorm, detachTanh]],
  },
  {
    id: '5.1/input-detached',
    title: 'The input is cut off from the graph',
    explanation:
      'One of your layers computes with x.detach(). Its own parameters get their gradients, but backward ends there: ' +
      'whatever lies below the layer never learns.',
    next: 'Compute with x itself.',
    ways: [
      [{ replace: 'x.matmul(this.weight)', by: 'x.detach().matmul(this.weight)' }],
      [
        { replace: 'const normalized = x.sub(mean)', by: 'const normalized = x.detach().sub(mean.detach())' },
        divisor('variance.detach().add(this.#eps).sqrt()'),
      ],
    ],
  },
  {
    id: '5.1/statistics-as-constants',
    title: 'Mean and variance as constants',
    explanation:
      'You took mean and variance out of the graph, by detach, noGrad or as numbers. They depend on x: without that part of the gradient each layer below ' +
      'is pushed to change what the norm takes off again.',
    next: 'Compute both from x with tensor operations, without detach.',
    ways: [
      [batchMean('x.detach().mean(0)'), batchVariance('x.detach().var(0, { correction: 0 })')],
      [batchVariance('x.detach().var(0, { correction: 0 })')],
      [batchMean('x.detach().mean(0)')],
    ],
  },
  {
    id: '5.1/batch-size-written-out',
    title: 'The batch size is written out',
    explanation:
      'You divided the sums by 32 and not by the number of examples. With any other batch the mean and the variance are off, ' +
      'and the last batch of an epoch is hardly ever full.',
    next: 'Divide by x.shape[0], or use mean(0) and var(0, { correction: 0 }).',
    ways: [[batchMean('x.sum(0).div(32)'), batchVariance('x.sub(mean).pow(2).sum(0).div(32)')]],
  },
  {
    id: '5.1/tanh-twice',
    title: 'tanh is applied twice',
    explanation:
      'Your Tanh applies tanh to its result again. The tanh of a number between -1 and 1 never gets beyond 0.76, and the slopes of both multiply: ' +
      'signal and gradient shrink more than they should.',
    next: 'Return x.tanh(), once.',
    ways: [[{ replace: 'x.tanh()', by: 'x.tanh().tanh()' }]],
  },
  {
    id: '5.1/tanh-in-linear',
    title: 'A tanh inside Linear',
    explanation:
      'Your Linear applies tanh to what it computed. A Linear is linear: in the network a Tanh of its own comes behind it, after the batch norm, ' +
      'and the logits of the last layer must not be squashed at all.',
    next: 'Return x @ weight + bias.',
    ways: [
      [{ replace: 'product.add(this.bias) : product; //', by: 'product.add(this.bias).tanh() : product.tanh(); //' }],
    ],
  },
  {
    id: '5.1/batch-norm-unbiased',
    title: 'Unbiased variance in the batch norm',
    explanation:
      'You normalized with the variance divided by N - 1, which is what var(0) computes unless it is told otherwise. The batch then comes out with a variance of ' +
      '(N - 1) / N instead of 1: to normalize the batch at hand, its own spread counts, divided by N.',
    next: 'Take x.var(0, { correction: 0 }).',
    ways: [[{ replace: 'x.var(0, { correction: 0 })', by: 'x.var(0)' }]],
  },
  {
    id: '5.1/batch-norm-over-all',
    title: 'Mean and variance of the whole matrix',
    explanation:
      'You took the mean and the variance over all elements. Batch norm measures each feature by itself, over the examples: with one number for all, ' +
      'a unit that is far off stays far off, and its tanh stays saturated.',
    next: 'Reduce over dimension 0: x.mean(0) and x.var(0, { correction: 0 }).',
    ways: [
      [batchMean('x.mean()'), batchVariance('x.var({ correction: 0 })')],
      [batchVariance('x.var({ correction: 0 })')],
    ],
  },
  {
    id: '5.1/batch-norm-over-features',
    title: 'Over the features, not the batch',
    explanation:
      'You took mean and variance of each example over its features. That is layer norm: each row comes out with a spread of 1, ' +
      'but a unit that is large on every example stays so.',
    next: 'Reduce over dimension 0: x.mean(0) and x.var(0, { correction: 0 }).',
    ways: [[batchMean('x.mean(1, { keepdim: true })'), batchVariance('x.var(1, { keepdim: true, correction: 0 })')]],
  },
  {
    id: '5.1/divided-by-the-std',
    title: 'Divided by std()',
    explanation:
      'You divided by x.std(0), as the lecture does at first. That differs in two ways: std divides by N - 1 where the variance of a batch norm divides by N, ' +
      'and eps does not stand under the root with the variance.',
    next: 'Divide by x.var(0, { correction: 0 }).add(this.eps).sqrt().',
    ways: [
      [batchVariance('x.std(0)'), divisor('variance.add(this.#eps)')],
      [epsUnread, batchVariance('x.std(0)'), divisor('variance')],
    ],
  },
  {
    id: '5.1/eps-outside-the-root',
    title: 'eps outside the root',
    explanation:
      'You added eps to the standard deviation, after the root. Inside it counts for much more where it matters: for a variance of 0 the divisor is ' +
      'sqrt(1e-5) = 0.003 and not 0.00001, so that a unit which hardly varies is not blown up.',
    next: 'Add it before the root: variance.add(this.eps).sqrt().',
    ways: [[divisor('variance.sqrt().add(this.#eps)')]],
  },
  {
    id: '5.1/eps-missing',
    title: 'eps is not used',
    explanation:
      'The eps of the constructor does not get into forward: it is left out or written as a number. Without it a feature that is the same in every example gives 0 / 0, ' +
      'NaN, and with a fixed one whoever asks for another does not get it.',
    next: 'Keep it in the constructor, this.eps = eps, and add it to the variance before the root.',
    ways: [
      [epsUnread, divisor('variance.sqrt()')],
      [epsUnread, divisor('variance.add(1e-5).sqrt()')],
    ],
  },
  {
    id: '5.1/variance-not-rooted',
    title: 'Divided by the variance',
    explanation:
      'You divided by the variance instead of its root. A feature of standard deviation 3 then comes out with 1/3, and one of 0.1 with 10: ' +
      'the spreads are turned upside down, not made equal.',
    next: 'Take the root: div(variance.add(this.eps).sqrt()).',
    ways: [[divisor('variance.add(this.#eps)')]],
  },
  {
    id: '5.1/gamma-and-beta-swapped',
    title: 'gamma and beta are swapped',
    explanation:
      'You multiplied by beta and added gamma. beta starts at 0, so the normalized batch is multiplied away and every output is 1: ' +
      'nothing of the input gets through.',
    next: 'Return normalized.mul(this.gamma).add(this.beta).',
    ways: [[scaled('normalized.mul(this.beta).add(this.gamma)')]],
  },
  {
    id: '5.1/beta-before-gamma',
    title: 'beta is added before gamma multiplies',
    explanation:
      'You added beta first and multiplied by gamma after. At the start nothing shows, since they are 0 and 1; once they are trained, ' +
      'gamma scales the shift as well, and the two can no longer be learned apart.',
    next: 'Multiply first, then add: normalized.mul(this.gamma).add(this.beta).',
    ways: [[scaled('normalized.add(this.beta).mul(this.gamma)')]],
  },
  {
    id: '5.1/gamma-and-beta-ignored',
    title: 'gamma and beta are not applied',
    explanation:
      'Your BatchNorm1d returns the normalized batch without gamma and beta. At the start nothing shows, since they are 1 and 0; ' +
      'but they are trained for nothing, and the network cannot choose another scale where it needs one.',
    next: 'Return normalized.mul(this.gamma).add(this.beta).',
    ways: [[{ replace: 'normalized.mul(this.gamma).add(this.beta)', by: 'normalized' }]],
  },
  {
    id: '5.1/gamma-and-beta-as-rows',
    title: 'gamma and beta of shape [1, dim]',
    explanation:
      "You made gamma and beta of shape [1, dim], as bnGain and bnBias were in 4.2. They compute the same, but a BatchNorm1d holds vectors of shape [dim], as PyTorch's does, " +
      'and weights can only be loaded into tensors of their shape.',
    next: 'Make them with ones([dim], …) and zeros([dim], …).',
    ways: [
      [
        { replace: 'ones([dim]', by: 'ones([1, dim]' },
        { replace: 'zeros([dim]', by: 'zeros([1, dim]' },
      ],
    ],
  },
  {
    id: '5.1/network-without-bias',
    title: 'A Linear of the network without bias',
    explanation:
      'In buildNetwork you switched a bias off. In front of a batch norm that would be a sensible choice, but this is the network of 4.2, whose two linear layers ' +
      'have theirs: without them it has fewer parameters than the 12,027 that were asked for.',
    next: 'Build both with new Linear(fanIn, fanOut, { generator }), and leave the option away.',
    ways: [[plainHidden], [plainOutput], [plainHidden, plainOutput]],
  },
  {
    id: '5.1/network-without-batch-norm',
    title: 'No batch norm in the network',
    explanation:
      'Your buildNetwork leaves the BatchNorm1d out. Then nothing brings the pre-activations to one scale, and how many of the tanhs saturate ' +
      'is again up to the draw of the weights.',
    next: 'Put new BatchNorm1d(nHidden) between the first Linear and the Tanh.',
    ways: [[{ replace: norm, by: '' }]],
  },
  {
    id: '5.1/network-without-tanh',
    title: 'No tanh in the network',
    explanation:
      'Your buildNetwork leaves the Tanh out. Linear layers behind one another are one linear layer, whatever their number: ' +
      'the network can learn nothing that a single one could not.',
    next: 'Put new Tanh() between the BatchNorm1d and the last Linear.',
    ways: [[{ replace: squash, by: '' }]],
  },
  {
    id: '5.1/norm-after-the-output',
    title: 'A batch norm behind the output layer',
    explanation:
      'Your network ends with a batch norm. The lecture tries that later and then sets its gamma to 0.1; the network of 4.2 ends with the Linear, ' +
      'and with a gamma of 1 its logits start with a spread of 1, which is too confident for a network that knows nothing.',
    next: 'End the list with the output Linear.',
    ways: [[{ replace: output, by: `${output},\n    new BatchNorm1d(vocabSize)` }]],
  },
  {
    id: '5.1/norm-after-tanh',
    title: 'Batch norm behind the tanh',
    explanation:
      'You put BatchNorm1d behind Tanh. It is there to bring what goes into the tanh to a spread of 1; behind it, the tanh saturates as without any norm, ' +
      'and rescaling flat values brings no gradient back.',
    next: 'Order them Linear, BatchNorm1d, Tanh, Linear.',
    ways: [[{ replace: norm + squash, by: squash + norm }]],
  },
  {
    id: '5.1/tanh-after-the-output',
    title: 'A tanh behind the output layer',
    explanation:
      'Your network ends with a tanh. The logits then cannot leave -1 to 1, and with 27 characters the softmax can never give one of them ' +
      'more than 22 %: the loss cannot fall below 1.5 whatever is learned.',
    next: 'End the list with the output Linear; the cross-entropy takes the logits as they are.',
    ways: [[{ replace: output, by: `${output},\n    new Tanh()` }]],
  },
];

export default misconceptions;
