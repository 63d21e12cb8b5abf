/** Whether a deep network has the structure that was asked for, and draws all of it from the generator. */
import { asList } from '../grading/answers.js';
import type { CheckContext } from '../grading/check.js';
import { format } from '../grading/format.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { TensorValue } from '../guest/contract/value.js';
import { build, type Built, drawBatch, type Plan } from './deep-network.js';
import { askDrawings, type Drawing, judgeSeeded } from './judge-seeded.js';
import { hiddenBlocks, readParametersOf, runLayers } from './student-layers.js';
import { unlistedParameter } from './unlisted-parameters.js';

/** Logits of the right shape, as many tanhs as hidden layers were asked for, each as wide as asked for. */
export async function judgeStructure(subject: Subject, context: CheckContext, made: Plan): Promise<Pass | Fail> {
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
  const unlisted = await unlistedParameter(subject, await build(subject, context, made), drawBatch(context, 16));
  if (unlisted !== undefined) {
    return fail(
      `${unlisted} requires a gradient and gets one, but parameters() of its layer does not list it: a training step moves what is listed, so it stays as it is for ever.`,
      `${unlisted} is not among the parameters`,
      'every trained tensor in parameters()',
      'Return every tensor of the layer that has requiresGrad from parameters(): [this.weight], [this.gamma, this.beta].',
    );
  }
  return judgeDraws(subject, context, made, parameters);
}

/** The place of the first layer that does not keep its output in `out`, after a forward pass. */
export async function layerWithoutOut(subject: Subject, { network }: Built): Promise<number | undefined> {
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
export function isDrawn({ name, tensor }: Drawing[number]): boolean {
  return name !== 'C' && new Set(tensor.data).size * 2 > tensor.data.length;
}
