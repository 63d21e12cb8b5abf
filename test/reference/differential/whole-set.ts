/** Whole sets and statistics: plans of kernels over distinct contexts beside float64 over every example. */
import { deepNetworkBounds, type LayerValues } from '../../../src/grading/tolerance.js';
import { backward } from '../../../src/reference/backward.js';
import { distinctContexts } from '../../../src/reference/distinct-contexts.js';
import type { Engine } from '../../../src/reference/gpu/engine.js';
import { gpuReference } from '../../../src/reference/gpu/gpu-reference.js';
import { WholeSetPlan } from '../../../src/reference/gpu/whole-set.js';
import type { Example } from './configuration.js';
import { layersOf } from './exact.js';
import { type Misfit, misfits } from './figures.js';

/** What was compared. */
export interface Figures {
  readonly compared: number;
  readonly misfits: readonly Misfit[];
}

interface Truth {
  readonly loss: number;
  readonly layers: readonly LayerValues[];
  readonly bounds: ReturnType<typeof deepNetworkBounds>;
}

const known = new WeakMap<Example, Truth>();

/** The float64 values of an example and their bounds; an example is asked for once for every mistake. */
export function truthOf(example: Example): Truth {
  const before = known.get(example);
  if (before) return before;
  const { network, X, Y } = example;
  const trace = backward(network, X, Y);
  const layers = layersOf(example, trace);
  const embeddedGradient = { rows: X.length, cols: 0, data: new Float64Array(0) };
  const bounds = deepNetworkBounds({ X, Y, C: network.embedding, embeddedGradient, layers });
  const truth = { loss: trace.loss, layers, bounds };
  known.set(example, truth);
  return truth;
}

/**
 * Whether the bounds of a batch hold for its whole-set plan: it sums D weighted contexts where a batch sums N rows, and rounds four
 * times more at the end of each sum. And whether they are finite.
 */
export function isBounded(example: Example): boolean {
  const { network, X, Y } = example;
  const { loss, layers } = truthOf(example).bounds;
  const isFinite = [loss, ...layers.flatMap(({ before, output }) => [...before, ...output])].every(Number.isFinite);
  return isFinite && distinctContexts(X, Y, network.embedding.rows).contexts.length + 4 <= X.length;
}

/** The loss and every layer's statistics, from a plan; and the statistics of a matrix that both are given. */
export async function wholeSetFigures(engine: Engine, example: Example): Promise<Figures> {
  const { network, X, Y } = example;
  const plan = new WholeSetPlan(engine, network, distinctContexts(X, Y, network.embedding.rows));
  const answer = await plan.run(network);
  await plan.destroy();
  const { loss, bounds, layers } = truthOf(example);
  const off = { figure: 'loss', measured: answer.loss, low: loss - bounds.loss, high: loss + bounds.loss };
  const parts: Figures[] = [{ compared: 1, misfits: off.measured >= off.low && off.measured <= off.high ? [] : [off] }];
  for (const [index, { before, output }] of answer.hidden.entries()) {
    const values = layers[index];
    const bound = bounds.layers[index];
    if (!values || !bound) throw new Error(`wholeSet: expected ${layers.length} layers, got one more`);
    parts.push(misfits(`layer ${index}: before`, before, values.before, bound.before));
    parts.push(misfits(`layer ${index}: output`, output, values.output, bound.output));
  }
  const [first] = layers;
  if (first) {
    const values = { ...first.preactivation, data: first.preactivation.data.map(Math.fround) };
    const measured = await gpuReference(engine).statistics(values);
    parts.push(misfits('statistics', measured, values, new Float64Array(values.data.length)));
  }
  return {
    compared: parts.reduce((total, part) => total + part.compared, 0),
    misfits: parts.flatMap((part) => part.misfits),
  };
}
