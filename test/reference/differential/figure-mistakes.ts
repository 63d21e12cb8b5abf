/** Mistakes in the kernels that take four figures at a time, and in those that count beyond a limit, as in kernel-mistakes.ts. */
import { SATURATION_THRESHOLD } from '../../../src/reference/statistics.js';
import { type KernelMistake, mistake } from './kernel-mistakes.js';
import { truthOf } from './whole-set.js';
import {
  has,
  hasRuns,
  isBetween2And3,
  isBeyond2,
  isInside,
  isLast,
  isRepeated,
  isSaturated,
  isSquashed,
} from './whole-set-matters.js';

/** The mistakes, in kernels that have `sign` in their source and in no other. */
function only(kernels: string, sign: string, ...mistakes: readonly KernelMistake[]): KernelMistake[] {
  return mistakes.map(({ name, change, matters }) => ({
    name: `${kernels}: ${name}`,
    change: (source) => (source.includes(sign) ? change(source) : source),
    matters,
  }));
}

const oneLess = (_: string, compared = '', count = '') => `${compared} ${Number(count) - 1}) {`;
const lastRowSkipped = (matters?: KernelMistake['matters']) =>
  mistake('the last row skipped', /(<=?) (\d+)\) \{/g, oneLess, matters);

const ofMoments = only(
  'moments',
  'let low = ',
  lastRowSkipped(),
  mistake('every context once in the count', /count \+= weight;/g, 'count += 1;'),
  mistake('every context once in the sum', /partSum \+= weight \* d;/g, 'partSum += d;'),
  mistake('every context once in the squares', /weight \* d \* d;/g, 'd * d;'),
  mistake('a run counted again with the next: sum', '; partSum = 0;', ';', hasRuns),
  mistake('a run counted again with the next: squares', '; partSquares = 0;', ';', hasRuns),
  mistake('the mean about the first value', 'sum + count * middle', 'sum'),
  mistake('the squares about the first value', ' - sum * sum / count', ''),
  mistake('the first value for the smallest', /low = Math\.min\(low, value\);/g, '', isInside(1)),
  mistake('the first value for the largest', /high = Math\.max\(high, value\);/g, '', isInside(-1)),
  mistake("batch norm's mean left in", / - center\b/g, ''),
  mistake("batch norm's scale left out", / \* factor\b/g, ''),
  mistake("batch norm's shift left out", / \+ offset\b/g, ''),
);

const ofCounts = only(
  'counts',
  'let beyond2 = ',
  lastRowSkipped(has('output', isSaturated, isLast)),
  mistake('every context once', /weight = weights\[[^;]*;/g, 'weight = 1;', has('output', isSaturated, isRepeated)),
  mistake(
    'beyond 2, only above',
    /size = Math\.abs\(([^;]*)\);/g,
    (_, value) => `size = ${value};`,
    has('before', (value) => value < -2),
  ),
  mistake('beyond 3 for beyond 2', /size > 2\)/g, 'size > 3)', has('before', isBetween2And3)),
  mistake('beyond 2 for beyond 3', /size > 3\)/g, 'size > 2)', has('before', isBetween2And3)),
  mistake(
    'the two limits the other way round',
    'beyond2, beyond3,',
    'beyond3, beyond2,',
    has('before', isBetween2And3),
  ),
  mistake(
    'saturated on entering: from 2',
    /size > [\d.]+\) before/g,
    'size > 2) before',
    has('before', (value) => isSaturated(value) && !isBeyond2(value)),
  ),
  mistake(
    'saturated outputs: only above',
    /Math\.abs\((y[^)]*)\)/g,
    (_, output) => output,
    has('output', (value) => value < -SATURATION_THRESHOLD),
  ),
  mistake("saturated outputs: the activation's input", /Math\.abs\(y/g, 'Math.abs(x', isSquashed),
  mistake("batch norm's mean left in", / - center\b/g, '', has('before', isSaturated)),
  mistake("batch norm's scale left out", / \* factor\b/g, '', has('before', isSaturated)),
  mistake("batch norm's shift left out", / \+ offset\b/g, '', has('before', isSaturated)),
);

const ofOneCount = only(
  'counts beyond one limit',
  'let weight = 0;',
  lastRowSkipped(has('output', isBeyond2, isLast)),
  mistake('every context once', /weight = weights\[[^;]*;/g, 'weight = 1;', has('output', isBeyond2, isRepeated)),
  mistake(
    'only above',
    /Math\.abs\(([^)]*)\)/g,
    (_, value) => value,
    has('output', (value) => value < -2),
  ),
);

const ofMatrix = [
  mistake(
    'counts of a matrix: only above',
    /Math\.abs\(([^)]*)\) > threshold/,
    (_, value) => `${value} > threshold`,
    (example) => truthOf(example).layers[0]?.preactivation.data.some((value) => value < -SATURATION_THRESHOLD) ?? false,
  ),
  mistake('extremes: the largest for the smallest', 'acc = Math.min(', 'acc = Math.max('),
  mistake('extremes: the first row for the largest', /acc = Math\.max\(acc, [^;]*;/, ''),
];

/** The mistakes in figures of a layer that the comparison of whole sets must see. */
export const figureMistakes: readonly KernelMistake[] = [...ofMoments, ...ofCounts, ...ofOneCount, ...ofMatrix];
