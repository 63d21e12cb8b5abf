import {
  formula,
  judgeAgainstReference,
  judgeWithEitherDivisor,
  normalize,
} from '../../src/checks/batch-norm-function.js';
import { batchNormGradients } from '../../src/checks/expected-gradients.js';
import { batchNormRule, DEFAULT_EPS } from '../../src/checks/expected-output.js';
import { exactBatch } from '../../src/checks/feature-batch.js';
import { filledTensor, normalTensor, trained, uniformTensor } from '../../src/checks/inputs.js';
import { firstFailure, judgeValues } from '../../src/checks/judge.js';
import { judgeStandardized } from '../../src/checks/judge-standardized.js';
import { asTensor } from '../../src/grading/answers.js';
import type { Check, CheckContext, Grader } from '../../src/grading/check.js';
import { format } from '../../src/grading/format.js';
import { batchNormBound, compare, placeOf } from '../../src/grading/tolerance.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { TensorValue } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';

const perFeature: Check = {
  id: '4.1/per-feature',
  asks: 'Every feature comes out with mean 0 and standard deviation 1 over the batch',
  points: 1,
  run: async (subject, context) => {
    const [rows, cols] = [32, 8];
    const x = exactBatch(context.generator, rows, cols);
    const y = await normalize(subject, { x, gamma: filledTensor([cols], 1), beta: filledTensor([cols], 0) });
    return judgeStandardized(x, y);
  },
};

const biasedVariance: Check = {
  id: '4.1/biased-variance',
  asks: 'The variance that normalizes divides by N, not by N - 1',
  points: 1,
  dependsOn: ['4.1/per-feature'],
  run: async (subject, context) => {
    const [rows, cols] = [16, 6];
    const question = {
      x: exactBatch(context.generator, rows, cols),
      gamma: filledTensor([cols], 1),
      beta: filledTensor([cols], 0),
      eps: DEFAULT_EPS, // its default has a check of its own
      anyDivisor: false,
    };
    return judgeAgainstReference(
      subject,
      question,
      'y',
      `PyTorch normalizes with the biased variance, divided by N = ${rows}; with N - 1 every value would be ${format(Math.sqrt((rows - 1) / rows))} times as large, and a network trained elsewhere would no longer give the same numbers here.`,
      'Use x.var(0, { keepdim: true, correction: 0 }): correction is 1, the unbiased variance, unless it is set.',
    );
  },
};

const gammaAndBeta: Check = {
  id: '4.1/gamma-and-beta',
  asks: 'gamma scales and beta shifts each feature after it was normalized',
  points: 1,
  dependsOn: ['4.1/per-feature'],
  run: async (subject, context) => {
    const [rows, cols] = [32, 7];
    const x = exactBatch(context.generator, rows, cols);
    const gamma = uniformTensor(context.generator, [cols], -2, 2);
    const beta = normalTensor(context.generator, [cols]);
    // Measured against the student's own normalized batch: a wrong divisor was billed before.
    const plain = await normalize(subject, { x, gamma: filledTensor([cols], 1), beta: filledTensor([cols], 0) }); // (N, F)
    const expected = Float64Array.from(
      plain.data,
      (value, index) => (gamma.data[index % cols] ?? 0) * value + (beta.data[index % cols] ?? 0),
    );
    const bounds = batchNormBound(fromTensor(x), gamma.data, { eps: DEFAULT_EPS, shift: beta.data });
    return judgeValues({
      what: 'y',
      measured: await normalize(subject, { x, gamma, beta }),
      expected,
      bounds: bounds.map((bound) => 2 * bound),
      reference: 'gamma times the normalized value plus beta',
      consequence:
        'Training may want a unit wider or off center: gamma and beta are how it says so. Without them every unit stays at mean 0 and standard deviation 1 for good.',
      next: 'Multiply the normalized batch by gamma and add beta last: both have one number a feature and broadcast over the rows.',
    });
  },
};

