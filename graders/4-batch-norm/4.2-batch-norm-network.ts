import {
  DEFAULT_EPS,
  batchNormOutput,
  batchNormRule,
  linearOutput,
  tanhOutput,
} from '../../src/checks/expected-output.js';
import type { Initializer } from '../../src/checks/initializer.js';
import { filledTensor, normalTensor, trained } from '../../src/checks/inputs.js';
import { firstFailure, judgeValues } from '../../src/checks/judge.js';
import { judgeThroughStatistics } from '../../src/checks/judge-through-statistics.js';
import { drawBatchNormQuestion } from '../../src/checks/batch-norm-question.js';
import { askOnBatch } from '../../src/checks/measured-network.js';
import { batchNormShapes } from '../../src/checks/network.js';
import { networkConsequence } from '../../src/checks/network-consequence.js';
import { parametersCheck } from '../../src/checks/parameters-check.js';
import { histogram } from '../../src/checks/plots.js';
import { drawnByFanIn, drawnWith, filled, tanhGain, zeros } from '../../src/checks/start.js';
import { startsCheck } from '../../src/checks/starts-check.js';
import { asRecord, asTensor } from '../../src/grading/answers.js';
import type { Check, CheckContext, Grader } from '../../src/grading/check.js';
import { format, formatLoss, formatShare } from '../../src/grading/format.js';
import type { Fail } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { type Argument, type Handle, TensorValue } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { reference } from '../../src/reference/reference.js';
import type { NetworkConfig } from '../../src/torch/course-types.js';

/** The network of 3.2 with a batch norm that changes nothing but the spread. */
const withBatchNorm: Initializer = {
  exercise: '4.2',
  exportName: 'initBatchNorm',
  starts: {
    C: drawnWith(1, 'the std of the embedding of 1.2'),
    W1: drawnByFanIn(tanhGain),
    b1: zeros,
    W2: drawnWith(0.01, 'the std of the small output layer of 1.4'),
    b2: zeros,
    bnGain: filled(1),
    bnBias: zeros,
  },
};

const startsAsKaiming = startsCheck(
  withBatchNorm,
  {
    id: 'starts-as-kaiming',
    asks: 'bnGain starts at 1 and bnBias at 0, and everything else as in 3.2',
    points: 1,
  },
  {
    of: ['bnGain'],
    why: 'A gain other than 1 brings back the wrong spread that the normalization has just removed.',
    next: 'Make bnGain with ones([1, nHidden]).',
  },
  {
    of: ['bnBias'],
    why: 'A bias other than 0 pushes units towards one end of their tanh.',
    next: 'Make bnBias with zeros([1, nHidden]).',
  },
  {
    of: ['W1'],
    why: 'Batch norm hides a wrong scale in front of it from the loss, but not from the gradients: those of W1 shrink as W1 grows.',
    next: 'Start from your initKaiming of 3.2: gain / Math.sqrt(fanIn), with the gain of tanh and fanIn = blockSize * nEmbd.',
  },
  {
    of: ['b1'],
    why: 'The mean that batch norm takes off takes b1 with it, whatever it is; 3.2 starts it at zero.',
    next: 'Make b1 with zeros([nHidden]).',
  },
  {
    of: ['W2', 'b2'],
    why: 'No batch norm follows the output layer: what is wrong with its scale goes straight into the loss.',
    next: 'Draw W2 with randn and multiply it by 0.01, and make b2 with zeros([vocabSize]).',
  },
  {
    of: ['C'],
    why: "Kaiming's rule takes for granted that the inputs come with standard deviation 1.",
    next: 'Leave C as randn draws it.',
  },
);

/** What forwardBatchNorm returned: the stages, each of its shape, and a handle on the whole. */
async function forward(
  subject: Subject,
  parameters: Argument,
  X: readonly (readonly number[])[],
  { nHidden, vocabSize }: NetworkConfig,
) {
  const { value, handle } = await subject.call('forwardBatchNorm', parameters, X);
  const record = asRecord(value, 'forwardBatchNorm(p, X)');
  const hidden = [X.length, nHidden];
  return {
    handle,
    hPreact: asTensor(record['hPreact'], 'hPreact', hidden),
    hPreactBn: asTensor(record['hPreactBn'], 'hPreactBn', hidden),
    h: asTensor(record['h'], 'h', hidden),
    logits: asTensor(record['logits'], 'logits', [X.length, vocabSize]),
  };
}

