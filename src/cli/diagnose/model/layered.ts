/** A model that is a list of layers: run one layer at a time from outside, then backward, by the course's own autograd. */
import { hiddenBlocks } from '../../../checks/student-layers.js';
import type { Observation, ObservedLayer, ObservedParameter, Role } from '../../../diagnostics/observation.js';
import { asList, asTensor } from '../../../grading/answers.js';
import type { Answer, ModuleSubject } from '../../../guest/contract/subject.js';
import { type Handle, TensorValue } from '../../../guest/contract/value.js';
import { activations } from '../../../training/activations.js';
import type { Generator } from '../../../torch/generator.js';
import { UsageError } from '../../errors.js';
import type { ModelBatch } from './batch.js';
import { lossOn, observedTensor } from './loss.js';
import { recognize } from './recognize.js';

/** A list of layers with what goes into the first of them. */
export interface LayeredModel {
  readonly network: Answer;
  /** The embedding table, where contexts go through one. */
  readonly C: Handle | null;
  readonly batch: ModelBatch;
}

interface LayerAnswer {
  readonly index: number;
  /** Of its class. */
  readonly kind: string;
  readonly input: TensorValue;
  readonly output: TensorValue;
  /** Its name in `F`; undefined for a layer that is none. */
  readonly nonlinearity: string | undefined;
  readonly parameters: readonly { readonly name: string; readonly tensor: TensorValue }[];
}

/** Runs, measures and takes the gradients. */
export async function observeLayers(
  subject: ModuleSubject,
  model: LayeredModel,
  facts: { readonly file: string; readonly learningRate: number; readonly generator: Generator },
): Promise<{ observation: Observation; classes: number; notes: readonly string[] }> {
  const { network, C, batch } = model;
  const count = asList(network.value, 'layers').length;
  if (count === 0) {
    throw new UsageError(
      `--model: ${facts.file}: expected at least one layer in layers, got an empty list; export them in the order in which the signal passes them`,
    );
  }
  await clearGradients(subject, model, count);
  const pass = await forward(subject, model, count);
  const measured = await lossOn(subject, pass.logits, batch, facts.file);
  const parametersOf = await Promise.all(
    pass.layers.map((_, index) => readParameters(subject, network.handle.at(index), index)),
  );
  const layers: LayerAnswer[] = [];
  for (const [index, { input, output }] of pass.layers.entries()) {
    const parameters = parametersOf[index] ?? [];
    const kind = await className(subject, network.handle.at(index));
    const isCandidate = parameters.length === 0 && input.data.length === output.data.length;
    const nonlinearity = isCandidate
      ? await probe(subject, network.handle.at(index), input, facts.generator)
      : undefined;
    layers.push({ index, kind, input, output, nonlinearity, parameters });
  }
  const hidden = await hiddenLayers(subject, model, layers, facts.generator);
  const embedding = C === null ? [] : [await embeddingOf(subject, C)];
  return {
    observation: {
      ...measured.loss,
      layers: hidden,
      parameters: [...embedding, ...layers.flatMap((layer) => observedParameters(layer, layers))],
      learningRate: facts.learningRate,
    },
    classes: measured.classes,
    notes: hidden.length === 0 ? [NO_HIDDEN] : [],
  };
}

const NO_HIDDEN =
  'No hidden nonlinearity was found among the layers: pre-activations and saturation were not measured. A layer counts that gives tanh, relu or another function of F, number by number.';

async function forward(subject: ModuleSubject, { network, C, batch }: LayeredModel, count: number) {
  let x = await subject.hold(batch.X);
  if (C !== null) {
    const embedded = await subject.invoke(C, 'index', batch.X);
    x = await subject.invoke(embedded.handle, 'view', [batch.rows, -1]);
  }
  const layers: { readonly input: TensorValue; readonly output: TensorValue }[] = [];
  for (let index = 0; index < count; index++) {
    const input = asTensor(x.value, 'the input of a layer');
    x = await subject.invoke(network.handle.at(index), 'forward', x.handle);
    layers.push({ input, output: asTensor(x.value, `layers[${index}].forward(x)`) });
  }
  return { layers, logits: x };
}

/** What an earlier use in the file may have left would be added to. */
async function clearGradients(subject: ModuleSubject, { network, C }: LayeredModel, count: number): Promise<void> {
  if (C !== null) await subject.write(C, 'grad', null);
  for (let index = 0; index < count; index++) {
    const { value, handle } = await subject.invoke(network.handle.at(index), 'parameters');
    for (const place of asList(value, `layers[${index}].parameters()`).keys()) {
      await subject.write(handle.at(place), 'grad', null);
    }
  }
}

