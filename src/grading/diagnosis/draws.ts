/** Which draws are the same draws: what tells a generator that is used from one that is ignored, copied or seeded again. */
import { TensorValue, type Value } from '../../guest/contract/value.js';
import type { Reply, Transcript } from '../transcript.js';
import { isList, isRecord } from './distance.js';
import type { Leaf, SideBySide } from './leaves.js';

/** Values that are compared for being the same draws up to a factor. */
const PREFIX = 8;

/**
 * For each drawn tensor, which of its earlier readings hold the same numbers ("0 0 2 3": the second reading repeats the first); for
 * each answer, which of its tensors begin with the same draws up to their scale. A pattern says nothing of the numbers, so
 * two implementations that draw in another order have the same.
 */
export function drawPatterns({ student, wrong, right }: SideBySide, count: number): Leaf[] {
  const [own, other, truth] = [patternsOf(student, count), patternsOf(wrong, count), patternsOf(right, count)];
  const groups = new Set([...own.keys(), ...other.keys(), ...truth.keys()]);
  return [...groups].map((group) => ({
    group,
    isDrawn: false,
    student: replyOf(own.get(group)),
    wrong: replyOf(other.get(group)),
    right: replyOf(truth.get(group)),
  }));
}

function replyOf(pattern: string | undefined): Reply {
  return { kind: 'value', value: pattern };
}

/** By transcript and number of exchanges: the right one and the wrong ones are looked at again for every student. */
const found = new WeakMap<Transcript, Map<number, ReadonlyMap<string, string>>>();

function patternsOf(transcript: Transcript, count: number): ReadonlyMap<string, string> {
  const known = found.get(transcript) ?? new Map<number, ReadonlyMap<string, string>>();
  found.set(transcript, known);
  const patterns = known.get(count) ?? findPatterns(transcript.slice(0, count));
  known.set(count, patterns);
  return patterns;
}

function findPatterns(transcript: Transcript): Map<string, string> {
  const readings = new Map<string, TensorValue[]>();
  const siblings = new Map<string, string[]>();
  for (const { asked, isDrawn, reply } of transcript) {
    if (!isDrawn || reply.kind === 'fault') continue;
    const tensors = tensorsOf(asked, reply.value);
    for (const { name, tensor } of tensors) {
      const key = `draws of ${name} [${tensor.shape.join(', ')}]`;
      readings.set(key, [...(readings.get(key) ?? []), tensor]);
    }
    const key = `draws within ${asked}`;
    siblings.set(key, [
      ...(siblings.get(key) ?? []),
      pattern(
        tensors.map(({ tensor }) => tensor),
        beginAlike,
      ),
    ]);
  }
  return new Map([
    ...[...readings].map(([key, tensors]) => [key, pattern(tensors, areEqual)] as const),
    ...[...siblings].map(([key, patterns]) => [key, patterns.join(' | ')] as const),
  ]);
}

function tensorsOf(name: string, value: Value): { readonly name: string; readonly tensor: TensorValue }[] {
  if (value instanceof TensorValue) return [{ name, tensor: value }];
  if (isList(value)) return value.flatMap((item, index) => tensorsOf(`${name}[${index}]`, item));
  if (!isRecord(value)) return [];
  return Object.keys(value)
    .sort()
    .flatMap((key) => tensorsOf(`${name}.${key}`, value[key]));
}

/** For each the place of the first that it is the same as. */
function pattern(tensors: readonly TensorValue[], isSame: (a: TensorValue, b: TensorValue) => boolean): string {
  return tensors
    .map((tensor) => tensors.findIndex((earlier) => earlier === tensor || isSame(earlier, tensor)))
    .join(' ');
}

function areEqual(a: TensorValue, b: TensorValue): boolean {
  return a.data.length === b.data.length && a.data.every((value, index) => Object.is(value, b.data[index]));
}

/** Whether two tensors of at least 16 draws begin with the same ones up to a factor. A constant was not drawn. */
export function beginAlike(a: TensorValue, b: TensorValue): boolean {
  const [first, second] = [a.data.subarray(0, PREFIX), b.data.subarray(0, PREFIX)];
  if (a.data.length < 2 * PREFIX || b.data.length < 2 * PREFIX) return false;
  if (first.every((value) => value === first[0]) || second.every((value) => value === second[0])) return false;
  const [top, bottom] = [first[0] ?? 0, second[0] ?? 0];
  return first.every(
    (value, index) => Math.abs(value * bottom - (second[index] ?? 0) * top) <= 1e-4 * Math.abs(value * bottom),
  );
}
