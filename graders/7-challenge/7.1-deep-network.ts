import { diagnose } from '../../src/diagnostics/findings.js';
import { rules } from '../../src/diagnostics/rules.js';
import { asFinite, asList, WrongAnswer } from '../../src/grading/answers.js';
import type { Check, CheckContext, Grader } from '../../src/grading/check.js';
import { format, formatLoss, formatShare } from '../../src/grading/format.js';
import { normalTensor, trained } from '../../src/checks/inputs.js';
import { firstFailure } from '../../src/checks/judge.js';
import { judgeNumber } from '../../src/checks/judge-number.js';
import { drawLectureBatch, type Batch } from '../../src/checks/lecture-batch.js';
import {
  hiddenBlocks,
  measureGradients,
  readParametersOf,
  runLayers,
  type HiddenBlock,
} from '../../src/checks/student-layers.js';
import { askDrawings, judgeSeeded, type Drawing } from '../../src/checks/judge-seeded.js';
import { judgeSgdStep } from '../../src/checks/judge-sgd-step.js';
import { closeEnough, crossEntropyBound, normalBand } from '../../src/grading/tolerance.js';
import type { Fail, Pass, Plot } from '../../src/grading/verdict.js';
import type { Answer, Subject } from '../../src/guest/contract/subject.js';
import { GeneratorSeed, type Handle, TensorValue, type Value } from '../../src/guest/contract/value.js';
import { crossEntropyBackward } from '../../src/reference/cross-entropy.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { reference } from '../../src/reference/reference.js';
import { statistics } from '../../src/reference/statistics.js';

const N_EMBD = 10;
const N_HIDDEN = 32;
const HIDDEN_LAYERS = 10;

/** The student's layers and the judge's own embedding table. */
interface Built {
  readonly network: Answer;
  readonly C: Handle;
  readonly nHidden: number;
}

/** What a network is built from: the same plan twice gives twins, if the student draws from the generator. */
interface Plan {
  readonly hiddenLayers: number;
  readonly nHidden: number;
  readonly seed: number;
  readonly C: TensorValue;
}

/** The student's generator gets a seed of its own: with the judge's, its first weights would repeat the embeddings. */
function plan({ generator, examples }: CheckContext, hiddenLayers = HIDDEN_LAYERS, nHidden = N_HIDDEN): Plan {
  const C = trained(normalTensor(generator, [examples.vocabSize, N_EMBD]));
  return { hiddenLayers, nHidden, seed: generator.random(), C };
}

async function build(
  subject: Subject,
  { examples }: CheckContext,
  made: Plan,
  generator: GeneratorSeed | Handle = new GeneratorSeed(made.seed),
): Promise<Built> {
  const { hiddenLayers, nHidden } = made;
  const { vocabSize, blockSize } = examples;
  const config = { vocabSize, blockSize, nEmbd: N_EMBD, nHidden, hiddenLayers };
  const network = await subject.call('buildDeepNetwork', config, generator);
  if (asList(network.value, 'buildDeepNetwork(…)').length === 0) throw new WrongAnswer(noLayers);
  return { network, C: (await subject.hold(made.C)).handle, nHidden };
}

const noLayers: Fail = {
  status: 'fail',
  rationale: 'buildDeepNetwork returned an empty list: there is nothing between the embeddings and the logits.',
  measured: '0 layers',
  expected: `${HIDDEN_LAYERS} hidden blocks and an output layer`,
  next: 'Return the layers in the order in which the signal passes them.',
};

const drawBatch = (context: CheckContext, size: number): Batch => drawLectureBatch(context, [], size);

const lossOf = (logits: TensorValue, Y: readonly number[]) => reference.loss(fromTensor(logits), Y);

/** One step; what it returned is read where that is the question. */
async function step(subject: Subject, { network, C }: Built, { X, Y }: Batch, learningRate: number): Promise<Value> {
  return (await subject.call('trainStep', network.handle, C, X, Y, learningRate)).value;
}

function gradientsOn(subject: Subject, { network, C }: Built, { X, Y }: Batch) {
  return measureGradients(subject, network, C, X, (logits) => {
    const { data } = crossEntropyBackward(fromTensor(logits), Y);
    return new TensorValue(logits.shape, Float32Array.from(data));
  });
}

