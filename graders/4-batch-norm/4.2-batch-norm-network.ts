import { asRecord, asTensor } from '../../src/grading/answers.js';
import type { Check, CheckContext, Grader } from '../../src/grading/check.js';
import { format, formatLoss, formatShare } from '../../src/grading/format.js';
import { filledTensor, normalTensor, uniformTensor } from '../../src/checks/inputs.js';
import { firstFailure, judgeValues } from '../../src/checks/judge.js';
import { judgeDraw, judgeFilled, judgeSeeded, judgeTrained } from '../../src/checks/judge-parameters.js';
import { drawLectureBatch } from '../../src/checks/lecture-batch.js';
import { batchNormShapes, initialize, lectureConfig, readParameters, wideConfig } from '../../src/checks/network.js';
import { histogram } from '../../src/checks/plots.js';
import { batchNormBound, matmulBound, tanhBound } from '../../src/grading/tolerance.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { type Argument, type Handle, TensorValue } from '../../src/guest/contract/value.js';
import { batchNorm } from '../../src/reference/batch-norm.js';
import { linear } from '../../src/reference/linear.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { twoLayerNetwork } from '../../src/reference/network.js';
import { reference } from '../../src/reference/reference.js';
import type { NetworkConfig } from '../../src/torch/course-types.js';

const EPS = 1e-5;
const W2_STD = 0.01;

type Named = Readonly<Record<keyof ReturnType<typeof batchNormShapes>, TensorValue>>;

async function draw(subject: Subject, config: NetworkConfig, seed: number) {
  const answer = await initialize(subject, 'initBatchNorm', config, seed);
  const parameters: Named = readParameters(answer.value, batchNormShapes(config));
  return { answer, parameters };
}

/** The stages of the student's forward pass, each of its shape. */
async function forward(
  subject: Subject,
  parameters: Handle | Named,
  X: readonly (readonly number[])[],
  { nHidden, vocabSize }: NetworkConfig,
) {
  const argument: Argument = 'id' in parameters ? parameters : { ...parameters };
  const { value } = await subject.call('forwardBatchNorm', argument, X);
  const record = asRecord(value, 'forwardBatchNorm(p, X)');
  const hidden = [X.length, nHidden];
  return {
    hPreact: asTensor(record['hPreact'], 'hPreact', hidden),
    hPreactBn: asTensor(record['hPreactBn'], 'hPreactBn', hidden),
    h: asTensor(record['h'], 'h', hidden),
    logits: asTensor(record['logits'], 'logits', [X.length, vocabSize]),
  };
}

const parameterCount: Check = {
  id: '4.2/12297-parameters',
  asks: 'The seven parameters have their shapes: 12,297 numbers at the sizes of the lecture',
  points: 1,
  run: async (subject, { seed }) => {
    await draw(subject, wideConfig, seed);
    const { parameters } = await draw(subject, lectureConfig, seed);
    const count = Object.values(parameters).reduce((total, { data }) => total + data.length, 0);
    return { status: 'pass', measured: count, expected: 12_297 };
  },
};

