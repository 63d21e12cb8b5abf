/** Whole-set mistakes make no difference to every example: what there must be in one for each to show. */
import { distinctContexts } from '../../../src/reference/distinct-contexts.js';
import { blocksOf } from '../../../src/reference/gpu/kernels/blocks.js';
import { SATURATION_THRESHOLD } from '../../../src/reference/statistics.js';
import type { Example } from './configuration.js';
import type { KernelMistake } from './kernel-mistakes.js';
import { truthOf } from './whole-set.js';

type Matters = KernelMistake['matters'];

/** |value| > 2. */
export const isBeyond2 = (value: number) => Math.abs(value) > 2;
/** 2 < |value| < 3. */
export const isBetween2And3 = (value: number) => isBeyond2(value) && Math.abs(value) < 3;
/** |value| above the threshold of saturation. */
export const isSaturated = (value: number) => Math.abs(value) > SATURATION_THRESHOLD;
const contextsOf = ({ network, X, Y }: Example) => distinctContexts(X, Y, network.embedding.rows);
/** Whether there is more than one run of four rows. */
export const hasRuns: Matters = (example) => contextsOf(example).contexts.length > 4;

/** Whether a hidden layer has such a value, in a row of an example that `inRow` takes. */
export function has(
  stage: 'before' | 'output',
  isMeant: (value: number) => boolean,
  inRow: (example: Example) => (row: number) => boolean = () => () => true,
): Matters {
  return (example) => {
    const isRow = inRow(example);
    return truthOf(example)
      .layers.slice(0, -1)
      .some(({ [stage]: { data, cols } }) =>
        data.some((value, index) => isMeant(value) && isRow(Math.floor(index / cols))),
      );
  };
}

/** Whether the context of a row occurs more than once. */
export function isRepeated(example: Example): (row: number) => boolean {
  const { contexts, counts } = contextsOf(example);
  const often = new Map(contexts.map((context, index) => [context.join(), counts[index] ?? NaN]));
  return (row) => (often.get(example.X[row]?.join() ?? '') ?? NaN) > 1;
}

/** Whether the context of a row is the last one. */
export function isLast(example: Example): (row: number) => boolean {
  const last = contextsOf(example).contexts.at(-1)?.join();
  return (row) => example.X[row]?.join() === last;
}

/** Whether the smallest (sign 1) or largest (sign -1) value of a layer is in no block's first row. */
export function isInside(sign: 1 | -1): Matters {
  return (example) => {
    const { contexts } = contextsOf(example);
    return truthOf(example)
      .layers.slice(0, -1)
      .some(({ before: { data, cols } }) => {
        const { outer, inner } = blocksOf(contexts.length, cols);
        const firsts = new Set(
          contexts.filter((_, row) => row % (outer * inner) === 0).map((context) => context.join()),
        );
        const isFirst = (row: number) => firsts.has(example.X[row]?.join() ?? '');
        const smallest = Math.min(...data.map((value) => sign * value));
        return !data.some((value, index) => sign * value === smallest && isFirst(Math.floor(index / cols)));
      });
  };
}

/** Whether the activation brings a saturated value below the threshold; nothing stands between it and what is stored. */
export const isSquashed: Matters = (example) =>
  truthOf(example)
    .layers.slice(0, -1)
    .some(({ batchNorm, before, output }) =>
      before.data.some((value, index) => !batchNorm && isSaturated(value) && !isSaturated(output.data[index] ?? NaN)),
    );
