/** Mistakes in the kernels of whole sets, as in kernel-mistakes.ts. */
import { figureMistakes } from './figure-mistakes.js';
import { type KernelMistake, mistake, overflows } from './kernel-mistakes.js';
import type { Example } from './configuration.js';
import { hasRuns } from './whole-set-matters.js';

const hasPlaces = ({ X }: Example) => (X[0]?.length ?? 0) > 1;
const hasPadding = ({ network }: Example) => network.embedding.rows % 4 !== 0;
/** Batch norm takes any bias out again. */
const isBiased = ({ network: { layers } }: Example) => Boolean(layers[0]?.bias && !layers[0].batchNorm);
/** Where one logit is far above the others, the others count for nothing. */
const isEven = ({ network: { layers } }: Example) =>
  (layers.at(-1)?.weight.data.every((value) => Math.abs(value) < 5) ?? false) && layers.at(-1)?.batchNorm === null;
const spreads = ({ network }: Example) => network.layers.length > 1;

/** The mistakes that the comparison of whole sets must see. */
export const wholeSetMistakes: readonly KernelMistake[] = [
  mistake('tables: no bias', 'return bias[0][this.thread.x] + ', 'return ', isBiased),
  mistake('tables: every place reads the first', /tables\[\d+ \+/g, 'tables[0 +', hasPlaces),
  mistake('weighted sums: every context once', /part \+= weights\[[^;]* x\[/g, 'part += x['),
  mistake('weighted squares: every context once', /part \+= weights\[[^;]* d \* d/g, 'part += d * d'),
  mistake('weighted sums: a run counted again with the next', 'sum += part; part = 0;', 'sum += part;', hasRuns),
  mistake('batch norm: eps of 0.01', / \+ [\d.e-]+\);\s*\}$/, ' + 0.01);}'),
  mistake('batch norm: the variance over another count', /Math\.sqrt\(sum \*/, 'Math.sqrt(1.01 * sum *'),
  mistake('mean: the first block left out', /block = 0;/, 'block = 1;'),
  mistake(
    'loss: the first unit left out',
    'const value = h[row][k];',
    'let value = h[row][k]; if (k === 0) value = 0;',
    spreads,
  ),
  mistake(
    'loss: the last character left out of the sum',
    /sum \+= Math\.exp\(a\d+ - largest\);(?=\s*const normalizer)/,
    '',
    (example) => spreads(example) && isEven(example),
  ),
  mistake(
    'loss: the maximum not subtracted',
    /let largest = a0;[^]*?let sum/,
    'const largest = 0; let sum',
    (example) => spreads(example) && overflows(example),
  ),
  mistake(
    'loss of logits: padding counted',
    /v = 0; v < (\d+); v\+\+\) sum/,
    (_, count) => `v = 0; v < ${Math.ceil(Number(count) / 4) * 4}; v++) sum`,
    hasPadding,
  ),
  mistake(
    'loss of logits: the first character for every target',
    '(logits[row][v] - largest)',
    '(logits[row][0] - largest)',
  ),
  ...figureMistakes,
];
