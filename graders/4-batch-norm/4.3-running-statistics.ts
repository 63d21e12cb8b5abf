import { batchNormGradients } from '../../src/checks/expected-gradients.js';
import { batchNormOutput, batchNormRule } from '../../src/checks/expected-output.js';
import { drawFrom, drawSource } from '../../src/checks/feature-batch.js';
import { normalTensor, trained, uniformTensor } from '../../src/checks/inputs.js';
import { firstFailure, judgeValues } from '../../src/checks/judge.js';
import { judgeBackward } from '../../src/checks/judge-backward.js';
import { judgeFilledParameter } from '../../src/checks/layer.js';
import { forward, judgeBuffer, makeLayer, readBuffer } from '../../src/checks/running-buffer.js';
import { asTensor, describe } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format } from '../../src/grading/format.js';
import { evaluationBound } from '../../src/grading/tolerance.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import type { Handle, TensorValue, Value } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';

const initialState: Check = {
  id: '4.3/initial-state',
  asks: 'A new layer is in training mode, with gamma 1, beta 0, runningMean 0 and runningVar 1, each of shape [dim]',
  points: 1,
  run: async (subject) => {
    const outcomes: (Pass | Fail)[] = [];
    for (const dim of [4, 7]) {
      const layer = (await subject.construct('BatchNormInference', dim)).handle;
      const ask = async (name: string, value: 0 | 1, isTrained: boolean, why: string) =>
        outcomes.push(await judgeFilledParameter(subject, layer, { name, shape: [dim], value, isTrained, why }));
      await ask('gamma', 1, true, 'Other than 1 it changes the spread before anything was learned.');
      await ask('beta', 0, true, 'Other than 0 it moves the mean before anything was learned.');
      await ask('runningMean', 0, false, "PyTorch's buffer starts at 0 and moves towards the data with every batch.");
      await ask(
        'runningVar',
        1,
        false,
        "PyTorch's buffer starts at 1; from 0 the first evaluations would divide by almost nothing.",
      );
      const training = (await subject.read(layer, 'training')).value;
      if (training !== true) outcomes.push(notTraining(training));
    }
    return firstFailure(outcomes);
  },
};

const notTraining = (training: Value): Fail => ({
  status: 'fail',
  rationale: `training is ${describe(training)} on a new layer: it would normalize with running statistics that have not seen a batch yet.`,
  measured: describe(training),
  expected: 'true',
  next: 'Give the class a property training = true; the caller sets it to false to evaluate.',
});

const trainingForward: Check = {
  id: '4.3/training-uses-the-batch',
  asks: 'In training forward normalizes with the mean and the biased variance of the batch, then gamma and beta, and gradients flow through all of it',
  points: 1,
  run: async (subject, context) => {
    const outcomes: (Pass | Fail)[] = [];
    const cases = [
      { rows: 16, dim: 5, eps: undefined },
      { rows: 6, dim: 3, eps: 0.5 },
    ];
    for (const { rows, dim, eps } of cases) {
      const args = eps === undefined ? [dim] : [dim, eps];
      const layer = await makeLayer(subject, ...args);
      const scale = uniformTensor(context.generator, [dim], 0.5, 2);
      const shift = normalTensor(context.generator, [dim]);
      await subject.write(layer, 'gamma', trained(scale));
      await subject.write(layer, 'beta', trained(shift));
      const source = drawSource(context.generator, dim);
      // The second batch meets buffers that have moved: they must not show in training.
      await forward(subject, layer, drawFrom(source, context.generator, rows));
      const x = drawFrom(source, context.generator, rows);
      const held = (await subject.hold(trained(x))).handle;
      const output = await subject.invoke(layer, 'forward', held);
      const rule = batchNormRule(scale, shift, eps);
      outcomes.push(
        judgeValues({
          what: `The output in training${eps === undefined ? '' : ` with eps ${eps}`}`,
          measured: asTensor(output.value, 'forward(x)', x.shape),
          ...(await batchNormOutput(fromTensor(x), rule)),
          reference: 'gamma (x - batch mean) / sqrt(biased batch variance + eps) + beta',
          consequence:
            'While training, each batch is brought to mean 0 and standard deviation 1 by its own statistics, and gradients flow through them; the running ones are for later.',
          next: 'In training use x.mean(0) and x.var(0, { correction: 0 }) to normalize, eps under the root, then gamma and beta.',
        }),
      );
      if (outcomes.at(-1)?.status === 'fail') break;
      const upstream = normalTensor(context.generator, x.shape);
      const gradients = await batchNormGradients(fromTensor(x), rule, fromTensor(upstream));
      outcomes.push(
        await judgeBackward(subject, {
          what: 'the layer',
          output: output.handle,
          upstream,
          parameters: (['gamma', 'beta'] as const).map((name) => ({
            name,
            tensor: layer.at(name),
            shape: [dim],
            gradient: gradients[name],
          })),
          input: { tensor: held, shape: x.shape, gradient: gradients.x },
        }),
      );
    }
    return firstFailure(outcomes);
  },
};

const runningMean: Check = {
  id: '4.3/running-mean',
  asks: "Each batch in training moves runningMean by momentum towards the batch's mean",
  points: 1,
  run: (subject, context) =>
    judgeBuffer(subject, context, 'runningMean', '(1 - momentum) * runningMean + momentum * batch mean', {
      consequence:
        "PyTorch's momentum is the weight of the new batch: with 0.1 the buffer remembers about the last ten batches. The other way round it would jump with every batch and evaluate with the noise of the last one.",
      next: 'After each training batch set runningMean to (1 - momentum) * runningMean + momentum * mean, with momentum 0.1 unless the caller passes another.',
    }),
};

