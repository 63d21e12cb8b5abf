/** What a student's trainStep does to a network of any design: where it moves which parameters, and what it returns. */
import type { CheckContext } from '../grading/check.js';
import { closeEnough, crossEntropyBound, UNIT_ROUNDOFF } from '../grading/tolerance.js';
import type { Traits } from '../grading/traits.js';
import type { Subject } from '../guest/contract/subject.js';
import { TensorValue } from '../guest/contract/value.js';
import { fromTensor } from '../reference/matrix.js';
import { build, type Built, drawBatch, gradientsOn, lossOf, type Plan, step } from './deep-network.js';
import { along, isNear, norm } from './judge-sgd-step.js';
import type { Batch } from './lecture-batch.js';
import { type NetworkParameter, readParametersOf, runLayers } from './student-layers.js';

/** Two steps from the same network that differ in rate and size of the batch: no mistake can mistake one for the other. */
const asked = [
  { learningRate: 0.6, size: 32 },
  { learningRate: 0.15, size: 48 },
] as const;

/** Of the expected step: within this it is that step. */
const SAME = 0.01;

type Kind = 'C' | 'matrices' | 'vectors';
const kinds: readonly Kind[] = ['C', 'matrices', 'vectors'];

/** How far parameters of one kind moved in one step, in units of their gradient. */
interface Move {
  readonly learningRate: number;
  readonly size: number;
  /** -1 times the change over the gradient; NaN where the change is not along it. */
  readonly times: number;
}

/** Traits of `trainStep` on networks of the plan. */
export async function sgdTraits(subject: Subject, context: CheckContext, made: Plan): Promise<Traits> {
  const moves = new Map<Kind, Move[]>(kinds.map((kind) => [kind, []]));
  let returned: string | undefined;
  let cleared: string | undefined;
  for (const { learningRate, size } of asked) {
    const [stepped, twin] = [await build(subject, context, made), await build(subject, context, made)];
    const batch = drawBatch(context, size);
    const gradients = await gradientsOn(subject, twin, batch);
    const taken = await take(subject, stepped, batch, learningRate);
    for (const kind of kinds) {
      const of = flattened(kind, taken.before, taken.after, gradients);
      if (isVisible(of, learningRate)) moves.get(kind)?.push({ learningRate, size, times: timesAlong(of) });
    }
    returned ??= taken.returned;
    await step(subject, twin, batch, learningRate);
    const next = drawBatch(context, size);
    const fresh = await gradientsOn(subject, twin, next);
    const second = await take(subject, stepped, next, learningRate);
    cleared ??= leftOver(second, fresh, gradients, learningRate);
  }
  return {
    ...Object.fromEntries(kinds.map((kind) => [`${kind} move`, describe(moves.get(kind) ?? [])])),
    'gradients before backward': cleared,
    'trainStep returns': returned,
  };
}

interface Taken {
  readonly before: readonly NetworkParameter[];
  readonly after: readonly NetworkParameter[];
  readonly returned: string;
}

async function take(subject: Subject, built: Built, batch: Batch, learningRate: number): Promise<Taken> {
  const before = await readParametersOf(subject, built.network, built.C);
  const { logits } = await runLayers(subject, built.network, built.C, batch.X);
  const value = await step(subject, built, batch, learningRate);
  const after = await readParametersOf(subject, built.network, built.C);
  const later = (await runLayers(subject, built.network, built.C, batch.X)).logits;
  return { before, after, returned: await whatReturned(value, logits, later, batch.Y) };
}

async function whatReturned(value: unknown, logits: TensorValue, later: TensorValue, Y: readonly number[]) {
  if (typeof value !== 'number') return 'no number';
  const before = await lossOf(logits, Y);
  const bound = crossEntropyBound(fromTensor(logits));
  const is = (loss: number, times = 1) => Math.abs(value - loss) <= closeEnough(loss, times * bound);
  if (is(before)) return 'the loss before the step';
  if (is(await lossOf(later, Y))) return 'the loss after the step';
  if (is(before * Y.length, Y.length)) return 'the sum of the losses';
  if (is(await lossOf(softmax(logits), Y))) return 'the loss of the softmax';
  return 'another number';
}

