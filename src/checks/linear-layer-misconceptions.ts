/** What goes wrong in 5.1's Linear: how its weight and bias are drawn, and which of them there are. */
import type { Misconception } from '../grading/misconception.js';

const randomWeight = 'randn([fanIn, fanOut], { generator })';
const trainWeight = '    this.weight.requiresGrad = true;\n';
const zeroBias = 'zeros([fanOut], { requiresGrad: true })';
const readOptions = 'const { bias = true, generator } = options;';
const hidden = 'new Linear(blockSize * nEmbd, nHidden, { generator })';
const output = 'new Linear(nHidden, vocabSize, { generator })';
/** Uniform draws from -bound to bound in place of the normal ones. */
const uniform = (bound: string) => [
  { replace: 'zeros, type Generator', by: 'rand, zeros, type Generator' },
  {
    replace: `${randomWeight}.div(Math.sqrt(fanIn))`,
    by: `rand([fanIn, fanOut], { generator }).mul(2).sub(1).mul(${bound})`,
  },
  { replace: 'import { ones, randn,', by: 'import { ones,' },
];

/** Weight and bias as they should not be made. */
export const linearLayerMisconceptions: readonly Misconception[] = [
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
];
