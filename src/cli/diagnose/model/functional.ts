/** A model that is parameters and a forward function, as in exercise 1.3. */
import type { Observation, ObservedLayer, ObservedParameter, Role } from '../../../diagnostics/observation.js';
import { asRecord, asTensor, describe } from '../../../grading/answers.js';
import type { Answer, ModuleSubject } from '../../../guest/contract/subject.js';
import { type Handle, Opaque, TensorValue, type Value } from '../../../guest/contract/value.js';
import { UsageError } from '../../errors.js';
import type { ModelBatch } from './batch.js';
import { gainBefore } from './layered.js';
import { lossOn, observedTensor } from './loss.js';
import { recognize } from './recognize.js';

/** Calls forward(parameters, X), and takes the gradients. */
export async function observeFunction(
  subject: ModuleSubject,
  parameters: Answer,
  batch: ModelBatch,
  facts: { readonly file: string; readonly learningRate: number },
): Promise<{ observation: Observation; classes: number; notes: readonly string[] }> {
  const places = placesOf(parameters, facts.file);
  for (const { handle } of places) await subject.write(handle, 'grad', null);
  const answer = await subject.call('forward', parameters.handle, batch.X);
  const { logits, layers } = readAnswer(answer);
  const measured = await lossOn(subject, logits, batch, facts.file);
  const tensors = await Promise.all(
    places.map(async ({ name, handle }) => ({ name, tensor: asTensor((await subject.hold(handle)).value, name) })),
  );
  return {
    observation: {
      ...measured.loss,
      layers,
      parameters: observedParameters(tensors, { layers, classes: measured.classes, isContexts: batch.isContexts }),
      learningRate: facts.learningRate,
    },
    classes: measured.classes,
    notes: layers.length === 0 ? [NO_HIDDEN] : [],
  };
}

const NO_HIDDEN =
  'Pre-activations and saturation were not measured: let forward return { hPreact, h, logits }, each a tensor, or hPreact and h a list of one a layer.';

/** Every tensor among the parameters, by name. */
function placesOf(
  { value, handle }: Answer,
  file: string,
): readonly { readonly name: string; readonly handle: Handle }[] {
  const entries = isParts(value) ? Object.entries(value) : [];
  const found = entries.flatMap(([name, each]) =>
    each instanceof TensorValue ? [{ name, handle: handle.at(name) }] : [],
  );
  if (found.length > 0) return found;
  throw new UsageError(
    `--model: ${file}: expected parameters with at least one Tensor, got ${describe(value)}; export an object such as { C, W1, b1, W2, b2 }`,
  );
}

function isParts(value: Value): value is readonly Value[] | Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !(value instanceof TensorValue) && !(value instanceof Opaque);
}

/** The logits, or a record of them with what went into the nonlinearities and came out. */
function readAnswer({ value, handle }: Answer): { logits: Pick<Answer, 'value' | 'handle'>; layers: ObservedLayer[] } {
  if (value instanceof TensorValue) return { logits: { value, handle }, layers: [] };
  const record = asRecord(value, 'forward(parameters, X)');
  const [before, behind] = [tensorsOf(record['hPreact']), tensorsOf(record['h'])];
  const layers = before.flatMap((preactivation, index) => {
    const activation = behind[index];
    if (activation === undefined) return [];
    const nonlinearity = recognize(preactivation, activation) ?? 'unknown';
    const place = before.length === 1 ? '' : ` ${index + 1}`;
    return [{ name: `hidden${place} (${nonlinearity})`, preactivation, activation, nonlinearity }];
  });
  return { logits: { value: record['logits'], handle: handle.at('logits') }, layers };
}

function tensorsOf(value: Value): readonly TensorValue[] {
  const list = value instanceof TensorValue ? [value] : isParts(value) ? Object.values(value) : [];
  return list.filter((each) => each instanceof TensorValue);
}

interface NamedTensor {
  readonly name: string;
  readonly tensor: TensorValue;
}

/** A table that contexts look up is the first of two dimensions; the output weight is the last with a column a class. */
function observedParameters(
  tensors: readonly NamedTensor[],
  { layers, classes, isContexts }: { layers: readonly ObservedLayer[]; classes: number; isContexts: boolean },
): ObservedParameter[] {
  const weights = tensors.filter(({ tensor: { shape } }) => shape.length === 2 && !shape.includes(1));
  const embedding = isContexts ? weights.find(({ name }, index) => name === 'C' || index === 0) : undefined;
  const output = weights.findLast((weight) => weight !== embedding && weight.tensor.shape[1] === classes);
  const hidden = weights.filter((weight) => weight !== embedding && weight !== output);
  // With a batch norm between weight and nonlinearity its size does not matter; parameters of one row are such a norm's.
  const hasNorm = tensors.some(({ tensor: { shape } }) => shape.length === 2 && shape[0] === 1);
  return tensors.map((each) => {
    const role: Role =
      each === embedding ? 'embedding' : each === output ? 'output' : hidden.includes(each) ? 'hidden' : 'other';
    const gain = role === 'hidden' && !hasNorm ? gainBefore(layers[hidden.indexOf(each)]?.nonlinearity) : undefined;
    return { name: each.name, role, tensor: observedTensor(each.tensor), ...(gain === undefined ? {} : { gain }) };
  });
}
