/** The same network written with #torch, as a student would. */
import { cat, F, Tensor } from '../../../src/torch/index.js';
import type { Activation } from '../../../src/reference/activations.js';
import type { Matrix } from '../../../src/reference/matrix.js';
import type { BatchNorm, Layer } from '../../../src/reference/network.js';
import type { Example } from './configuration.js';
import type { Implementation, Outcome } from './outcome.js';

const activate: Readonly<Record<Activation, (x: Tensor) => Tensor>> = {
  linear: (x) => x,
  tanh: F.tanh,
  relu: F.relu,
  leakyRelu: (x) => F.leakyRelu(x),
  sigmoid: F.sigmoid,
  gelu: (x) => F.gelu(x),
};

/** #torch: float32 tensors, gradients by autograd. */
export const torchNetwork: Implementation = {
  name: '#torch',
  run: (example) => Promise.resolve(run(example)),
};

function leaf({ rows, cols, data }: Matrix): Tensor {
  return new Tensor(Float32Array.from(data), [rows, cols], { requiresGrad: true });
}

function run({ network, X, Y }: Example): Outcome {
  const outcome = new Map<string, ArrayLike<number>>();
  const watched: [string, Tensor][] = [];
  const parameter = (name: string, matrix: Matrix): Tensor => {
    const tensor = leaf(matrix);
    watched.push([`${name} gradient`, tensor]);
    return tensor;
  };
  const C = parameter('embedding', network.embedding);
  const places = Array.from(X[0] ?? [], (_, place) => C.index(X.map((context) => context[place] ?? 0)));
  let x = cat(places, 1); // (N, B * E)
  network.layers.forEach((layer, index) => {
    const stages = step(x, layer, (name, matrix) => parameter(`layer ${index}: ${name}`, matrix));
    outcome.set(`layer ${index}: preactivation`, stages.preactivation.data);
    outcome.set(`layer ${index}: output`, stages.output.data);
    stages.output.retainGrad();
    watched.push([`layer ${index}: output gradient`, stages.output]);
    x = stages.output;
  });
  const loss = F.crossEntropy(x, Y);
  loss.backward();
  outcome.set('loss', [loss.item()]);
  for (const [name, tensor] of watched) outcome.set(name, tensor.grad?.data ?? []);
  return outcome;
}

function step(
  x: Tensor,
  { weight, bias, batchNorm, activation }: Layer,
  parameter: (name: string, m: Matrix) => Tensor,
) {
  const product = x.matmul(parameter('weight', weight)); // (N, fanIn) @ (fanIn, fanOut) -> (N, fanOut)
  const preactivation = bias ? product.add(parameter('bias', bias)) : product;
  const before = batchNorm
    ? normalize(preactivation, batchNorm, parameter('bnGain', batchNorm.gain), parameter('bnBias', batchNorm.bias))
    : preactivation;
  return { preactivation, output: activate[activation](before) };
}

/** The biased variance has a function of its own; Bessel's is written out, as in the lecture. */
function normalize(x: Tensor, { eps, correction }: BatchNorm, gain: Tensor, bias: Tensor): Tensor {
  if (correction === 0) return F.batchNorm(x, null, null, { weight: gain, bias, training: true, eps });
  const deviation = x.sub(x.mean(0, { keepdim: true })); // (N, F)
  const scale = x.var(0, { keepdim: true, correction }).add(eps).sqrt(); // (1, F)
  return gain.mul(deviation.div(scale)).add(bias);
}