const startsAsKaiming: Check = {
  id: '4.2/starts-as-kaiming',
  asks: 'bnGain starts at 1 and bnBias at 0, all else as in 3.2; everything is trained and drawn from the generator',
  points: 1,
  dependsOn: ['4.2/12297-parameters'],
  run: async (subject, { seed }) => {
    const outcomes: (Pass | Fail)[] = [];
    for (const config of [lectureConfig, wideConfig]) {
      const { C, W1, b1, W2, b2, bnGain, bnBias } = (await draw(subject, config, seed)).parameters;
      const fanIn = config.blockSize * config.nEmbd;
      const drawn = (what: string, tensor: TensorValue, std: number, source: string, next: string) =>
        judgeDraw({
          what: `${what} at ${tensor.shape.join('x')}`,
          tensor,
          std,
          reference: source,
          comparisons: 12,
          consequence:
            'Batch norm hides a wrong scale in front of it from the loss, but not from the gradients: those of W1 shrink as W1 grows.',
          next,
        });
      outcomes.push(
        judgeFilled(
          'bnGain',
          bnGain,
          1,
          'A gain other than 1 brings back the wrong spread that the normalization has just removed.',
          'Make bnGain with ones([1, nHidden]).',
        ),
        judgeFilled(
          'bnBias',
          bnBias,
          0,
          'A bias other than 0 pushes neurons towards one end of their tanh.',
          'Make bnBias with zeros([1, nHidden]).',
        ),
        judgeFilled(
          'b1',
          b1,
          0,
          'Batch norm takes it off again; 3.2 starts it at zero.',
          'Make b1 with zeros([nHidden]).',
        ),
        judgeFilled(
          'b2',
          b2,
          0,
          'A random output bias prefers some letters to others.',
          'Make b2 with zeros([vocabSize]).',
        ),
        ...drawn('W1', W1, 5 / 3 / Math.sqrt(fanIn), `(5/3) / sqrt(${fanIn})`, 'Start from your initKaiming of 3.2.'),
        ...drawn('W2', W2, W2_STD, 'the small output layer of 1.4', 'Draw W2 with randn and multiply it by 0.01.'),
        ...drawn('C', C, 1, 'the embedding of 1.2', 'Leave C as randn draws it.'),
      );
    }
    const { answer, parameters } = await draw(subject, lectureConfig, seed);
    outcomes.push(
      await judgeTrained(subject, answer, Object.keys(parameters)),
      await judgeSeeded(subject, 'initBatchNorm', seed, ['C', 'W1', 'W2']),
    );
    const outcome = firstFailure(outcomes);
    if (outcome.status === 'fail') return outcome;
    return { ...outcome, measured: 'bnGain 1, bnBias 0, W1, W2 and C in their bands', expected: 'as in 3.2' };
  },
};

/** Parameters with every number away from where it starts: a gain or bias left out shows. */
function drawParameters(context: CheckContext, config: NetworkConfig): Named {
  const shapes = batchNormShapes(config);
  const { generator } = context;
  return {
    C: normalTensor(generator, shapes.C),
    W1: normalTensor(generator, shapes.W1, 0, 0.4),
    b1: normalTensor(generator, shapes.b1, 0, 0.5),
    W2: normalTensor(generator, shapes.W2, 0, 0.2),
    b2: normalTensor(generator, shapes.b2),
    bnGain: uniformTensor(generator, shapes.bnGain, 0.5, 1.5),
    bnBias: normalTensor(generator, shapes.bnBias, 0, 0.5),
  };
}

function drawContexts({ generator }: CheckContext, rows: number, { blockSize, vocabSize }: NetworkConfig): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: blockSize }, () => generator.randint(0, vocabSize)));
}

/** A forward pass on the judge's parameters, with the reference and the bounds of every stage. */
async function forwardOnJudgesParameters(subject: Subject, context: CheckContext) {
  const config = { ...lectureConfig, nHidden: 40 };
  const parameters = drawParameters(context, config);
  const X = drawContexts(context, 24, config);
  const student = await forward(subject, parameters, X, config);
  const trace = await reference.forward(twoLayerNetwork(parameters), X);
  const [hidden] = trace.layers;
  if (!hidden?.normalized) throw new Error('4.2: the reference network has no batch norm');
  const preactBound = matmulBound(trace.embedded, fromTensor(parameters.W1), { bias: parameters.b1.data });
  const normalizedBound = batchNormBound(hidden.preactivation, parameters.bnGain.data, {
    eps: EPS,
    shift: parameters.bnBias.data,
    xBound: preactBound,
  });
  return {
    parameters,
    student,
    hPreact: { expected: hidden.preactivation, bound: preactBound },
    hPreactBn: { expected: hidden.normalized.output, bound: normalizedBound },
  };
}

