import { asRecord, asTensor } from '../../src/grading/answers.js';
import type { Check, CheckContext, Grader } from '../../src/grading/check.js';
import { format, formatLoss } from '../../src/grading/format.js';
import { type Expected, linearOutput, tanhOutput } from '../../src/checks/expected-output.js';
import { filledTensor, normalTensor, trained } from '../../src/checks/inputs.js';
import { firstFailure, judgeValues } from '../../src/checks/judge.js';
import { judgeParameterGradients } from '../../src/checks/judge-parameter-gradients.js';
import { drawLectureBatch } from '../../src/checks/lecture-batch.js';
import { lectureConfig, parameterShapes } from '../../src/checks/network.js';
import { closeEnough, crossEntropyBound, forwardBounds, gradientBounds } from '../../src/grading/tolerance.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { TensorValue } from '../../src/guest/contract/value.js';
import type { ForwardTrace } from '../../src/reference/forward.js';
import { fromTensor, type Matrix } from '../../src/reference/matrix.js';
import { twoLayerNetwork } from '../../src/reference/network.js';
import { reference } from '../../src/reference/reference.js';
import type { Generator } from '../../src/torch/generator.js';
import type { NetworkConfig } from '../../src/torch/course-types.js';

type Name = 'C' | 'W1' | 'b1' | 'W2' | 'b2';
type Given = Readonly<Record<Name, TensorValue>>;

/** A network of the judge's and examples for it: what the student's code is asked about. */
interface Question {
  /** For a message: "the lecture's network, 32 examples". */
  readonly what: string;
  readonly parameters: Given;
  readonly X: readonly (readonly number[])[];
  readonly Y: readonly number[];
  readonly notes: readonly string[];
}

/** Every parameter from N(0, 1), drawn in the lecture's order. */
function drawNaive(generator: Generator, config: NetworkConfig): Given {
  const shapes = parameterShapes(config);
  const draw = (name: Name) => trained(normalTensor(generator, shapes[name]));
  return { C: draw('C'), W1: draw('W1'), b1: draw('b1'), W2: draw('W2'), b2: draw('b2') };
}

/** The naive network and the batch of the lecture: with its seed and names, the lecture's own numbers. */
function lectureQuestion(context: CheckContext): Question {
  const { vocabSize, blockSize } = context.examples;
  const parameters = drawNaive(context.generator, { ...lectureConfig, vocabSize, blockSize });
  const batch = drawLectureBatch(context, []); // the generator has drawn the parameters already
  const { X, Y, notes } = batch;
  return { what: `the naive network and a batch of ${X.length} names' contexts`, parameters, X, Y, notes };
}

/** Other sizes: a batch size, a context or an embedding that is written out does not fit. */
function smallQuestion({ generator }: CheckContext, examples: number): Question {
  const config = { vocabSize: 11, blockSize: 4, nEmbd: 3, nHidden: 7 };
  const character = () => generator.randint(0, config.vocabSize);
  const X = Array.from({ length: examples }, () => Array.from({ length: config.blockSize }, character));
  const Y = Array.from({ length: examples }, character);
  const what = `a network with vocabSize 11, blockSize 4, nEmbd 3, nHidden 7 and ${examples} ${examples === 1 ? 'example' : 'examples'}`;
  return { what, parameters: drawNaive(generator, config), X, Y, notes: [] };
}

function matricesOf({ C, W1, b1, W2, b2 }: Given) {
  return { C: fromTensor(C), W1: fromTensor(W1), b1: fromTensor(b1), W2: fromTensor(W2), b2: fromTensor(b2) };
}

function valuesOf({ embedded, layers, logits }: ForwardTrace) {
  const [hidden] = layers;
  if (!hidden) throw new RangeError('1.3: the reference network has no hidden layer');
  return { embedded, logits, h: hidden.output };
}

/** A stage of the forward pass, judged from the student's own stage before it: a mistake counts where it was made. */
interface Stage {
  readonly name: 'hPreact' | 'h' | 'logits';
  readonly from: 'hPreact' | 'h' | 'embeddings';
  readonly reference: string;
  readonly consequence: string;
  readonly next: string;
  expect(before: Matrix, parameters: ReturnType<typeof matricesOf>): Promise<Expected>;
}

