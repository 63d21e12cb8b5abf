/** A network that a student built as a list of layers, run and measured from outside, one layer at a time. */
import type { Answer, Subject } from '../guest/contract/subject.js';
import type { Argument, Handle, TensorValue } from '../guest/contract/value.js';
import type { Generator } from '../torch/generator.js';
import { asList, asTensor, WrongAnswer } from '../grading/answers.js';
import { normalTensor } from './inputs.js';
import { closeEnough } from '../grading/tolerance.js';

/** What went into a layer and what came out. */
interface LayerPass {
  readonly input: TensorValue;
  readonly output: TensorValue;
}

/** One forward pass: what every layer did, and a handle on the logits with their history. */
export interface ForwardPass {
  readonly layers: readonly LayerPass[];
  readonly logits: TensorValue;
  readonly logitsHandle: Handle;
}

/** Runs the layers on the embeddings of X, side by side: C[X] as [N, blockSize * nEmbd], then each layer's forward. */
export async function runLayers(
  subject: Subject,
  network: Answer,
  C: Handle,
  X: readonly (readonly number[])[],
): Promise<ForwardPass> {
  const count = asList(network.value, 'the returned layers').length;
  const embedded = await subject.invoke(C, 'index', X);
  let x = await subject.invoke(embedded.handle, 'view', [X.length, -1]);
  const layers: LayerPass[] = [];
  for (let index = 0; index < count; index++) {
    const input = asTensor(x.value, 'the input of a layer');
    x = await subject.invoke(network.handle.at(index), 'forward', x.handle);
    layers.push({ input, output: asTensor(x.value, `layers[${index}].forward(x)`) });
  }
  return { layers, logits: asTensor(x.value, 'the output of the last layer'), logitsHandle: x.handle };
}

/** A hidden block of the network: what goes into its tanh and what comes out. */
export interface HiddenBlock {
  /** Place of the layer in the list. */
  readonly index: number;
  readonly preactivation: Float64Array;
  readonly activation: Float32Array;
}

/**
 * The hidden activations of a pass, whatever the student's classes are called. A layer whose output is tanh of its input,
 * number by number, ends a hidden block. Where there is none, a block may be a single layer of the student's own: then every
 * layer but the last whose output stays within +-1 is one, and its pre-activation is found by inverting tanh.
 *
 * Whether a layer is a tanh is asked with inputs of the judge's (from `generator`): a signal that has all but vanished looks the same
 * before and after.
 */
export async function hiddenBlocks(
  subject: Subject,
  network: Answer,
  pass: ForwardPass,
  generator: Generator,
): Promise<readonly HiddenBlock[]> {
  const explicit: HiddenBlock[] = [];
  for (const [index, { input, output }] of pass.layers.entries()) {
    if (input.data.length !== output.data.length) continue;
    const probe = normalTensor(generator, input.shape);
    const reply = await subject.invoke(network.handle.at(index), 'forward', probe);
    if (!isTanhOf(probe, asTensor(reply.value, `layers[${index}].forward(x)`))) continue;
    explicit.push({ index, preactivation: Float64Array.from(input.data), activation: output.data });
  }
  if (explicit.length > 0) return explicit;
  return pass.layers.slice(0, -1).flatMap(({ output }, index) => {
    if (!output.data.every((value) => Math.abs(value) <= 1)) return [];
    return [{ index, preactivation: Float64Array.from(output.data, inverseTanh), activation: output.data }];
  });
}

/** Whether `output` is tanh of `input`, number by number. */
export function isTanhOf(input: TensorValue, output: TensorValue): boolean {
  return input.data.every((value, index) => {
    const expected = Math.tanh(value);
    return Math.abs(expected - (output.data[index] ?? NaN)) <= closeEnough(expected);
  });
}

/** atanh, for values that float32 may have rounded to 1: the largest it can tell from 1 is 1 - 2^-24. */
function inverseTanh(value: number): number {
  const largest = 1 - 2 ** -24;
  return Math.atanh(Math.max(-largest, Math.min(largest, value)));
}

/** A parameter of the network, as it is now. */
export interface NetworkParameter {
  /** "parameter 0 of layers[3] (Linear)"; "C". */
  readonly name: string;
  /** Place of its layer in the list; -1 for C. */
  readonly layer: number;
  readonly tensor: TensorValue;
  readonly handle: Handle;
}

/** C and the parameters of every layer, in order. */
export async function readParametersOf(subject: Subject, network: Answer, C: Handle): Promise<NetworkParameter[]> {
  const count = asList(network.value, 'the returned layers').length;
  const embedding = await subject.hold(C);
  const found: NetworkParameter[] = [{ name: 'C', layer: -1, tensor: asTensor(embedding.value, 'C'), handle: C }];
  for (let layer = 0; layer < count; layer++) {
    const answer = await subject.invoke(network.handle.at(layer), 'parameters');
    for (const [index, value] of asList(answer.value, `layers[${layer}].parameters()`).entries()) {
      const name = `parameter ${index} of layers[${layer}]`;
      found.push({ name, layer, tensor: asTensor(value, name), handle: answer.handle.at(index) });
    }
  }
  return found;
}

/** Sets the gradient of every parameter to null. */
async function clearGradients(subject: Subject, parameters: readonly NetworkParameter[]): Promise<void> {
  for (const { handle } of parameters) await subject.write(handle, 'grad', null);
}

/**
 * The gradient of a loss with respect to every parameter, by the autograd of the course: the judge gives the gradient of the
 * logits. Leaves every gradient null, as before the first training step.
 * @throws WrongAnswer where the logits do not depend on any trained parameter
 */
export async function measureGradients(
  subject: Subject,
  network: Answer,
  C: Handle,
  X: readonly (readonly number[])[],
  gradientOfLogits: (logits: TensorValue) => Argument | Promise<Argument>,
): Promise<readonly (NetworkParameter & { readonly grad: Float32Array | null })[]> {
  await clearGradients(subject, await readParametersOf(subject, network, C));
  const pass = await runLayers(subject, network, C, X);
  if (!pass.logits.requiresGrad) throw new WrongAnswer(noGradients);
  await subject.invoke(pass.logitsHandle, 'backward', await gradientOfLogits(pass.logits));
  const parameters = await readParametersOf(subject, network, C);
  const measured = parameters.map((parameter) => ({ ...parameter, grad: parameter.tensor.grad }));
  await clearGradients(subject, parameters);
  return measured;
}

const noGradients = {
  status: 'fail',
  rationale: 'The output of the network does not require a gradient: no parameter of it can be trained.',
  measured: 'requiresGrad false',
  expected: 'an output with a history',
  next: 'Set requiresGrad on the parameters of every layer, and compute forward outside of noGrad.',
} as const;