const constantColumn: Check = {
  id: '4.1/constant-column',
  asks: 'A feature that is the same in every example comes out as 0 (plus beta), not as NaN',
  points: 1,
  dependsOn: ['4.1/per-feature'],
  run: async (subject, context) => {
    const [rows, cols] = [32, 4];
    // Exact in binary, and so is their mean over 32 rows: any right answer has x - mean = 0 exactly.
    const constants = [0.5, -2, 0, undefined];
    const { data } = exactBatch(context.generator, rows, cols);
    const x = new TensorValue(
      [rows, cols],
      data.map((value, index) => constants[index % cols] ?? value),
    );
    const y = await normalize(subject, { x, gamma: filledTensor([cols], 1), beta: filledTensor([cols], 0) });
    const isConstant = (_: number, index: number) => constants[index % cols] !== undefined;
    const constantPart = Array.from(y.data).filter(isConstant);
    const { ok, worst } = compare(constantPart, new Float64Array(constantPart.length));
    if (ok) {
      return { status: 'pass', measured: 'three constant features come out as 0', expected: 0, error: worst.error };
    }
    const column = worst.index % 3;
    return {
      status: 'fail',
      rationale: `Feature ${column} is ${format(constants[column] ?? NaN)} in all ${rows} examples and comes out as ${format(worst.measured)} instead of 0. Its variance is 0: without eps that is 0 / 0, and one NaN in one unit makes the loss and every gradient NaN.`,
      measured: worst.measured,
      expected: worst.expected,
      error: worst.error,
      next: 'Add eps to the variance before you take the root: sqrt(0 + eps) is small but not 0.',
    };
  },
};

const epsInsideRoot: Check = {
  id: '4.1/eps-inside-the-root',
  asks: 'eps is added to the variance, inside the root: 1e-5 by default, or what the caller passes',
  points: 1,
  dependsOn: ['4.1/per-feature', '4.1/constant-column'],
  run: async (subject, context) => {
    const [rows, cols] = [32, 5];
    // Standard deviations around sqrt(1e-5): sqrt(var + eps) and sqrt(var) + eps differ by a factor of about 1.4 here.
    const stds = [0.001, 0.002, 0.003, 0.005, 0.01];
    const { data } = normalTensor(context.generator, [rows, cols]);
    const quiet = new TensorValue(
      [rows, cols],
      data.map((draw, index) => (stds[index % cols] ?? 1) * draw),
    );
    const gamma = filledTensor([cols], 1);
    const beta = filledTensor([cols], 0);
    const consequence =
      'eps keeps a unit that hardly varies from being blown up to full spread. Outside the root it does almost nothing where it is needed (sqrt(var) + 1e-5 is nearly sqrt(var)), and the noise of a dead unit reaches the next layer at full size.';
    return firstFailure([
      await judgeAgainstReference(
        subject,
        { x: quiet, gamma, beta, anyDivisor: true },
        'y for features of standard deviation 0.001 to 0.01',
        consequence,
        'Write variance.add(eps).sqrt(), with eps = 1e-5 as the default of the parameter.',
      ),
      await judgeAgainstReference(
        subject,
        { x: exactBatch(context.generator, rows, cols), gamma, beta, eps: 4, anyDivisor: true },
        'y with eps = 4',
        'The caller chose another eps, and it changes every value.',
        'Use the parameter eps where you add it, not the number 1e-5, and add it to the variance before the root.',
      ),
    ]);
  },
};

const otherSizes: Check = {
  id: '4.1/other-batch-sizes',
  asks: 'Any number of examples and features works, and x itself is left as it was',
  points: 1,
  dependsOn: ['4.1/per-feature'],
  run: async (subject, context) => {
    const sizes: readonly (readonly [number, number])[] = [
      [2, 3],
      [5, 1],
      [200, 4],
      [4, 40],
    ];
    for (const [rows, cols] of sizes) {
      const x = exactBatch(context.generator, rows, cols);
      const gamma = filledTensor([cols], 1);
      const beta = filledTensor([cols], 0);
      const outcome = await judgeAgainstReference(
        subject,
        { x, gamma, beta, eps: DEFAULT_EPS, anyDivisor: true },
        `y for a batch of ${rows} examples with ${cols} feature${cols === 1 ? '' : 's'}`,
        'A batch normalization that only fits one shape fails on the last, smaller batch of an epoch.',
        'Read the number of examples and features from x.shape; nothing in the formula depends on 32 or on 200.',
      );
      if (outcome.status === 'fail') return outcome;
    }
    return keepsItsInput(subject, context);
  },
};