const beforeTanh: Check = {
  id: '4.2/normalized-before-the-tanh',
  asks: 'hPreact is the linear layer, hPreactBn its batch norm with bnGain and bnBias',
  points: 1,
  run: async (subject, context) => {
    const { student, hPreact, hPreactBn } = await forwardOnJudgesParameters(subject, context);
    return firstFailure([
      judgeValues({
        what: 'hPreactBn',
        measured: student.hPreactBn,
        expected: hPreactBn.expected.data,
        bounds: hPreactBn.bound,
        reference: 'bnGain (hPreact - mean) / sqrt(var + 1e-5) + bnBias',
        consequence:
          'The tanh saturates or not by what it is given, so it is its input that must be brought to a known spread, for each neuron over the batch.',
        next: 'Normalize hPreact with mean and biased variance over dimension 0, times p.bnGain, plus p.bnBias, and only then take the tanh.',
      }),
      judgeValues({
        what: 'hPreact',
        measured: student.hPreact,
        expected: hPreact.expected.data,
        bounds: hPreact.bound,
        reference: 'C[X] laid side by side, times W1, plus b1',
        consequence:
          'hPreact is what the network had before batch norm: the statistics before and after are compared on it.',
        next: 'Return the sum embcat @ W1 + b1 as hPreact, untouched by the normalization.',
      }),
    ]);
  },
};

const afterTanh: Check = {
  id: '4.2/tanh-and-logits',
  asks: 'h is the tanh of hPreactBn, the logits are h @ W2 + b2',
  points: 1,
  run: async (subject, context) => {
    // Each stage against the student's own stage before it: a mistake further up was billed there.
    const { student, parameters } = await forwardOnJudgesParameters(subject, context);
    const h = fromTensor(student.h);
    const W2 = fromTensor(parameters.W2);
    return firstFailure([
      judgeValues({
        what: 'h',
        measured: student.h,
        expected: Float64Array.from(student.hPreactBn.data, Math.tanh),
        bounds: tanhBound(new Float64Array(student.hPreactBn.data.length)),
        reference: 'tanh(hPreactBn)',
        consequence: 'If the tanh is given hPreact instead, batch norm is computed and thrown away.',
        next: 'Take h = hPreactBn.tanh(), and normalize nothing after it.',
      }),
      judgeValues({
        what: 'logits',
        measured: student.logits,
        expected: linear(h, W2, fromTensor(parameters.b2)).data,
        bounds: matmulBound(h, W2, { bias: parameters.b2.data }),
        reference: 'h @ W2 + b2',
        consequence: 'The loss would be that of another network.',
        next: 'The output layer is that of 1.3: h.matmul(p.W2).add(p.b2). It needs no batch norm.',
      }),
    ]);
  },
};

/** d(mean cross-entropy) / d(logits): (softmax - 1[target]) / N, what the loss would send back. */
function lossGradient(logits: TensorValue, Y: readonly number[]): TensorValue {
  const [rows = 0, cols = 0] = logits.shape;
  const data = new Float32Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    const values = logits.data.subarray(row * cols, (row + 1) * cols);
    const largest = Math.max(...values);
    const total = values.reduce((sum, value) => sum + Math.exp(value - largest), 0);
    for (let col = 0; col < cols; col++) {
      const probability = Math.exp((values[col] ?? 0) - largest) / total;
      data[row * cols + col] = (probability - (Y[row] === col ? 1 : 0)) / rows;
    }
  }
  return new TensorValue(logits.shape, data);
}