/** Logits of the right shape, as many tanhs as hidden layers were asked for, each as wide as asked for. */
async function judgeStructure(subject: Subject, context: CheckContext, made: Plan): Promise<Pass | Fail> {
  const built = await build(subject, context, made);
  const { X } = drawBatch(context, 48);
  const pass = await runLayers(subject, built.network, built.C, X);
  const asked = `hiddenLayers ${made.hiddenLayers} and nHidden ${made.nHidden}`;
  const fail = (rationale: string, measured: string, expected: string, next: string): Fail => ({
    status: 'fail',
    rationale: `With ${asked}: ${rationale}`,
    measured,
    expected,
    next,
  });
  const expectedShape = `[${X.length}, ${context.examples.vocabSize}]`;
  const shape = `[${pass.logits.shape.join(', ')}]`;
  if (shape !== expectedShape) {
    return fail(
      `the last layer gives ${shape} for ${X.length} examples, where the logits of ${context.examples.vocabSize} characters belong.`,
      shape,
      expectedShape,
      'End the list with an output layer from nHidden to vocabSize, and nothing behind it that changes the shape.',
    );
  }
  const silent = await layerWithoutOut(subject, built);
  if (silent !== undefined) {
    return fail(
      `out of layers[${silent}] is not a tensor after a forward pass: the diagnostics of part 6 would pass it over.`,
      `layers[${silent}].out is not set`,
      'every layer keeps its output',
      'Write this.out = … in forward before you return it.',
    );
  }
  const blocks = await hiddenBlocks(subject, built.network, pass, context.generator);
  const widths = blocks.map(({ activation }) => activation.length / X.length);
  if (blocks.length !== made.hiddenLayers || widths.some((width) => width !== made.nHidden)) {
    return fail(
      `the network has ${blocks.length} hidden activations${blocks.length > 0 ? ` (of widths ${widths.join(', ')})` : ''}. A hidden activation is a layer whose output is tanh of its input, or one layer of your own for a whole block.`,
      `${blocks.length} hidden activations`,
      `${made.hiddenLayers} of width ${made.nHidden}`,
      'Push Linear, perhaps BatchNorm1d, and Tanh once for each hidden layer, each from the width before it to nHidden.',
    );
  }
  const parameters = await readParametersOf(subject, built.network, built.C);
  const untrained = parameters.find(({ tensor }) => !tensor.requiresGrad);
  if (parameters.length < 2 || untrained) {
    const what = untrained ? `${untrained.name} has requiresGrad false` : 'the layers have no parameters';
    return fail(
      `${what}: training would leave it as it is.`,
      what,
      'requiresGrad true on every parameter',
      'Scale first, then set requiresGrad = true on the tensor that parameters() returns.',
    );
  }
  return judgeDraws(subject, context, made, parameters);
}

async function layerWithoutOut(subject: Subject, { network }: Built): Promise<number | undefined> {
  const count = asList(network.value, 'the layers').length;
  for (let index = 0; index < count; index++) {
    const { value } = await subject.read(network.handle.at(index), 'out');
    if (!(value instanceof TensorValue)) return index;
  }
  return undefined;
}

/** Whether every draw comes from the generator: layers that seed one of their own begin as copies of each other. */
async function judgeDraws(
  subject: Subject,
  context: CheckContext,
  made: Plan,
  parameters: Drawing,
): Promise<Pass | Fail> {
  const random = new Set(parameters.filter(isDrawn).map(({ name }) => name));
  const drawings = await askDrawings(subject, made.seed, async (generator) => {
    const { network, C } = await build(subject, context, made, generator);
    const all = await readParametersOf(subject, network, C);
    return all.filter(({ name }) => random.has(name));
  });
  const outcome = judgeSeeded(drawings, 'Pass the generator to every draw as it came: randn(shape, { generator }).');
  if (outcome.status === 'fail') return outcome;
  const count = parameters.reduce((sum, { tensor }) => sum + tensor.data.length, 0);
  return {
    status: 'pass',
    measured: `${made.hiddenLayers} hidden layers of ${made.nHidden}, ${format(count)} parameters with C`,
    expected: `${made.hiddenLayers} hidden layers of ${made.nHidden}`,
  };
}

/** The judge's own C is not the student's draw; a parameter of few values, as ones or an identity, is not drawn at all. */
function isDrawn({ name, tensor }: Drawing[number]): boolean {
  return name !== 'C' && new Set(tensor.data).size * 2 > tensor.data.length;
}

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
const healthOf = (blocks: readonly HiddenBlock[], rows: number) =>
  blocks.map(({ preactivation, activation }, index) => {
    const cols = activation.length / rows;
    const before = statistics({ rows, cols, data: preactivation });
    const after = statistics({ rows, cols, data: Float64Array.from(activation) });
    return {
      name: `hidden layer ${index + 1}`,
      preactivationMean: before.mean,
      preactivationStd: before.std,
      saturated: after.saturated,
    };
  });

