/** What goes wrong in 4.2's forward pass between the stages: where the batch norm stands, and what each stage is fed. */
import type { Edit, Misconception } from '../grading/misconception.js';

const scaled = (by: string): Edit => ({ replace: 'normalized.mul(p.bnGain).add(p.bnBias)', by });
const tanh = (by: string): Edit => ({ replace: 'hPreactBn.tanh()', by });
const logits = (by: string): Edit => ({ replace: 'h.matmul(p.W2).add(p.b2)', by });

/** Batch norm of another stage, with the layer's own gain and bias. */
const normOf = (stage: string) =>
  `${stage}.sub(${stage}.mean(0, { keepdim: true })).div(${stage}.var(0, { keepdim: true, correction: 0 }).add(1e-5).sqrt())`;

/** The stages of the forward pass in another order, twice, or left out. */
export const stageMisconceptions: readonly Misconception[] = [
  {
    id: '4.2/after-the-tanh',
    title: 'Batch norm after the tanh',
    explanation:
      'You normalized h, the output of the tanh. By then the damage is done: what was pushed to the flat ends stays there, and its gradient with it. What has to be well spread is what the tanh is fed.',
    next: 'Normalize hPreact, and take the tanh of that.',
    ways: [
      [
        {
          replace: 'const mean = hPreact',
          by: 'const activated = hPreact.tanh();\n  const mean = activated',
        },
        { replace: 'hPreact.var(0', by: 'activated.var(0' },
        { replace: 'hPreact.sub(mean)', by: 'activated.sub(mean)' },
        tanh('hPreactBn'),
      ],
      [scaled('hPreact'), tanh(`${normOf('hPreact.tanh()')}.mul(p.bnGain).add(p.bnBias)`)],
      [
        { replace: 'const mean = hPreact', by: 'const h = hPreact.tanh();\n  const mean = h' },
        { replace: 'hPreact.var(0', by: 'h.var(0' },
        { replace: 'hPreact.sub(mean)', by: 'h.sub(mean)' },
        { replace: 'const h = hPreactBn.tanh();', by: '' },
        logits('hPreactBn.matmul(p.W2).add(p.b2)'),
      ],
    ],
  },
  {
    id: '4.2/normalized-and-thrown-away',
    title: 'The tanh of hPreact',
    explanation:
      'You computed hPreactBn and then took the tanh of hPreact. The batch norm changes nothing in the network, and bnGain and bnBias get no gradient.',
    next: 'Take h = hPreactBn.tanh().',
    ways: [[tanh('hPreact.tanh()')]],
  },
  {
    id: '4.2/tanh-missing',
    title: 'No tanh after the batch norm',
    explanation:
      'You passed hPreactBn on without a tanh. Two linear layers with nothing between them are one linear layer, and the network can learn no more than that.',
    next: 'Take h = hPreactBn.tanh().',
    ways: [[tanh('hPreactBn')]],
  },
  {
    id: '4.2/tanh-twice',
    title: 'tanh is taken twice',
    explanation:
      'You took the tanh of a tanh. What was spread over -1..1 is squeezed once more, to -0.76..0.76, and the gradient is multiplied by two slopes instead of one.',
    next: 'Take h = hPreactBn.tanh() once.',
    ways: [[tanh('hPreactBn.tanh().tanh()')]],
  },
  {
    id: '4.2/another-nonlinearity',
    title: 'Another nonlinearity than tanh',
    explanation:
      "You took relu or sigmoid where the network has tanh. Kaiming's gain of 5/3 in W1, and all that part 2 said about saturation, belong to tanh.",
    next: 'Take h = hPreactBn.tanh().',
    ways: [[tanh('hPreactBn.relu()')], [tanh('hPreactBn.sigmoid()')]],
  },
  {
    id: '4.2/embeddings-transposed',
    title: 'The embeddings are laid out otherwise',
    explanation:
      'You exchanged the positions and the features of the embeddings before laying them side by side. Each row of W1 then meets another number than in the lecture; a network trained elsewhere would give other logits here.',
    next: 'Use p.C.index(X).view([X.length, -1]) as it comes: the embedding of the first character, then that of the second, and so on.',
    ways: [[{ replace: 'index(X).view(', by: 'index(X).transpose(1, 2).reshape(' }]],
  },
  {
    id: '4.2/pre-activation-overwritten',
    title: 'hPreact is the normalized one',
    explanation:
      'You returned the normalized batch as hPreact too. The network is right; but hPreact stands for what the layer computes before the batch norm, and the comparison of the two is how one sees what the norm does.',
    next: 'Give the normalized batch a name of its own, and return hPreact as it was.',
    ways: [[{ replace: 'return { hPreact,', by: 'return { hPreact: hPreactBn,' }]],
  },
  {
    id: '4.2/logits-through-softmax',
    title: 'Probabilities in place of logits',
    explanation:
      'You returned the softmax of the logits (or its logarithm). The cross-entropy takes the softmax itself: done twice, the probabilities come out nearly equal whatever the network knows.',
    next: 'Return h.matmul(p.W2).add(p.b2) as it is.',
    ways: [[logits('h.matmul(p.W2).add(p.b2).softmax(1)')], [logits('h.matmul(p.W2).add(p.b2).logSoftmax(1)')]],
  },
  {
    id: '4.2/output-bias-left-out',
    title: 'b2 is left out',
    explanation:
      'You computed the logits without b2. At the start, at zero, it makes no difference; but it gets no gradient either, and the network has no simple way to learn which characters are frequent.',
    next: 'Take logits = h @ W2 + b2.',
    ways: [[logits('h.matmul(p.W2)')]],
  },
  {
    id: '4.2/before-gain-and-bias',
    title: 'hPreactBn is not what the tanh is fed',
    explanation:
      'You returned the normalized batch as hPreactBn and applied bnGain and bnBias on the way into the tanh. The network is right; but hPreactBn stands for what the tanh is fed, and whoever looks at it there would not see what was learned.',
    next: 'Make hPreactBn the normalized batch times bnGain plus bnBias, and take h = hPreactBn.tanh().',
    ways: [[scaled('normalized'), tanh('hPreactBn.mul(p.bnGain).add(p.bnBias).tanh()')]],
  },
  {
    id: '4.2/embeddings-normalized',
    title: 'Batch norm of the embeddings',
    explanation:
      'You normalized the embeddings, the input of the hidden layer, instead of what comes out of it. They have a standard deviation of about 1 anyway; how far the pre-activations spread is up to W1, as before.',
    next: 'Leave embcat as it is, and normalize hPreact = embcat @ W1 + b1.',
    ways: [
      [
        { replace: 'const embcat = p.C', by: 'const side = p.C' },
        { replace: 'const hPreact = embcat', by: `const embcat = ${normOf('side')};\n  const hPreact = embcat` },
        scaled('hPreact.mul(p.bnGain).add(p.bnBias)'),
      ],
      [
        { replace: 'const embcat = p.C', by: 'const side = p.C' },
        { replace: 'const hPreact = embcat', by: `const embcat = ${normOf('side')};\n  const hPreact = embcat` },
      ],
    ],
  },
  {
    id: '4.2/logits-normalized',
    title: 'Batch norm of the logits too',
    explanation:
      'You normalized the logits as well. That gives each of them standard deviation 1 over the batch, undoes the small W2, and makes the network certain of something before it has learned anything.',
    next: 'Return h.matmul(p.W2).add(p.b2) as it is.',
    ways: [
      [
        logits(normOf('scores')),
        { replace: '  const logits =', by: '  const scores = h.matmul(p.W2).add(p.b2);\n  const logits =' },
      ],
    ],
  },
];