function softmax({ shape, data }: TensorValue): TensorValue {
  const [rows = 0, classes = 0] = shape;
  const probabilities = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * classes, (row + 1) * classes);
    const largest = Math.max(...own);
    const powers = own.map((value) => Math.exp(value - largest));
    const sum = powers.reduce((total, value) => total + value, 0);
    probabilities.set(
      powers.map((value) => value / sum),
      row * classes,
    );
  }
  return new TensorValue(shape, probabilities);
}

/** Whether a step along the gradient would be seen: float32 has rounded what is much smaller than the parameters away. */
function isVisible({ start, gradient }: Flat, learningRate: number): boolean {
  return learningRate * norm(gradient) > (UNIT_ROUNDOFF / SAME) * norm(start);
}

/** Parameters end to end, as they were, by how much they changed, and their gradient. */
interface Flat {
  readonly start: Float32Array;
  readonly change: Float32Array;
  readonly gradient: Float32Array;
}

/** The parameters of one kind end to end, with their change and gradient. */
function flattened(
  kind: Kind,
  before: readonly NetworkParameter[],
  after: readonly NetworkParameter[],
  gradients: readonly { readonly grad: Float32Array | null }[],
): Flat {
  const start: number[] = [];
  const change: number[] = [];
  const gradient: number[] = [];
  for (const [at, { name, tensor }] of before.entries()) {
    const own = name === 'C' ? 'C' : tensor.shape.length === 2 && !tensor.shape.includes(1) ? 'matrices' : 'vectors';
    const moved = after[at]?.tensor.data;
    if (own !== kind || moved?.length !== tensor.data.length) continue;
    const { grad } = gradients[at] ?? {};
    tensor.data.forEach((value, i) => {
      start.push(value);
      change.push((moved[i] ?? NaN) - value);
      gradient.push(grad?.[i] ?? 0);
    });
  }
  return { start: Float32Array.from(start), change: Float32Array.from(change), gradient: Float32Array.from(gradient) };
}

function timesAlong({ change, gradient }: Flat): number {
  const times = -along(change, gradient);
  if (Math.abs(times) < SAME * SAME) return 0;
  const explained = gradient.map((value) => -times * value);
  return isNear(change, explained) ? times : NaN;
}

/** What the two steps together say of the rule by which parameters of one kind move. */
function describe(moves: readonly Move[]): string | undefined {
  if (moves.length < asked.length) return undefined;
  const all = (rule: (move: Move) => number) =>
    moves.every((move) => Math.abs(move.times - rule(move)) <= SAME * Math.abs(rule(move)));
  if (moves.some(({ times }) => Number.isNaN(times))) return 'along something else than their gradient';
  if (moves.every(({ times }) => times === 0)) return 'not at all';
  if (all(({ learningRate }) => learningRate)) return 'by -learningRate * grad';
  if (all(({ learningRate }) => -learningRate)) return 'by +learningRate * grad';
  if (all(({ learningRate, size }) => learningRate * size)) return 'by the gradient of the sum';
  if (all(() => moves[0]?.times ?? NaN)) return 'by the same multiple at every learning rate';
  if (all(({ learningRate }) => 2 * learningRate)) return 'twice';
  return 'by another multiple of their gradient';
}

/** Whether the gradients of the step before went into the second one, in any kind of parameter. */
function leftOver(
  { before, after }: Taken,
  fresh: readonly { readonly grad: Float32Array | null }[],
  old: readonly { readonly grad: Float32Array | null }[],
  learningRate: number,
): string | undefined {
  const found = kinds.map((kind) => {
    const now = flattened(kind, before, after, fresh);
    const then = flattened(kind, before, after, old);
    if (!isVisible(now, learningRate) || !isVisible(then, learningRate)) return undefined;
    const { change, gradient } = now;
    const [clean, piled] = [gradient, gradient.map((value, i) => value + (then.gradient[i] ?? 0))].map((each) =>
      each.map((value) => -learningRate * value),
    );
    if (piled && isNear(change, piled)) return 'kept';
    return clean && isNear(change, clean) ? 'cleared' : undefined;
  });
  return found.find((each) => each === 'kept') ?? found.find((each) => each === 'cleared');
}
