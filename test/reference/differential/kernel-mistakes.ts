/**
 * Kernels that are wrong in one place: a change of their source. Each must be rejected on every backend, or the tolerances hide what
 * they should show. Together they touch every kernel of the forward and the backward pass (those of statistics and whole sets: whole-set-mistakes.ts).
 */
import { Engine, type Kernel } from '../../../src/reference/gpu/engine.js';
import type { Panel } from '../../../src/reference/gpu/panel.js';
import type { Example } from './configuration.js';
import { exact } from './exact.js';

/** A mistake in a kernel. */
export interface KernelMistake {
  readonly name: string;
  /** The wrong source, or the same where this kernel has nothing to get wrong. */
  readonly change: (source: string) => string;
  /** Whether it makes a difference to an example that runs such a kernel. */
  readonly matters: (example: Example) => boolean;
}

/** An engine that makes the mistake; what has nothing to get wrong runs on the right one, where it is compiled already. */
export class WrongEngine extends Engine {
  readonly #right: Engine;
  readonly #change: KernelMistake['change'];

  constructor(right: Engine, { change }: KernelMistake) {
    super(right.backend);
    this.#right = right;
    this.#change = change;
  }

  override run(kernel: Kernel, ...inputs: readonly Panel[]): Promise<Panel> {
    return this.#change(kernel.source) === kernel.source
      ? this.#right.run(kernel, ...inputs)
      : super.run(kernel, ...inputs);
  }

  override create(kernel: Kernel): ReturnType<Engine['create']> {
    return super.create({ ...kernel, source: this.#change(kernel.source) });
  }
}

/** An engine that notes what it runs. */
export class NotingEngine extends Engine {
  readonly sources = new Set<string>();

  override create(kernel: Kernel): ReturnType<Engine['create']> {
    this.sources.add(kernel.source);
    return super.create(kernel);
  }
}

/** A mistake by what it replaces. */
export function mistake(
  name: string,
  right: string | RegExp,
  wrong: string | ((whole: string, ...groups: string[]) => string),
  matters: KernelMistake['matters'] = () => true,
): KernelMistake {
  const change = (source: string) =>
    typeof wrong === 'string' ? source.replace(right, () => wrong) : source.replace(right, wrong);
  return { name, change, matters };
}

const x = 'this.thread.x';
const value = 'x[this.thread.y][this.thread.x]';
const one = (number: string | undefined) => Number(number) - 1;

const rows = (more: number) => (example: Example) => example.X.length >= more;
const hasPadding = ({ network }: Example) => network.embedding.rows % 4 !== 0;

/** exp(710) is infinite in float64, which is what plain JavaScript keeps between two steps. */
export const overflows = (example: Example) => {
  const logits = exact(example).outcome.get(`layer ${example.network.layers.length - 1}: output`) ?? [];
  return Array.from(logits).some((logit) => logit > 750);
};

/** The mistakes that the comparison must see. */
export const kernelMistakes: readonly KernelMistake[] = [
  mistake('embedding: every place reads the first character', '[place]', '[0]', ({ X }) => (X[0]?.length ?? 0) > 1),
  mistake('linear: no bias', 'let sum = bias[0][this.thread.x];', 'let sum = 0;'),
  mistake('linear: the first term left out', /(sum = bias[^]*)k = 0;/, (_, before = '') => `${before}k = 1;`),
  mistake('product: the first term left out', /(sum = 0;\s*for \(let )k = 0;/, (_, before = '') => `${before}k = 1;`),
  mistake(
    'sums: the last row of a block skipped',
    /acc = 0;(\s*)for \(let i = 0; i < (\d+);/,
    (_, space, chunk) => {
      return `acc = 0;${space}for (let i = 0; i < ${one(chunk)};`;
    },
    rows(16),
  ),
  mistake('sums: the last row of the batch skipped', /row < (\d+)\) \{/, (_, count) => `row < ${one(count)}) {`),
  mistake(
    'weight gradient: the last row of a block skipped',
    /sum = 0;(\s*)for \(let i = 0; i < (\d+);/,
    (_, space, chunk) => {
      return `sum = 0;${space}for (let i = 0; i < ${one(chunk)};`;
    },
    rows(16),
  ),
  mistake(
    'weight gradient: the last row of the batch skipped',
    /row < (\d+)\) sum/,
    (_, count) => `row < ${one(count)}) sum`,
  ),
  mistake('weight gradient: every block reads the first', /const row = part \* \d+ \+ i/, 'const row = i', rows(17)),
  mistake('tanh: two digits of a coefficient swapped', '62370', '62730'),
  mistake('tanh: slope 1 - y', '1 - y * y', '1 - y'),
  mistake('relu: slope 1 everywhere', 'let s = 0; if', 'let s = 1; if'),
  mistake('leaky relu: 0.1 below 0', '+ 0.01 *', '+ 0.1 *'),
  mistake('leaky relu: slope 0.1 below 0', 'let s = 0.01;', 'let s = 0.1;'),
  mistake('sigmoid: no second branch', ' if (x < 0) p = e / (1 + e);', ''),
  mistake('sigmoid: slope y (1 + y)', 'y * (1 - y)', 'y * (1 + y)'),
  mistake(
    'gelu: its tanh approximation',
    'return x * probability;',
    'return 0.5 * x * (1 + Math.tanh(0.7978845608 * (x + 0.044715 * x * x * x)));',
  ),
  mistake('gelu: slope without its second term', /\(probability \+ x \* [^;]*\);/, '(probability);'),
  mistake('batch norm: the mean left in', `(${value} - mean[0][${x}]) *`, `${value} *`),
  mistake(
    'batch norm: squares about 0',
    `const d = ${value.replace('this.thread.y', 'row')} - mean[0][${x}]; acc`,
    `const d = ${value.replace('this.thread.y', 'row')}; acc`,
  ),
  mistake(
    'batch norm: products about 0',
    /\* \((x\[row\]\[this\.thread\.x\]) - mean\[0\]\[this\.thread\.x\]\)/,
    (_, inner) => `* ${inner}`,
  ),
  mistake('batch norm: no gradient through the mean', ` - meanGradient[0][${x}]`, ''),
  mistake('batch norm: no gradient through the variance', ` - slope[0][${x}] * d`, ''),
  mistake(
    'loss: padding counted among the characters',
    /v = 0; v < (\d+)/,
    (_, count) => `v = 0; v < ${Math.ceil(Number(count) / 4) * 4}`,
    hasPadding,
  ),
  mistake(
    'loss: the maximum not subtracted',
    /let largest = [^]*?;\s*for [^]*?;\s*let sum/,
    'const largest = 0; let sum',
    overflows,
  ),
  mistake('loss gradient: the target not subtracted', 'target = 1;', 'target = 0;'),
  mistake('loss gradient: summed, not averaged', /- target\) \* [^;]*;/, '- target);'),
];