async function readParameters(subject: ModuleSubject, layer: Handle, index: number) {
  const list = asList((await subject.invoke(layer, 'parameters')).value, `layers[${index}].parameters()`);
  const own = (await subject.hold(layer)).value;
  const properties = typeof own === 'object' && own !== null && !Array.isArray(own) ? Object.entries(own) : [];
  return list.map((value, place) => {
    const tensor = asTensor(value, `parameter ${place} of layers[${index}]`);
    const property = properties.find(([, each]) => each instanceof TensorValue && areSame(each, tensor));
    return { name: `layers.${index}.${property?.[0] ?? place}`, tensor };
  });
}

function areSame(a: TensorValue, b: TensorValue): boolean {
  return a.shape.join() === b.shape.join() && a.data.every((value, i) => Object.is(value, b.data[i]));
}

async function className(subject: ModuleSubject, layer: Handle): Promise<string> {
  const { value } = await subject.read(layer.at('constructor'), 'name');
  return typeof value === 'string' && value !== '' ? value.slice(0, 24) : 'layer';
}

/** A signal that has all but vanished looks the same before and after anything: so it is asked with inputs of size 1. */
async function probe(
  subject: ModuleSubject,
  layer: Handle,
  { shape, data }: TensorValue,
  generator: Generator,
): Promise<string | undefined> {
  const numbers = new Float32Array(data.length);
  generator.normalFill(numbers);
  const input = new TensorValue(shape, numbers);
  const found = recognize(input, asTensor((await subject.invoke(layer, 'forward', input)).value, 'forward(x)'));
  // A layer that passes everything on is none.
  return found === 'linear' ? undefined : found;
}

async function hiddenLayers(
  subject: ModuleSubject,
  { network }: LayeredModel,
  layers: readonly LayerAnswer[],
  generator: Generator,
): Promise<readonly ObservedLayer[]> {
  const plain = layers.flatMap(({ index, kind, input, output, nonlinearity }) =>
    nonlinearity === undefined
      ? []
      : [
          {
            name: `layer ${index} (${kind === 'Object' ? nonlinearity : kind})`,
            preactivation: input,
            activation: output,
            nonlinearity,
          },
        ],
  );
  if (plain.length > 0 || layers.length < 2) return plain;
  // A block of the user's own, nonlinearity and all: where its outputs stay within 1, tanh is turned round.
  const pass = {
    layers,
    logits: layers.at(-1)?.output ?? new TensorValue([0], new Float32Array(0)),
    logitsHandle: network.handle,
  };
  const blocks = await hiddenBlocks(subject, network, pass, generator);
  return blocks.flatMap(({ index, preactivation }) => {
    const layer = layers[index];
    if (layer === undefined) return [];
    const { kind, output } = layer;
    const before = { shape: output.shape, data: preactivation };
    return [{ name: `layer ${index} (${kind})`, preactivation: before, activation: output, nonlinearity: 'tanh' }];
  });
}

async function embeddingOf(subject: ModuleSubject, C: Handle): Promise<ObservedParameter> {
  return { name: 'C', role: 'embedding', tensor: observedTensor(asTensor((await subject.hold(C)).value, 'C')) };
}

function observedParameters(layer: LayerAnswer, layers: readonly LayerAnswer[]): ObservedParameter[] {
  const last = layers.findLast(({ parameters }) => parameters.some(({ tensor }) => tensor.shape.length === 2));
  const behind = layers[layer.index + 1]?.nonlinearity;
  const fanIn = layer.input.shape.at(-1) ?? 1;
  return layer.parameters.map(({ name, tensor }) => {
    const isWeight = tensor.shape.length === 2 && !tensor.shape.includes(1);
    const role: Role = !isWeight ? 'other' : layer === last ? 'output' : 'hidden';
    const gain = role === 'hidden' ? gainBefore(behind) : undefined;
    return { name, role, tensor: observedTensor(tensor), fanIn, ...(gain === undefined ? {} : { gain }) };
  });
}

/** The gain of a weight whose output goes straight into a nonlinearity; behind a norm there is no rule. */
export function gainBefore(nonlinearity: string | undefined): number | undefined {
  return Object.entries(activations).find(([name]) => name === nonlinearity)?.[1].gain;
}