const identityAtStart: Check = {
  id: '4.2/identity-at-the-start',
  asks: 'At the start every neuron reaches its tanh with mean 0 and standard deviation 1, and backward reaches every parameter',
  points: 1,
  dependsOn: ['4.2/starts-as-kaiming', '4.2/normalized-before-the-tanh', '4.2/tanh-and-logits'],
  run: async (subject, context) => {
    const { blockSize, vocabSize } = context.examples;
    const config = { ...lectureConfig, blockSize, vocabSize };
    const shapes = batchNormShapes(config);
    const batch = drawLectureBatch(context, [shapes.C, shapes.W1, shapes.W2]);
    const { answer } = await draw(subject, config, context.seed);
    const output = await subject.call('forwardBatchNorm', answer.handle, batch.X);
    const record = asRecord(output.value, 'forwardBatchNorm(p, X)');
    const hPreact = asTensor(record['hPreact'], 'hPreact', [batch.X.length, config.nHidden]);
    const hPreactBn = asTensor(record['hPreactBn'], 'hPreactBn', hPreact.shape);
    const h = asTensor(record['h'], 'h', hPreact.shape);
    const logits = asTensor(record['logits'], 'logits', [batch.X.length, vocabSize]);

    const before = fromTensor(hPreact);
    const gain = fromTensor(filledTensor(shapes.bnGain, 1));
    const bias = fromTensor(filledTensor(shapes.bnBias, 0));
    const normalized = batchNorm(before, { gain, bias, eps: EPS, correction: 0 }).output;
    const outcome = judgeValues({
      what: 'hPreactBn',
      measured: hPreactBn,
      expected: normalized.data,
      bounds: batchNormBound(before, gain.data, { eps: EPS }),
      reference: 'hPreact with mean 0 and standard deviation 1 in each column',
      consequence: 'With gain 1 and bias 0 the layer must do nothing but normalize.',
      next: 'Use bnGain and bnBias as they are: the normalized batch times bnGain plus bnBias.',
    });
    if (outcome.status === 'fail') return { ...outcome, notes: batch.notes };

    const total = await subject.invoke(output.handle.at('logits'), 'mul', lossGradient(logits, batch.Y));
    const sum = await subject.invoke(total.handle, 'sum');
    await subject.invoke(sum.handle, 'backward');
    for (const name of Object.keys(shapes)) {
      const { grad } = asTensor((await subject.read(answer.handle, name)).value, name);
      // The mean takes b1 off again: its gradient is 0 but for rounding.
      if (grad && (name === 'b1' || grad.some((value) => value !== 0))) continue;
      return {
        status: 'fail',
        rationale: `${name} gets ${grad ? 'a gradient of zeros' : 'no gradient'} from the loss: the forward pass is cut between ${name} and the logits, and training would never change it.`,
        measured: grad ? 'a gradient of zeros' : 'no gradient',
        expected: 'a gradient',
        next: 'Leave out detach, noGrad and toArray in forwardBatchNorm: each one ends the path that backward follows.',
        notes: batch.notes,
      };
    }

    const loss = await reference.loss(fromTensor(logits), batch.Y);
    const after = await reference.statistics(fromTensor(hPreactBn));
    const { saturated } = await reference.statistics(fromTensor(h));
    return {
      status: 'pass',
      measured: `loss ${formatLoss(loss)}, hPreactBn mean ${format(Math.abs(after.mean) < 1e-6 ? 0 : after.mean)} and std ${format(after.std)}, ${formatShare(saturated)} saturated`,
      expected: `hPreactBn with mean 0 and std 1 in each neuron, ln(${vocabSize}) = ${formatLoss(Math.log(vocabSize))}`,
      notes: batch.notes,
      plots: [
        histogram('Before the tanh', 'pre-activation', 6, [
          { name: 'hPreact', values: hPreact.data },
          { name: 'hPreactBn', values: hPreactBn.data },
        ]),
      ],
    };
  },
};

const grader: Grader = {
  id: '4.2',
  checks: [parameterCount, startsAsKaiming, beforeTanh, afterTanh, identityAtStart],
  hints: [
    'Kaiming chooses weights so that the pre-activations should come out right. What could you do to the pre-activations themselves, whatever the weights are?',
    'Between the linear layer and its tanh, apply your batchNorm of 4.1 to hPreact, with p.bnGain as gamma and p.bnBias as beta, both [1, nHidden]; gain 1 and bias 0 leave the normalized values as they are.',
    'const mean = hPreact.mean(0, { keepdim: true }); const variance = hPreact.var(0, { keepdim: true, correction: 0 }); hPreactBn = hPreact.sub(mean).div(variance.add(1e-5).sqrt()).mul(p.bnGain).add(p.bnBias); h = hPreactBn.tanh().',
  ],
};

export default grader;
