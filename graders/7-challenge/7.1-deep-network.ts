import { deepConsequence } from '../../src/checks/deep-consequence.js';
import { build, drawBatch, gradientsOn, initialLossOf, lossOf, plan, step } from '../../src/checks/deep-network.js';
import { judgeStructure } from '../../src/checks/deep-structure.js';
import { deepTraits } from '../../src/checks/deep-traits.js';
import { firstFailure } from '../../src/checks/judge.js';
import { judgeNumber } from '../../src/checks/judge-number.js';
import { judgeSgdStep } from '../../src/checks/judge-sgd-step.js';
import { hiddenBlocks, type HiddenBlock, readParametersOf, runLayers } from '../../src/checks/student-layers.js';
import { diagnose } from '../../src/diagnostics/findings.js';
import { rules } from '../../src/diagnostics/rules.js';
import { asFinite } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format, formatLoss, formatShare } from '../../src/grading/format.js';
import { closeEnough, crossEntropyBound } from '../../src/grading/tolerance.js';
import type { Fail, Pass, Plot } from '../../src/grading/verdict.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { reference } from '../../src/reference/reference.js';

const structure: Check = {
  id: '7.1/hidden-layers',
  asks: 'buildDeepNetwork gives hiddenLayers tanh layers of nHidden and an output layer, from the generator, all trained',
  points: 1,
  run: async (subject, context) =>
    firstFailure([
      await judgeStructure(subject, context, plan(context)),
      await judgeStructure(subject, context, plan(context, 3, 24)),
    ]),
};

/** The statistics of the hidden layers on a batch, as in the tutorial's chart. */
const healthOf = (blocks: readonly HiddenBlock[], rows: number) => {
  const healths = blocks.map(async ({ preactivation, activation }, index) => {
    const cols = activation.length / rows;
    const before = await reference.statistics({ rows, cols, data: preactivation });
    const after = await reference.statistics({ rows, cols, data: Float64Array.from(activation) });
    return {
      name: `hidden layer ${index + 1}`,
      preactivationMean: before.mean,
      preactivationStd: before.std,
      saturated: after.saturated,
    };
  });
  return Promise.all(healths);
};

const healthySignal: Check = {
  id: '7.1/healthy-signal',
  asks: 'At ten hidden layers every pre-activation is centred, neither faint nor loud, and hardly any tanh saturated',
  points: 1,
  dependsOn: ['7.1/hidden-layers'],
  run: async (subject, context) => {
    const built = await build(subject, context, plan(context));
    const { X, notes } = drawBatch(context, 256);
    const pass = await runLayers(subject, built.network, built.C, X);
    const blocks = await hiddenBlocks(subject, built.network, pass, context.generator);
    const layers = await healthOf(blocks, X.length);
    // The loss has a check of its own: here it is given as what it should be.
    const { vocabSize: classes } = context.examples;
    const stats = { classes, loss: Math.log(classes), layers, gradients: [], updateRatios: [] };
    // What most layers suffer from comes first: saturated layers, for one, are often a little off center too.
    const [diagnosis] = diagnose(stats, 'initialization').sort((a, b) => b.measurements.length - a.measurements.length);
    const range = (values: readonly number[]) => `${format(Math.min(...values))} to ${format(Math.max(...values))}`;
    const finding = {
      measured: `means ${range(layers.map((layer) => layer.preactivationMean))}, stds ${range(layers.map((layer) => layer.preactivationStd))}, saturated at most ${formatShare(Math.max(...layers.map((layer) => layer.saturated)))}`,
      expected: 'in every hidden layer |mean| <= 0.2, std from 0.5 to 2, at most 10 % saturated',
      notes: notes.slice(0, 1),
      plots: [signalPlot(layers)],
    };
    if (!diagnosis) return { status: 'pass', ...finding };
    const { rule, measurements } = diagnosis;
    const where = measurements.map(({ name, value }) => `${name} ${format(value)}`).join(', ');
    return {
      status: 'fail',
      rationale: `${rule.finding} in ${measurements.length} of ${layers.length} hidden layers (${where}; the threshold is ${format(rule.threshold ?? NaN)}). ${rule.cause} Ten layers deep it adds up.`,
      ...finding,
      next: rule.remedy,
    };
  },
};

function signalPlot(layers: Awaited<ReturnType<typeof healthOf>>): Plot {
  const limit = (finding: string) => rules.find((rule) => rule.finding === finding);
  const low = limit('vanishing-signal');
  const high = limit('exploding-signal');
  return {
    kind: 'line',
    title: 'The signal on its way through the network, before training',
    x: { label: 'hidden layer', values: layers.map((_, index) => index + 1) },
    y: { label: 'std of the pre-activations' },
    series: [{ name: 'std', values: layers.map((layer) => layer.preactivationStd) }],
    ...(low && high && 'threshold' in low && 'threshold' in high
      ? { band: { name: 'healthy', low: low.threshold, high: high.threshold } }
      : {}),
  };
}