const runningVar: Check = {
  id: '4.3/running-variance',
  asks: "Each batch in training moves runningVar by momentum towards the batch's unbiased variance",
  points: 1,
  dependsOn: ['4.3/running-mean'],
  run: (subject, context) =>
    judgeBuffer(subject, context, 'runningVar', '(1 - momentum) * runningVar + momentum * unbiased batch variance', {
      consequence:
        'The buffer stands for the variance of all the data. A batch of N underestimates it by (N - 1) / N on average unless the sum of squares is divided by N - 1; with small batches the network would then be evaluated at a larger scale than it was trained at.',
      next: 'Use x.var(0, { correction: 1 }) for the buffer, and correction 0 only to normalize; weigh it by momentum as the mean.',
    }),
};

const evaluation: Check = {
  id: '4.3/evaluation-uses-the-buffers',
  asks: 'With training = false forward uses the running statistics, leaves them alone, and takes a single example',
  points: 1,
  dependsOn: ['4.3/training-uses-the-batch'],
  run: async (subject, context) => {
    const dim = 5;
    const eps = 0.25;
    const layer = await makeLayer(subject, dim, eps);
    const source = drawSource(context.generator, dim);
    for (let step = 0; step < 3; step++) await forward(subject, layer, drawFrom(source, context.generator, 12));
    const scale = uniformTensor(context.generator, [dim], 0.5, 2);
    const shift = normalTensor(context.generator, [dim]);
    await subject.write(layer, 'gamma', scale);
    await subject.write(layer, 'beta', shift);
    await subject.write(layer, 'training', false);
    // The student's own buffers: how they came to be was judged by the other checks.
    const mean = await readBuffer(subject, layer, 'runningMean', dim);
    const variance = await readBuffer(subject, layer, 'runningVar', dim);

    const outcomes: (Pass | Fail)[] = [];
    for (const rows of [8, 1]) {
      const x = drawFrom(source, context.generator, rows);
      const at = (data: Float32Array, index: number) => data[index % dim] ?? NaN;
      const normalized = Float64Array.from(x.data, (value, index) => {
        return (value - at(mean.data, index)) / Math.sqrt(at(variance.data, index) + eps);
      });
      outcomes.push(
        judgeValues({
          what: rows === 1 ? 'The output for a single example' : 'The output in evaluation',
          measured: await forward(subject, layer, x),
          expected: normalized.map((value, index) => at(scale.data, index) * value + at(shift.data, index)),
          bounds: normalized.map((_, index) =>
            evaluationBound({
              x: at(x.data, index),
              mean: at(mean.data, index),
              variance: at(variance.data, index),
              eps,
              scale: at(scale.data, index),
              shift: at(shift.data, index),
            }),
          ),
          reference: 'gamma (x - runningMean) / sqrt(runningVar + eps) + beta',
          consequence:
            rows === 1
              ? 'One example is its own mean: normalized by its own statistics every input gives the same output, beta. Asked for one name, the network would answer without having looked.'
              : 'In evaluation an example is normalized by what was remembered and by nothing else, eps, gamma and beta as in training: then its answer does not depend on its neighbours, and its scale is the one that the network was trained for.',
          next: 'Where this.training is false, take runningMean and runningVar in place of the mean and variance of x.',
        }),
      );
    }
    // First: buffers that moved also spoil the outputs, and the reason is this.
    return firstFailure([await unchanged(subject, layer, { runningMean: mean, runningVar: variance }), ...outcomes]);
  },
};

async function unchanged(
  subject: Subject,
  layer: Handle,
  before: { readonly runningMean: TensorValue; readonly runningVar: TensorValue },
): Promise<Pass | Fail> {
  for (const name of ['runningMean', 'runningVar'] as const) {
    const was = before[name].data;
    const is = (await readBuffer(subject, layer, name, was.length)).data;
    const moved = was.findIndex((value, index) => value !== is[index]);
    if (moved < 0) continue;
    return {
      status: 'fail',
      rationale: `${name}[${moved}] went from ${format(was[moved] ?? NaN)} to ${format(is[moved] ?? NaN)} while evaluating. The test set must not leave a trace in the network: measured twice, it would give two results.`,
      measured: is[moved] ?? NaN,
      expected: was[moved] ?? NaN,
      next: 'Update the running statistics only where this.training is true.',
    };
  }
  return { status: 'pass', measured: 'runningMean and runningVar unchanged', expected: 'unchanged' };
}

const grader: Grader = {
  id: '4.3',
  checks: [initialState, trainingForward, runningMean, runningVar, evaluation],
  hints: [
    'A trained network is asked about one name. Batch norm needs a mean and a variance over examples: where should they come from?',
    'In training normalize with the batch (biased variance) and move two buffers towards its statistics: (1 - momentum) * old + momentum * new, the variance unbiased. In evaluation normalize with the buffers and touch nothing.',
    'In forward: if (this.training) take mean = x.mean(0), variance = x.var(0, { correction: 0 }), and inside noGrad set this.runningVar = this.runningVar.mul(1 - momentum).add(x.var(0, { correction: 1 }).mul(momentum)), runningMean alike; else take the two buffers. Then normalize, gamma, beta.',
  ],
};

export default grader;