async function judgeStage(subject: Subject, context: CheckContext, stage: Stage): Promise<Pass | Fail> {
  const judge = async ({ parameters, X, what, notes }: Question): Promise<Pass | Fail> => {
    const answer = asRecord((await subject.call('forward', { ...parameters }, X)).value, 'forward(p, X)');
    const matrices = matricesOf(parameters);
    const read = (name: 'hPreact' | 'h' | 'logits') =>
      asTensor(answer[name], name, [X.length, name === 'logits' ? matrices.W2.cols : matrices.W1.cols]);
    const before = stage.from === 'embeddings' ? await reference.embed(matrices.C, X) : fromTensor(read(stage.from));
    const outcome = judgeValues({
      ...stage,
      what: stage.name,
      measured: read(stage.name),
      ...(await stage.expect(before, matrices)),
      consequence: `(Input: ${what}.) ${stage.consequence}`,
    });
    return { ...outcome, notes };
  };
  return firstFailure([
    await judge(lectureQuestion(context)),
    await judge(smallQuestion(context, 5)),
    await judge(smallQuestion(context, 1)),
  ]);
}

const hPreact: Check = {
  id: '1.3/pre-activations',
  asks: 'hPreact is the embeddings of each context, side by side, times W1, plus b1',
  points: 1,
  run: (subject, context) =>
    judgeStage(subject, context, {
      name: 'hPreact',
      from: 'embeddings',
      expect: (embedded, { W1, b1 }) => linearOutput(embedded, W1, b1),
      reference: 'C[X].view(N, -1) @ W1 + b1',
      consequence:
        "Row n of W1's input is the embedding of the first character, then of the second, then of the third: in another order, every weight meets the wrong number.",
      next: 'emb = p.C.index(X) is [N, blockSize, nEmbd]; emb.view([X.length, -1]) puts each context in one row; then matmul(p.W1).add(p.b1).',
    }),
};

const h: Check = {
  id: '1.3/activations',
  asks: 'h is tanh of the pre-activations',
  points: 1,
  run: (subject, context) =>
    judgeStage(subject, context, {
      name: 'h',
      from: 'hPreact',
      expect: tanhOutput,
      reference: 'tanh of your hPreact',
      consequence:
        'Without the right nonlinearity two linear layers are one, or the gradients of parts 2 and 3 mean nothing.',
      next: 'h = hPreact.tanh().',
    }),
};

const logits: Check = {
  id: '1.3/logits',
  asks: 'The logits are h times W2, plus b2',
  points: 1,
  run: (subject, context) =>
    judgeStage(subject, context, {
      name: 'logits',
      from: 'h',
      expect: (before, { W2, b2 }) => linearOutput(before, W2, b2),
      reference: 'your h @ W2 + b2',
      consequence: 'Logits are scores of any size: no tanh and no softmax behind this layer, the loss does that.',
      next: 'logits = h.matmul(p.W2).add(p.b2).',
    }),
};

const loss: Check = {
  id: '1.3/loss',
  asks: 'initialLoss is the mean cross-entropy of the logits, a tensor with one number',
  points: 1,
  dependsOn: ['1.3/pre-activations', '1.3/activations', '1.3/logits'],
  run: async (subject, context) => {
    let outcome: Pass | Fail | undefined;
    for (const question of [lectureQuestion(context), smallQuestion(context, 5)]) {
      const { parameters, X, Y, notes, what } = question;
      const trace = await reference.forward(twoLayerNetwork(parameters), X);
      const bounds = forwardBounds({ ...matricesOf(parameters), ...valuesOf(trace) });
      const expected = await reference.loss(trace.logits, Y);
      const answer = await subject.call('initialLoss', { ...parameters }, X, Y);
      const measured = asTensor(answer.value, 'initialLoss(p, X, Y)', []).data[0] ?? NaN;
      const allowed = closeEnough(expected, crossEntropyBound(trace.logits, bounds.logits));
      const error = Math.abs(measured - expected);
      const finding = { measured: `loss ${formatLoss(measured)}`, error, notes };
      if (error <= allowed) {
        outcome ??= { status: 'pass', ...finding, expected: `${formatLoss(expected)} within ${format(allowed)}` };
        continue;
      }
      const ratio = measured / expected;
      return {
        status: 'fail',
        ...finding,
        expected: formatLoss(expected),
        ...(Number.isFinite(ratio) ? { ratio } : {}),
        rationale:
          `initialLoss is ${formatLoss(measured)} for ${what}, where the cross-entropy of these logits is ${formatLoss(expected)} (ratio ${format(ratio)}). ` +
          'A loss on another scale cannot be compared with ln(vocabSize), and its gradients have the wrong size too.',
        next: 'F.crossEntropy(logits, Y) is the mean over the examples of -ln(softmax(logits)[y]): a mean, not a sum, and in nats.',
      };
    }
    if (!outcome) throw new Error('1.3/loss compared nothing');
    return outcome;
  },
};