/** A forward pass on parameters and contexts of the judge's. */
async function forwardOnJudgesParameters(subject: Subject, context: CheckContext) {
  const { config, parameters, X } = drawBatchNormQuestion(context);
  return { parameters, X, student: await forward(subject, parameters, X, config) };
}

const beforeTanh: Check = {
  id: '4.2/normalized-before-the-tanh',
  asks: 'hPreact is the linear layer, hPreactBn its batch norm with bnGain and bnBias',
  points: 1,
  run: async (subject, context) => {
    const { parameters, X, student } = await forwardOnJudgesParameters(subject, context);
    const { C, W1, b1, bnGain, bnBias } = parameters;
    const embedded = await reference.embed(fromTensor(C), X);
    const preactivation = await linearOutput(embedded, fromTensor(W1), fromTensor(b1));
    const exact = { rows: X.length, cols: W1.shape[1] ?? 0, data: preactivation.expected };
    return firstFailure([
      judgeValues({
        what: 'hPreact',
        measured: student.hPreact,
        ...preactivation,
        reference: 'C[X] laid side by side, times W1, plus b1',
        consequence:
          'hPreact is what the network had before batch norm: the statistics before and after are compared on it.',
        next: 'Return the sum embcat @ W1 + b1 as hPreact, untouched by the normalization.',
      }),
      judgeValues({
        what: 'hPreactBn',
        measured: student.hPreactBn,
        ...(await batchNormOutput(exact, batchNormRule(bnGain, bnBias), preactivation.bounds)),
        reference: 'bnGain (hPreact - mean) / sqrt(var + 1e-5) + bnBias',
        consequence:
          'The tanh saturates or not by what it is given, so it is its input that must be brought to a known spread, for each unit over the batch.',
        next: 'Normalize hPreact with mean and biased variance over dimension 0, eps = 1e-5 under the root, times p.bnGain, plus p.bnBias, and only then take the tanh.',
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
    return firstFailure([
      judgeValues({
        what: 'h',
        measured: student.h,
        ...(await tanhOutput(fromTensor(student.hPreactBn))),
        reference: 'tanh(hPreactBn)',
        consequence: 'If the tanh is given hPreact instead, batch norm is computed and thrown away.',
        next: 'Take h = hPreactBn.tanh(), and normalize nothing after it.',
      }),
      judgeValues({
        what: 'logits',
        measured: student.logits,
        ...(await linearOutput(fromTensor(student.h), fromTensor(parameters.W2), fromTensor(parameters.b2))),
        reference: 'h @ W2 + b2',
        consequence: 'The loss would be that of another network.',
        next: 'The output layer is that of 1.3: h.matmul(p.W2).add(p.b2). It needs no batch norm.',
      }),
    ]);
  },
};

/** Sends the gradient of the loss back from the logits; every parameter must get its share. */
async function findUnreached(
  subject: Subject,
  parameters: Handle,
  logits: { readonly handle: Handle; readonly value: TensorValue },
  Y: readonly number[],
): Promise<Fail | undefined> {
  const { data } = await reference.lossBackward(fromTensor(logits.value), Y);
  const gradient = new TensorValue(logits.value.shape, Float32Array.from(data));
  if (logits.value.requiresGrad) await subject.invoke(logits.handle, 'backward', gradient);
  for (const name of Object.keys(withBatchNorm.starts)) {
    const { grad } = asTensor((await subject.read(parameters, name)).value, name);
    // The mean takes b1 off again: its gradient is 0 but for rounding.
    if (grad && (name === 'b1' || grad.some((value) => value !== 0))) continue;
    const measured = grad ? 'a gradient of zeros' : 'no gradient';
    return {
      status: 'fail',
      rationale: `${name} gets ${measured} from the loss: the forward pass is cut between ${name} and the logits, and training would never change it.`,
      measured,
      expected: 'a gradient',
      next: 'Leave out detach, noGrad and toArray in forwardBatchNorm: each one ends the path that backward follows.',
    };
  }
  return undefined;
}

/** On parameters of the judge's, whose gain and bias are not those of the start. */
async function findCutStatistics(subject: Subject, context: CheckContext): Promise<Fail | undefined> {
  const { parameters, X, config } = drawBatchNormQuestion(context);
  const { C, W1, bnGain, bnBias } = parameters;
  const held = await subject.hold(
    Object.fromEntries(Object.entries(parameters).map(([name, tensor]) => [name, trained(tensor)])),
  );
  const { handle, hPreact } = await forward(subject, held.handle, X, config);
  const outcome = await judgeThroughStatistics(
    subject,
    {
      input: await reference.embed(fromTensor(C), X),
      weight: fromTensor(W1),
      preactivation: hPreact,
      rule: batchNormRule(bnGain, bnBias),
      output: handle.at('hPreactBn'),
      parameters: held.handle,
    },
    normalTensor(context.generator, hPreact.shape),
  );
  return outcome.status === 'fail' ? outcome : undefined;
}

const identityAtStart: Check = {
  id: '4.2/identity-at-the-start',
  asks: 'At the start every unit reaches its tanh with mean 0 and standard deviation 1, and backward reaches every parameter, through the statistics of the batch too',
  points: 1,
  dependsOn: ['4.2/starts-as-kaiming', '4.2/normalized-before-the-tanh', '4.2/tanh-and-logits'],
  run: async (subject, context) => {
    const { answer, config, batch } = await askOnBatch(withBatchNorm, subject, context);
    const { notes } = batch;
    const { handle, hPreact, hPreactBn, h, logits } = await forward(subject, answer.handle, batch.X, config);
    const { bnGain: shape } = batchNormShapes(config);
    const outcome = judgeValues({
      what: 'hPreactBn',
      measured: hPreactBn,
      ...(await batchNormOutput(
        fromTensor(hPreact),
        batchNormRule(filledTensor(shape, 1), filledTensor(shape, 0), DEFAULT_EPS),
      )),
      reference: 'hPreact with mean 0 and standard deviation 1 in each column',
      consequence: 'With gain 1 and bias 0 the layer must do nothing but normalize.',
      next: 'Use bnGain and bnBias as they are: the normalized batch times bnGain plus bnBias.',
    });
    if (outcome.status === 'fail') return { ...outcome, notes };
    const output = { handle: handle.at('logits'), value: logits };
    const unreached = await findUnreached(subject, answer.handle, output, batch.Y);
    if (unreached) return { ...unreached, notes };
    const cut = await findCutStatistics(subject, context);
    if (cut) return cut;

    const loss = await reference.loss(fromTensor(logits), batch.Y);
    const after = await reference.statistics(fromTensor(hPreactBn));
    const { saturated } = await reference.statistics(fromTensor(h));
    return {
      status: 'pass',
      measured: `loss ${formatLoss(loss)}, hPreactBn mean ${format(Math.abs(after.mean) < 1e-6 ? 0 : after.mean)} and std ${format(after.std)}, ${formatShare(saturated)} saturated`,
      expected: `hPreactBn with mean 0 and std 1 in each unit, ln(${config.vocabSize}) = ${formatLoss(Math.log(config.vocabSize))}`,
      notes,
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
  checks: [
    parametersCheck(withBatchNorm, { points: 1, withGenerator: true }),
    startsAsKaiming,
    beforeTanh,
    afterTanh,
    identityAtStart,
  ],
  consequence: networkConsequence(withBatchNorm, ['starts-as-kaiming']),
  hints: [
    'Kaiming chooses weights so that the pre-activations should come out right. What could you do to the pre-activations themselves, whatever the weights are?',
    'Between the linear layer and its tanh, apply your batchNorm of 4.1 to hPreact, with p.bnGain as gamma and p.bnBias as beta, both [1, nHidden]; gain 1 and bias 0 leave the normalized values as they are.',
    'const mean = hPreact.mean(0, { keepdim: true }); const variance = hPreact.var(0, { keepdim: true, correction: 0 }); hPreactBn = hPreact.sub(mean).div(variance.add(1e-5).sqrt()).mul(p.bnGain).add(p.bnBias); h = hPreactBn.tanh().',
  ],
};

export default grader;