const healthySignal: Check = {
  id: '7.1/healthy-signal',
  asks: 'At ten hidden layers every pre-activation is centred, neither faint nor loud, and hardly any tanh saturated',
  points: 1,
  dependsOn: ['7.1/hidden-layers'],
  run: async (subject, context) => {
    const built = await build(subject, context, plan(context));
    const { X, notes } = drawBatch(context, 256);
    const pass = await runLayers(subject, built.network, built.C, X);
    const layers = healthOf(await hiddenBlocks(subject, built.network, pass, context.generator), X.length);
    // The loss has a check of its own: here it is given as what it should be.
    const { vocabSize: classes } = context.examples;
    const stats = { classes, loss: Math.log(classes), layers, gradients: [], updateRatios: [] };
    const [diagnosis] = diagnose(stats, 'initialization');
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

function signalPlot(layers: ReturnType<typeof healthOf>): Plot {
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

/**
 * How far the first loss may be from ln V, given the student's last hidden activations h [N, H]. An output layer no louder
 * than weights of variance 1/H gives logits of variance s^2 = mean |h|^2 / H, and those a mean loss of at most ln V + s^2/2
 * (Jensen: E exp of a normal variable). To first order in the weights the loss then varies with the standard deviation
 * sqrt(sum over classes c of |mean(h) / V - sum of h over the examples of c / N|^2 / H), and is normal. |h| <= 1 makes s^2/2
 * at most 1/2: the threshold of the health table, which is never exceeded.
 */
function lossMargin(h: Float32Array, Y: readonly number[], classes: number): number {
  const width = h.length / Y.length;
  const meanSquare = h.reduce((sum, value) => sum + value * value, 0) / h.length;
  const mean = new Float64Array(width);
  const perClass = Array.from({ length: classes }, () => new Float64Array(width));
  for (const [row, y] of Y.entries()) {
    for (let unit = 0; unit < width; unit++) {
      const share = (h[row * width + unit] ?? 0) / Y.length;
      mean[unit] = (mean[unit] ?? 0) + share;
      const target = perClass[y];
      if (target) target[unit] = (target[unit] ?? 0) + share;
    }
  }
  const variance = perClass.reduce(
    (sum, one) => sum + one.reduce((part, value, unit) => part + ((mean[unit] ?? 0) / classes - value) ** 2, 0) / width,
    0,
  );
  const reach = variance > 0 ? normalBand(0, Math.sqrt(variance)).high : 0;
  return Math.min(0.5, meanSquare / 2 + reach);
}

const initialLoss: Check = {
  id: '7.1/initial-loss',
  asks: 'Before training the loss is near ln(vocabSize)',
  points: 1,
  dependsOn: ['7.1/hidden-layers'],
  run: async (subject, context) => {
    const built = await build(subject, context, plan(context));
    const { X, Y, notes } = drawBatch(context, 512);
    const pass = await runLayers(subject, built.network, built.C, X);
    const blocks = await hiddenBlocks(subject, built.network, pass, context.generator);
    const { vocabSize } = context.examples;
    const loss = await lossOf(pass.logits, Y);
    const expected = Math.log(vocabSize);
    const allowed = lossMargin(blocks.at(-1)?.activation ?? new Float32Array(0), Y, vocabSize);
    const margin = closeEnough(expected, Math.max(allowed, crossEntropyBound(fromTensor(pass.logits))));
    const spread = statistics(fromTensor(pass.logits)).std;
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
    const learningRate = 1;
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
    const ratios = weights.map(({ tensor, grad }) => (learningRate * stdOf(grad ?? [0, 0])) / stdOf(tensor.data));
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

const stdOf = (values: ArrayLike<number>) => statistics(fromTensor({ shape: [values.length], data: values })).std;

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
  hints: [
    'What happens to the std of a signal that passes ten layers, each of which multiplies it by 0.8? Which of your tools from parts 3 and 4 keeps it where it is?',
    'Each block: Linear with std gain / sqrt(fanIn), BatchNorm1d, Tanh; at the end a Linear with a small gain. The step: embed, forward through all layers, loss, set every grad to null, backward, subtract learningRate * grad inside noGrad, return loss.item().',
    'for (let block = 0; block < hiddenLayers; block++) { layers.push(new Linear(fanIn, nHidden, 5 / 3, generator), new BatchNorm1d(nHidden), new Tanh()); fanIn = nHidden; } then layers.push(new Linear(fanIn, vocabSize, 0.1, generator)). In trainStep: let x = C.index(X).view([X.length, -1]); for (const layer of layers) x = layer.forward(x); and update [C, ...layers.flatMap((layer) => layer.parameters())].',
  ],
};

export default grader;
