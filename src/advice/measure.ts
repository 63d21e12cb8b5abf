/** What a recommended start measures, on normal inputs: one layer, a stack of them, an output layer. */
import { noGrad } from '../torch/autograd/grad-mode.js';
import { normalizeByBatch } from '../torch/batch-norm.js';
import { ones, zeros } from '../torch/creation.js';
import { Generator } from '../torch/generator.js';
import { randn } from '../torch/random.js';
import type { Tensor } from '../torch/tensor.js';
import { type ActivationName, activations } from '../training/activations.js';
import { moments, saturatedShare } from '../training/statistics.js';

const SEED = 2_147_483_647;
const ROWS = 256;
const UNITS = 256;
/** A layer of more inputs is measured with so many and weights that are larger accordingly: what it sums up to is the same. */
const WIDEST = 1024;
/** A stack of wider layers shows nothing new, and takes long. */
const WIDEST_STACK = 256;

/** One layer on N(0, 1) inputs. */
export interface LayerMeasured {
  readonly preactivationStd: number;
  /** Root mean square of the outputs. */
  readonly rms: number;
  /** Share on a flat end; null for an activation without two. */
  readonly saturated: number | null;
}

/** Draws 256 units with weights of std gain / sqrt(fanIn) and looks at 256 examples. */
export function measureLayer(gain: number, fanIn: number, activation: ActivationName): LayerMeasured {
  const generator = new Generator(SEED);
  const inputs = Math.min(fanIn, WIDEST);
  return noGrad(() => {
    const weight = randn([inputs, UNITS], { generator }).mul(gain / Math.sqrt(inputs));
    const preactivation = randn([ROWS, inputs], { generator }).matmul(weight); // (ROWS, UNITS)
    const { data } = activations[activation].apply(preactivation);
    return {
      preactivationStd: moments(preactivation.data).std,
      rms: rootMeanSquare(data),
      saturated: saturatedShare(data, activation),
    };
  });
}

/** A tanh layer of 30 inputs whose weights were never scaled, without and with a batch norm before the tanh. */
export interface NormalizedMeasured {
  readonly stdBefore: number;
  readonly stdBehind: number;
  readonly saturatedWithout: number | null;
  readonly saturatedWith: number | null;
}

/** Weights from N(0, 1) and N(0, 1) inputs, which a batch norm as it starts makes good for. */
export function measureNormalized(): NormalizedMeasured {
  const generator = new Generator(SEED);
  return noGrad(() => {
    const x = randn([ROWS, 30], { generator }).matmul(randn([30, UNITS], { generator })); // (ROWS, UNITS)
    const { y } = normalizeByBatch(x, ones([UNITS]), zeros([UNITS]), { eps: 1e-5, correction: 0 });
    return {
      stdBefore: moments(x.data).std,
      stdBehind: moments(y.data).std,
      saturatedWithout: saturatedShare(x.tanh().data, 'tanh'),
      saturatedWith: saturatedShare(y.tanh().data, 'tanh'),
    };
  });
}

/** A stack of layers: how large the signal is at its end, and the gradient at its beginning. */
export interface DepthMeasured {
  readonly depth: number;
  readonly width: number;
  /** Root mean square of the outputs of the first layer and of the last. */
  readonly firstRms: number;
  readonly lastRms: number;
  /** Root mean square of the gradient at the first layer's outputs over that at the last's. */
  readonly gradientRatio: number;
}

/** Sends N(0, 1) through layers of std gain / sqrt(width), and an N(0, 1) gradient back. */
export function measureDepth(gain: number, activation: ActivationName, fanIn: number, depth: number): DepthMeasured {
  const generator = new Generator(SEED);
  const width = Math.min(fanIn, WIDEST_STACK);
  const outputs: Tensor[] = [];
  let x = randn([ROWS, width], { generator, requiresGrad: true });
  for (let layer = 0; layer < depth; layer++) {
    const weight = randn([width, width], { generator }).mul(gain / Math.sqrt(width));
    x = activations[activation].apply(x.matmul(weight)); // (ROWS, width)
    x.retainGrad();
    outputs.push(x);
  }
  const back = randn([ROWS, width], { generator });
  x.mul(back).sum().backward();
  const [first, last] = [outputs[0], outputs.at(-1)];
  return {
    depth,
    width,
    firstRms: rootMeanSquare(first?.data ?? []),
    lastRms: rootMeanSquare(last?.data ?? []),
    gradientRatio: rootMeanSquare(first?.grad?.data ?? []) / rootMeanSquare(last?.grad?.data ?? []),
  };
}

/** An output layer behind tanh units. */
export interface OutputMeasured {
  readonly logitsStd: number;
  /** Mean cross-entropy in nats, over the classes as they are distributed. */
  readonly loss: number;
}

/** The first loss of an output layer with weights of a std and a bias, where the classes have these shares. */
export function measureOutput(
  std: number,
  fanIn: number,
  shares: readonly number[],
  bias: readonly number[],
): OutputMeasured {
  const generator = new Generator(SEED);
  const inputs = Math.min(fanIn, WIDEST_STACK);
  const logits = noGrad(() => {
    const h = randn([ROWS, inputs], { generator }).tanh();
    const weight = randn([inputs, shares.length], { generator }).mul(std * Math.sqrt(fanIn / inputs));
    return h.matmul(weight); // (ROWS, classes)
  });
  let loss = 0;
  for (let row = 0; row < ROWS; row++) {
    const scores = shares.map((_, index) => (logits.data[row * shares.length + index] ?? NaN) + (bias[index] ?? 0));
    const largest = Math.max(...scores);
    const logSum = largest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - largest), 0));
    loss += shares.reduce(
      (sum, share, index) => sum + (share === 0 ? 0 : share * (logSum - (scores[index] ?? NaN))),
      0,
    );
  }
  return { logitsStd: moments(logits.data).std, loss: loss / ROWS };
}

function rootMeanSquare(data: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of data) {
    sum += value * value;
    count++;
  }
  return Math.sqrt(sum / count);
}