async function keepsItsInput(subject: Subject, context: CheckContext): Promise<Pass | Fail> {
  const x = exactBatch(context.generator, 8, 3);
  const held = await subject.hold(x);
  await subject.call('batchNorm', held.handle, filledTensor([3], 2), filledTensor([3], 1));
  const after = asTensor((await subject.hold(held.handle)).value, 'x after batchNorm', x.shape);
  const changed = after.data.findIndex((value, index) => value !== x.data[index]);
  if (changed < 0) {
    return {
      status: 'pass',
      measured: 'batches of 2, 5, 200 and 4 examples agree with the reference; x is unchanged',
      expected: formula,
    };
  }
  const [was, is] = [x.data[changed] ?? NaN, after.data[changed] ?? NaN];
  return {
    status: 'fail',
    rationale: `x${placeOf(changed, x.shape)} was ${format(was)} before the call and is ${format(is)} after it. A function that writes into its input destroys what the caller still needs: here the pre-activations that backward goes through.`,
    measured: is,
    expected: was,
    next: 'Use sub, div, mul and add, which make new tensors, instead of their in-place versions (sub_, div_, ...) and of writing to x.data.',
  };
}

const gradients: Check = {
  id: '4.1/gradients',
  asks: 'backward reaches x, gamma and beta with the right gradients, through mean and variance too',
  points: 1,
  dependsOn: ['4.1/gamma-and-beta'],
  run: async (subject, context) => {
    const [rows, cols] = [16, 5];
    const x = exactBatch(context.generator, rows, cols);
    const gamma = uniformTensor(context.generator, [cols], 0.5, 2);
    const beta = normalTensor(context.generator, [cols]);
    const upstream = normalTensor(context.generator, [rows, cols]);
    const held = {
      x: (await subject.hold(trained(x))).handle,
      gamma: (await subject.hold(trained(gamma))).handle,
      beta: (await subject.hold(trained(beta))).handle,
    };
    const y = await subject.call('batchNorm', held.x, held.gamma, held.beta, DEFAULT_EPS);
    const { requiresGrad } = asTensor(y.value, 'batchNorm(x, gamma, beta)', x.shape);
    const cutOff = (name: string): Fail => ({
      status: 'fail',
      rationale: `${name} got no gradient: the result is cut off from it. Nothing in front of the batch norm could learn.`,
      measured: 'no gradient',
      expected: `d y / d ${name}`,
      next: 'Compute the result with tensor operations only, without detach, noGrad or toArray: each one ends the path that backward follows.',
    });
    if (!requiresGrad) return cutOff('x');
    await subject.invoke(y.handle, 'backward', upstream);
    const read = async (name: keyof typeof held) => (await subject.read(held[name], 'grad')).value;
    const found = { beta: await read('beta'), gamma: await read('gamma'), x: await read('x') };
    const missing = (['x', 'gamma', 'beta'] as const).find((name) => found[name] === null || found[name] === undefined);
    if (missing) return cutOff(missing);
    return judgeWithEitherDivisor(batchNormRule(gamma, beta), async (rule) => {
      const gradients = await batchNormGradients(fromTensor(x), rule, fromTensor(upstream));
      const judge = (name: keyof typeof found, shape: readonly number[], consequence: string, next: string) =>
        judgeValues({
          what: `The gradient of ${name}`,
          measured: asTensor(found[name], `${name}.grad`, shape),
          ...gradients[name],
          reference: `d(sum of y times a random weight) / d(${name})`,
          consequence,
          next,
        });
      return firstFailure([
        ...(['beta', 'gamma'] as const).map((name) =>
          judge(
            name,
            [cols],
            `${name} would be trained in a wrong direction.`,
            `Use ${name} itself in the result, once.`,
          ),
        ),
        judge(
          'x',
          x.shape,
          'Every example moves the mean and the variance of its batch, so its gradient has two more terms than gamma / sqrt(var + eps). Without them the layers below are pushed towards what the normalization will undo.',
          'Leave the mean and the variance in the graph (no detach, no noGrad, no item): autograd then finds both terms by itself.',
        ),
      ]);
    });
  },
};

const grader: Grader = {
  id: '4.1',
  checks: [perFeature, biasedVariance, gammaAndBeta, constantColumn, epsInsideRoot, otherSizes, gradients],
  hints: [
    'A column of x holds one unit over all examples. Which two numbers of that column would you have to know to bring it to mean 0 and standard deviation 1?',
    'Take mean and variance over dimension 0 and keep the dimension, so that both are [1, F] and broadcast. The variance divides by N (correction 0), eps goes under the root with it, and gamma and beta come last.',
    'const mean = x.mean(0, { keepdim: true }); const variance = x.var(0, { keepdim: true, correction: 0 }); then subtract mean, divide by variance.add(eps).sqrt(), multiply by gamma, add beta.',
  ],
};

export default grader;
