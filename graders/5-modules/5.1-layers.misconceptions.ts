import { linearLayerMisconceptions } from '../../src/checks/linear-layer-misconceptions.js';
import { normLayerMisconceptions } from '../../src/checks/norm-layer-misconceptions.js';
import type { Misconception } from '../../src/grading/misconception.js';

const trainWeight = '    this.weight.requiresGrad = true;\n';
const zeroBias = 'zeros([fanOut], { requiresGrad: true })';
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
const detachLinear = {
  replace: 'product.add(this.bias) : product; //',
  by: 'product.add(this.bias).detach() : product.detach(); //',
};
const detachBatchNorm = {
  replace: 'normalized.mul(this.gamma).add(this.beta)',
  by: 'normalized.mul(this.gamma).add(this.beta).detach()',
};
const detachTanh = { replace: 'this.out = x.tanh()', by: 'this.out = x.tanh().detach()' };
const divisor = (by: string) => ({ replace: 'variance.add(this.#eps).sqrt()', by });

const misconceptions: readonly Misconception[] = [
  ...linearLayerMisconceptions,
  ...normLayerMisconceptions,
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
