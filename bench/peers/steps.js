/**
 * `#torch` itself: a training step of the lecture's network or, with `--operations`, each hot operation. `--as-written` takes the step as the
 * lecture writes it, from plain tensor operations and without a workspace. STEPZERO_BACKEND=cpu leaves the WebAssembly kernels out.
 */
import { normalizeByBatch } from '../../dist/src/torch/batch-norm.js';
import { F, Generator, noGrad, ones, randn, Tensor, zeros } from '../../dist/src/torch/index.js';
import { kernelsInUse, useKernels } from '../../dist/src/torch/kernels.js';
import { sgdStep } from '../../dist/src/torch/sgd.js';
import { Workspace } from '../../dist/src/torch/workspace.js';
import { resolveConfig } from '../../dist/src/training/presets.js';
import { Trainer } from '../../dist/src/training/trainer.js';
import { serve } from './serve.js';

/** Steps or operations a call: a call is long enough to be timed. */
const REPEATS = 200;
const SEED = 2147483647;

/** The lecture's loop, line by line. */
function asWritten({ X, Y, rows }) {
  const generator = new Generator(SEED);
  const C = randn([27, 10], { generator });
  const W1 = randn([30, 200], { generator })
    .mul(5 / 3)
    .div(Math.sqrt(30));
  const W2 = randn([200, 27], { generator }).mul(0.01);
  const b2 = randn([27], { generator }).mul(0);
  const [bnGain, bnBias] = [ones([1, 200]), zeros([1, 200])];
  const parameters = [C, W1, W2, b2, bnGain, bnBias];
  for (const parameter of parameters) parameter.requiresGrad = true;
  let [runningMean, runningStd] = [zeros([1, 200]), ones([1, 200])];
  return () => {
    const chosen = Array.from({ length: 32 }, () => generator.randint(0, rows));
    const Xb = chosen.map((row) => [X[3 * row], X[3 * row + 1], X[3 * row + 2]]);
    const Yb = chosen.map((row) => Y[row]);
    const hPreact = C.index(Xb).view([32, -1]).matmul(W1);
    const mean = hPreact.mean(0, { keepdim: true });
    const std = hPreact.std(0, { keepdim: true });
    const h = bnGain.mul(hPreact.sub(mean)).div(std).add(bnBias).tanh();
    noGrad(() => {
      runningMean = runningMean.mul(0.999).add(mean.mul(0.001));
      runningStd = runningStd.mul(0.999).add(std.mul(0.001));
    });
    const loss = F.crossEntropy(h.matmul(W2).add(b2), Yb);
    for (const parameter of parameters) parameter.grad = null;
    loss.backward();
    noGrad(() => {
      for (const parameter of parameters) parameter.add_(parameter.grad.mul(-0.1));
    });
    return loss.item();
  };
}

/** The step that `stepzero train --preset lecture-bn` takes. */
function asTrained({ X, Y, rows }) {
  const split = { X: Float32Array.from(X), Y: Float32Array.from(Y), rows, block: 3 };
  const trainer = new Trainer(resolveConfig('lecture-bn', {}), split, 27);
  return () => trainer.step();
}

/** One operation again and again, on arrays that lie where the kernels compute. */
function operations() {
  const generator = new Generator(SEED);
  const workspace = new Workspace();
  const draw = (shape, requiresGrad = false) =>
    workspace.lasting(() => {
      const x = randn(shape, { generator });
      x.requiresGrad = requiresGrad;
      return x;
    });
  const [x, W1, h, W2] = [draw([32, 30]), draw([30, 200]), draw([32, 200]), draw([200, 27])];
  const dh = draw([32, 200]);
  const [logits, wide, gamma, beta] = [
    draw([32, 27], true),
    draw([32, 200], true),
    draw([200], true),
    draw([200], true),
  ];
  const targets = workspace.lasting(
    () =>
      new Tensor(
        Float32Array.from({ length: 32 }, (_, i) => i % 27),
        [32],
      ),
  );
  const parameters = [[27, 10], [30, 200], [200, 27], [27], [200], [200]].map((shape) => draw(shape, true));
  for (const parameter of parameters) parameter.grad = draw(parameter.shape);
  const [left, right] = [draw([32, 30], true), draw([30, 200], true)];
  const repeat = (count, run) => () => {
    for (let i = 0; i < count; i++) workspace.step(run);
    return {};
  };
  const clear = (...tensors) => tensors.forEach((tensor) => (tensor.grad = null));
  return {
    matmulW1: repeat(REPEATS, () => x.matmul(W1)),
    matmulW2: repeat(REPEATS, () => h.matmul(W2)),
    matmulBackward: repeat(REPEATS, () => {
      clear(left, right);
      left.matmul(right).backward(dh);
    }),
    tanh: repeat(REPEATS, () => h.tanh()),
    tanhBackward: repeat(REPEATS, () => {
      clear(wide);
      wide.tanh().backward(dh);
    }),
    crossEntropy: repeat(REPEATS, () => {
      clear(logits);
      F.crossEntropy(logits, targets).backward();
    }),
    batchNorm: repeat(REPEATS, () => {
      clear(wide, gamma, beta);
      normalizeByBatch(wide, gamma, beta, { eps: 1e-5, correction: 0 }).y.backward(dh);
    }),
    sgd: repeat(REPEATS, () => sgdStep(parameters, 1e-9)),
    randn: repeat(1, () => randn([1_000_000], { generator })),
  };
}

/** As many steps as a call has. */
function steps(problem, isAsWritten) {
  const step = isAsWritten ? asWritten(problem) : asTrained(problem);
  return {
    step: () => {
      let loss = NaN;
      for (let i = 0; i < REPEATS; i++) loss = step();
      return { loss };
    },
  };
}

await serve((problem) => {
  if (process.env.STEPZERO_BACKEND === 'cpu') useKernels('cpu');
  const isAsWritten = process.argv.includes('--as-written');
  return {
    about: `#torch on ${kernelsInUse()}${isAsWritten ? ', from plain tensor operations' : ''}`,
    workloads: process.argv.includes('--operations') ? operations() : steps(problem, isAsWritten),
  };
});