const initialLoss: Check = {
  id: '7.1/initial-loss',
  asks: 'Before training the loss is near ln(vocabSize)',
  points: 1,
  dependsOn: ['7.1/hidden-layers'],
  run: async (subject, context) => {
    const { loss, expected, margin, logits, notes } = await initialLossOf(subject, context, plan(context));
    const { vocabSize } = context.examples;
    const spread = (await reference.statistics(fromTensor(logits))).std;
    const finding = {
      measured: `loss ${formatLoss(loss)}, logits with std ${format(spread)}`,
      expected: `ln ${vocabSize} = ${formatLoss(expected)} within ${format(margin)}`,
      error: Math.abs(loss - expected),
      notes: notes.slice(0, 1),
    };
    if (Math.abs(loss - expected) <= margin) return { status: 'pass', ...finding };
    return {
      status: 'fail',
      rationale: `The first loss is ${formatLoss(loss)} against ln ${vocabSize} = ${formatLoss(expected)}: the logits have a std of ${format(spread)}, so the network prefers some characters before it has seen a name. Its first steps would go into unlearning that.`,
      ...finding,
      next: 'Make the output layer quiet: draw its weights with a gain of 0.1 or less, and its bias as 0.',
    };
  },
};

const returnsLoss: Check = {
  id: '7.1/returns-the-loss',
  asks: 'trainStep returns the loss of its batch as a number, as it was before the update',
  points: 1,
  dependsOn: ['7.1/hidden-layers'],
  run: async (subject, context) => {
    const built = await build(subject, context, plan(context));
    const outcomes: (Pass | Fail)[] = [];
    // A step this large moves the loss by far more than rounding does.
    const learningRate = 1;
    for (const which of ['first', 'second']) {
      const batch = drawBatch(context, 32);
      const { logits } = await runLayers(subject, built.network, built.C, batch.X);
      const expected = await lossOf(logits, batch.Y);
      const returned = await step(subject, built, batch, learningRate);
      const measured = asFinite(returned, 'trainStep(layers, C, X, Y, learningRate)');
      const after = await lossOf((await runLayers(subject, built.network, built.C, batch.X)).logits, batch.Y);
      const bound = crossEntropyBound(fromTensor(logits));
      const isLate = Math.abs(measured - after) <= closeEnough(after, bound);
      outcomes.push(
        judgeNumber({
          what: `The number that the ${which} step returned`,
          measured,
          expected,
          bound,
          reference: 'the mean cross-entropy of the batch before the step',
          consequence: isLate
            ? `That is the loss of the same batch after the step, ${formatLoss(after)}: a curve of it flatters the network, which has just been fitted to these very examples.`
            : 'A training curve is only as good as the number that each step reports.',
          next: isLate
            ? 'Return loss.item() of the forward pass that backward() started from; run no second one.'
            : 'Return F.crossEntropy(logits, Y).item(), the mean over the batch, from the forward pass of this step.',
        }),
      );
    }
    return firstFailure(outcomes);
  },
};

const oneStep: Check = {
  id: '7.1/one-step-of-sgd',
  asks: 'trainStep moves every parameter and C by -learningRate * grad once, with the gradient of this batch alone',
  points: 1,
  dependsOn: ['7.1/hidden-layers'],
  run: async (subject, context) => {
    const made = plan(context);
    // Neither 1, by which a step that leaves it out would be right, nor 0.1, the usual one.
    const learningRate = 0.6;
    const batches = [drawBatch(context, 32), drawBatch(context, 32)] as const;
    // The steps are taken on one network and the gradients measured on its twin: measuring would clear them.
    const stepped = await build(subject, context, made);
    const twin = await build(subject, context, made);
    const outcomes: (Pass | Fail)[] = [];
    let previous: readonly (Float32Array | null)[] = [];
    for (const [index, batch] of batches.entries()) {
      const before = await readParametersOf(subject, stepped.network, stepped.C);
      const gradients = await gradientsOn(subject, twin, batch);
      await step(subject, stepped, batch, learningRate);
      const after = await readParametersOf(subject, stepped.network, stepped.C);
      const parameters = before.map(({ name, tensor }, at) => ({
        name,
        before: tensor.data,
        after: after[at]?.tensor.data ?? new Float32Array(0),
        grad: gradients[at]?.grad ?? null,
        previousGrad: previous[at] ?? null,
      }));
      outcomes.push(judgeSgdStep(`step ${index + 1}`, learningRate, parameters));
      if (outcomes.at(-1)?.status === 'fail') break;
      previous = gradients.map(({ grad }) => grad);
      await step(subject, twin, batch, learningRate);
    }
    return firstFailure(outcomes);
  },
};

