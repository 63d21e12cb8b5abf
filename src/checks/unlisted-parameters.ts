/** Tensors of a student's layers that backward reaches and parameters() does not list: they look trained and never move. */
import type { Answer, Subject } from '../guest/contract/subject.js';
import { Opaque, TensorValue, type Value } from '../guest/contract/value.js';
import { asList } from '../grading/answers.js';
import { type Built, gradientsOn } from './deep-network.js';
import type { Batch } from './lecture-batch.js';

/**
 * The place of a trained tensor that parameters() leaves out ("layers[1].gamma"), or undefined.
 *
 * It had requiresGrad before the first forward pass, so it is no intermediate result that the layer remembers, and it still has a
 * gradient after a backward pass whose gradients were cleared on everything that is listed. What a layer keeps in #private
 * fields cannot be seen from here.
 */
export async function unlistedParameter(subject: Subject, built: Built, batch: Batch): Promise<string | undefined> {
  const before = await tensorsOf(subject, built.network);
  await gradientsOn(subject, built, batch);
  const after = await tensorsOf(subject, built.network);
  return [...after.keys()].find((place) => before.get(place)?.requiresGrad && after.get(place)?.grad);
}

async function tensorsOf(subject: Subject, network: Answer): Promise<Map<string, TensorValue>> {
  const found = new Map<string, TensorValue>();
  const count = asList(network.value, 'the layers').length;
  for (let index = 0; index < count; index++) {
    collect((await subject.hold(network.handle.at(index))).value, `layers[${index}]`, found);
  }
  return found;
}

function collect(value: Value, place: string, found: Map<string, TensorValue>): void {
  if (value instanceof TensorValue) found.set(place, value);
  if (typeof value !== 'object' || value === null || value instanceof TensorValue || value instanceof Opaque) return;
  for (const [key, each] of Object.entries(value)) {
    if (key !== 'out') collect(each, /^\d+$/.test(key) ? `${place}[${key}]` : `${place}.${key}`, found);
  }
}
