/** The running statistics of a batch norm of the student's, followed batch by batch beside the rule. */
import { asTensor } from '../grading/answers.js';
import type { CheckContext } from '../grading/check.js';
import { format } from '../grading/format.js';
import { momentBounds, runningBound } from '../grading/tolerance.js';
import type { Fail, Pass, Plot } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import type { Handle, TensorValue } from '../guest/contract/value.js';
import { fromTensor } from '../reference/matrix.js';
import { reference } from '../reference/reference.js';
import { batchNormRule, DEFAULT_EPS } from './expected-output.js';
import { drawFrom, drawSource } from './feature-batch.js';
import { filledTensor, trained } from './inputs.js';
import { firstFailure, judgeValues } from './judge.js';
import { notRemembered } from './layer.js';

/** PyTorch's momentum: the weight of the new batch. */
const DEFAULT_MOMENTUM = 0.1;

type BufferName = 'runningMean' | 'runningVar';

/** The layer's output for a batch. */
export async function forward(subject: Subject, layer: Handle, x: TensorValue): Promise<TensorValue> {
  return asTensor((await subject.invoke(layer, 'forward', x)).value, 'forward(x)', x.shape);
}

/** A running buffer or parameter of `dim` numbers. Its exact shape is for `initial-state` to ask. */
export async function readBuffer(subject: Subject, layer: Handle, name: string, dim: number): Promise<TensorValue> {
  const tensor = asTensor((await subject.read(layer, name)).value, name);
  return tensor.data.length === dim ? tensor : asTensor(tensor, name, [dim]);
}

/** A new layer, set to training: whether it starts in training is for `initial-state` to ask. */
export async function makeLayer(subject: Subject, ...args: readonly number[]): Promise<Handle> {
  const { handle } = await subject.construct('BatchNormInference', ...args);
  await subject.write(handle, 'training', true);
  return handle;
}

/** Mean and unbiased variance of each feature, in float64. */
async function unbiasedMoments(x: TensorValue) {
  const dim = x.shape[1] ?? 1;
  const rule = batchNormRule(filledTensor([dim], 1), filledTensor([dim], 0));
  const { mean, variance } = await reference.batchNorm(fromTensor(x), { ...rule, correction: 1 });
  return { mean: mean.data, variance: variance.data };
}

/** The student's buffer after each of several batches, beside the rule's. */
async function follow(
  subject: Subject,
  context: CheckContext,
  name: BufferName,
  options: { readonly momentum?: number; readonly batches: number; readonly rows: number },
) {
  const dim = 4;
  const momentum = options.momentum ?? DEFAULT_MOMENTUM;
  const args = options.momentum === undefined ? [dim] : [dim, DEFAULT_EPS, options.momentum];
  const layer = await makeLayer(subject, ...args);
  const source = drawSource(context.generator, dim);
  let measured = await readBuffer(subject, layer, name, dim);
  const start = measured;
  // From wherever the student's buffer starts: that it should be 0 or 1 was asked before.
  let expected = Float64Array.from(start.data);
  let bounds = new Float64Array(dim);
  const truth = name === 'runningMean' ? (source.means[0] ?? NaN) : (source.stds[0] ?? NaN) ** 2;
  const history = { batch: new Array<number>(), student: new Array<number>(), rule: new Array<number>(), truth };
  for (let step = 0; step < options.batches; step++) {
    const x = drawFrom(source, context.generator, options.rows);
    // As in a network, where a batch has a history: the buffer must not take it over.
    await forward(subject, layer, trained(x));
    const { mean, variance } = await unbiasedMoments(x);
    const statistics = name === 'runningMean' ? mean : variance;
    const rounding = momentBounds(fromTensor(x))[name === 'runningMean' ? 'mean' : 'variance'];
    const next = expected.map((value, col) => (1 - momentum) * value + momentum * (statistics[col] ?? NaN));
    bounds = bounds.map((bound, col) =>
      runningBound(
        momentum,
        { value: expected[col] ?? NaN, bound },
        { value: statistics[col] ?? NaN, bound: rounding[col] ?? NaN },
      ),
    );
    expected = next;
    measured = await readBuffer(subject, layer, name, dim);
    history.batch.push(statistics[0] ?? NaN);
    history.student.push(measured.data[0] ?? NaN);
    history.rule.push(expected[0] ?? NaN);
  }
  return { start, measured, expected, bounds, history };
}

function plotOf(name: string, history: Awaited<ReturnType<typeof follow>>['history']): Plot {
  return {
    kind: 'line',
    title: `${name} of one feature over the batches`,
    x: { label: 'batches seen', values: history.student.map((_, index) => index + 1) },
    y: { label: name === 'runningMean' ? 'mean' : 'variance' },
    series: [
      { name: 'of the batch', values: history.batch },
      { name, values: history.student },
      { name: 'by the rule', values: history.rule },
      { name: 'of the source', values: history.rule.map(() => history.truth) },
    ],
  };
}

/** A buffer whose update gave it another shape. */
function reshaped(name: BufferName, before: TensorValue, after: TensorValue): Fail {
  const [was, is] = [`[${before.shape.join(', ')}]`, `[${after.shape.join(', ')}]`];
  return {
    status: 'fail',
    rationale: `${name} has shape ${is} after a batch, where it started with ${was}: whoever reads, saves or loads it finds another tensor than the layer was made with.`,
    measured: is,
    expected: was,
    next: `Reduce with x.mean(0) and x.var(0, …) without keepdim, so that the update of ${name} keeps its shape.`,
  };
}

/** A new layer whose buffer is not where that of the layer before it started. */
function startsMoved(name: BufferName, measured = NaN, expected = NaN): Fail {
  return {
    status: 'fail',
    rationale: `${name} of a new layer starts at ${format(measured)}, where that of the layer made before it started at ${format(expected)}: the batches that one has seen moved it. A network has a layer of its own at each place, and each remembers other data.`,
    measured,
    expected,
    next: `Make ${name} in the constructor, a new tensor for each layer.`,
  };
}

/** Judges a running buffer after one batch, after twenty, and with another momentum. */
export async function judgeBuffer(
  subject: Subject,
  context: CheckContext,
  name: BufferName,
  byTheRule: string,
  advice: { readonly consequence: string; readonly next: string },
): Promise<Pass | Fail> {
  const outcomes: (Pass | Fail)[] = [];
  let firstStart: TensorValue | undefined;
  // One batch tells the momentum's direction, many tell a sum from an average, another momentum tells 0.1 from the argument.
  for (const options of [
    { batches: 1, rows: 8 },
    { batches: 20, rows: 8 },
    { batches: 3, rows: 5, momentum: 0.3 },
  ]) {
    const { start, measured, expected, bounds, history } = await follow(subject, context, name, options);
    firstStart ??= start;
    const moved = start.data.findIndex((value, index) => !Object.is(value, firstStart?.data[index]));
    if (moved >= 0) outcomes.push(startsMoved(name, start.data[moved], firstStart.data[moved]));
    const many = options.batches === 1 ? 'one batch' : `${options.batches} batches`;
    const outcome = judgeValues({
      what: `${name} after ${many}${options.momentum === undefined ? '' : ` with momentum ${options.momentum}`}`,
      measured,
      expected,
      bounds,
      reference: byTheRule,
      ...advice,
    });
    if (outcome.status === 'pass' && measured.requiresGrad) return notRemembered(name);
    if (measured.shape.join() !== start.shape.join()) outcomes.push(reshaped(name, start, measured));
    outcomes.push(options.batches === 20 ? { ...outcome, plots: [plotOf(name, history)] } : outcome);
  }
  return firstFailure(outcomes);
}