const learns: Check = {
  id: '7.1/learns',
  asks: '200 steps at learning rate 0.1 lower the loss, and move the hidden weights at a healthy pace',
  points: 1,
  dependsOn: ['7.1/one-step-of-sgd', '7.1/healthy-signal'],
  run: async (subject, context) => {
    const learningRate = 0.1;
    const built = await build(subject, context, plan(context));
    const held = drawBatch(context, 256);
    const lossNow = async () => lossOf((await runLayers(subject, built.network, built.C, held.X)).logits, held.Y);
    const first = await lossNow();
    const curve: number[] = [];
    for (let index = 0; index < 200; index++) {
      const returned = await step(subject, built, drawBatch(context, 32), learningRate);
      if (typeof returned === 'number') curve.push(returned);
    }
    const last = await lossNow();
    const batch = drawBatch(context, 32);
    const pass = await runLayers(subject, built.network, built.C, batch.X);
    const lastHidden = (await hiddenBlocks(subject, built.network, pass, context.generator)).at(-1)?.index ?? -1;
    const weights = (await gradientsOn(subject, built, batch)).filter(
      ({ layer, tensor }) =>
        layer >= 0 && layer <= lastHidden && tensor.shape.length === 2 && !tensor.shape.includes(1),
    );
    const ratios = await Promise.all(
      weights.map(async ({ tensor, grad }) => {
        return (learningRate * (await stdOf(grad ?? [0, 0]))) / (await stdOf(tensor.data));
      }),
    );
    const finding = {
      measured: `loss ${formatLoss(first)} -> ${formatLoss(last)}; update ratios ${ratios.map(format).join(', ')}`,
      expected: 'a lower loss; update ratios from 0.0001 to 0.1',
      notes: [`data: ${context.examples.label}`],
      plots: [curvePlot(curve)],
    };
    if (!(last < first)) {
      return {
        status: 'fail',
        rationale: `After 200 steps the loss of 256 examples is ${formatLoss(last)}, and was ${formatLoss(first)} before the first: the network does not learn.`,
        ...finding,
        next: 'Compare the gradients of the first and of the last hidden layer (6.2): where the signal fades, so do they.',
      };
    }
    const bad = ratios.findIndex((ratio) => !(ratio >= 1e-4 && ratio <= 0.1));
    if (bad >= 0 || ratios.length === 0) {
      const ratio = ratios[bad] ?? NaN;
      return {
        status: 'fail',
        rationale:
          ratios.length === 0
            ? 'No hidden layer has a weight of two dimensions among its parameters: there is nothing whose pace could be measured.'
            : `After 200 steps ${weights[bad]?.name ?? 'a hidden weight'} has an update ratio of ${format(ratio)} at learning rate ${learningRate}: ${ratio > 0.1 ? 'each step overwrites it' : 'it hardly moves'}, while the layers around it learn.`,
        ...finding,
        next: 'Keep the signal and the gradients at one size through all ten layers: std gain / sqrt(fanIn), a batch norm before each tanh, an output layer that is quiet but not silent.',
      };
    }
    return { status: 'pass', ...finding };
  },
};

const stdOf = async (values: ArrayLike<number>) =>
  (await reference.statistics(fromTensor({ shape: [values.length], data: values }))).std;

function curvePlot(losses: readonly number[]): Plot {
  return {
    kind: 'line',
    title: 'Loss of each batch over 200 steps',
    x: { label: 'step', values: losses.map((_, index) => index) },
    y: { label: 'loss', unit: 'nats' },
    series: [{ name: 'trainStep', values: losses }],
  };
}

const grader: Grader = {
  id: '7.1',
  checks: [structure, healthySignal, initialLoss, returnsLoss, oneStep, learns],
  consequence: {
    of: ['7.1/healthy-signal', '7.1/initial-loss', '7.1/one-step-of-sgd', '7.1/learns'],
    measure: deepConsequence,
  },
  traits: deepTraits,
  hints: [
    'What happens to the std of a signal that passes ten layers, each of which multiplies it by 0.8? Which of your tools from parts 3 and 4 keeps it where it is?',
    'Each block: Linear with std gain / sqrt(fanIn), BatchNorm1d, Tanh; at the end a Linear with a small gain. The step: embed, forward through all layers, loss, set every grad to null, backward, subtract learningRate * grad inside noGrad, return loss.item().',
    'for (let block = 0; block < hiddenLayers; block++) { layers.push(new Linear(fanIn, nHidden, 5 / 3, generator), new BatchNorm1d(nHidden), new Tanh()); fanIn = nHidden; } then layers.push(new Linear(fanIn, vocabSize, 0.1, generator)). In trainStep: let x = C.index(X).view([X.length, -1]); for (const layer of layers) x = layer.forward(x); and update [C, ...layers.flatMap((layer) => layer.parameters())].',
  ],
};

export default grader;