/** One embedding of 10 or -10 makes h = tanh(+-10) = +-1 in float32, so the logits are +-(1000, -1000, 0, 500). */
function hugeLogits(): Pick<Question, 'parameters' | 'X' | 'Y'> {
  const tensor = (shape: readonly number[], ...values: readonly number[]) =>
    new TensorValue(shape, Float32Array.from(values), { requiresGrad: true });
  return {
    parameters: {
      C: tensor([4, 1], 10, -10, 10, -10),
      W1: tensor([1, 1], 1),
      b1: trained(filledTensor([1], 0)),
      W2: tensor([1, 4], 1000, -1000, 0, 500),
      b2: trained(filledTensor([4], 0)),
    },
    X: [[0], [0], [0], [1]],
    Y: [0, 1, 3, 2],
  };
}

const stable: Check = {
  id: '1.3/huge-logits',
  asks: 'The loss stays right for logits of +-1000',
  points: 1,
  dependsOn: ['1.3/loss'],
  run: async (subject) => {
    const { parameters, X, Y } = hugeLogits();
    const trace = await reference.forward(twoLayerNetwork(parameters), X);
    const expected = await reference.loss(trace.logits, Y);
    const answer = await subject.call('initialLoss', { ...parameters }, X, Y);
    const measured = asTensor(answer.value, 'initialLoss(p, X, Y)', []).data[0] ?? NaN;
    const error = Math.abs(measured - expected);
    if (error <= closeEnough(expected, crossEntropyBound(trace.logits))) {
      return { status: 'pass', measured: `loss ${formatLoss(measured)}`, expected: formatLoss(expected), error };
    }
    return {
      status: 'fail',
      rationale:
        `With logits of 1000, -1000, 0 and 500 the loss is ${formatLoss(measured)} instead of ${formatLoss(expected)}. In float32 exp(1000) is Infinity and ` +
        'exp(-1000) is 0, so exp, then divide, then log gives NaN or Infinity: one confident mistake, and the whole run is lost.',
      measured,
      expected,
      error,
      next: 'F.crossEntropy(logits, Y) subtracts the largest logit of each row first, which changes nothing but the size of the numbers.',
    };
  },
};

const backward: Check = {
  id: '1.3/backward',
  asks: 'backward() from the loss reaches every parameter, with the right gradients',
  points: 2,
  dependsOn: ['1.3/loss'],
  run: async (subject, context) => {
    const { parameters, X, Y, notes } = lectureQuestion(context);
    const network = twoLayerNetwork(parameters);
    const exact = await reference.backward(network, X, Y);
    const [hidden, output] = exact.layers;
    if (!hidden?.bias || !output?.bias) throw new RangeError('1.3/backward: expected two layers with a bias');
    const bounds = gradientBounds({
      X,
      Y,
      ...matricesOf(parameters),
      ...valuesOf(exact.forward),
      logitsGradient: output.output,
      hGradient: hidden.output,
    });
    const held = await subject.hold({ ...parameters });
    const outcome = await judgeParameterGradients(subject, {
      what: 'initialLoss(p, X, Y)',
      loss: await subject.call('initialLoss', held.handle, X, Y),
      parameters: held.handle,
      gradients: {
        C: { expected: exact.embedding.data, bounds: bounds.C },
        W1: { expected: hidden.weight.data, bounds: bounds.W1 },
        b1: { expected: hidden.bias.data, bounds: bounds.b1 },
        W2: { expected: output.weight.data, bounds: bounds.W2 },
        b2: { expected: output.bias.data, bounds: bounds.b2 },
      },
    });
    return { ...outcome, notes };
  },
};

const grader: Grader = {
  id: '1.3',
  checks: [hPreact, h, logits, loss, stable, backward],
  hints: [
    'Write down the shape of every step for N contexts: which shapes have to meet in each matmul?',
    'C.index(X) is [N, blockSize, nEmbd]; viewed as [N, blockSize * nEmbd] it can be multiplied by W1. Then tanh, then W2. The loss is a function of the logits and Y alone.',
    'h = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1).tanh(); logits = h.matmul(p.W2).add(p.b2); return F.crossEntropy(logits, Y).',
  ],
};

export default grader;
