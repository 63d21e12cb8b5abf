/** The loss of every row of a weighted set, as kernels: [1, D], for the host to add up in float64. */
import type { Followers } from '../../distinct-contexts.js';
import type { Kernel } from '../engine.js';

type Line = (v: number) => string;

const each = (vocabSize: number, line: Line): string =>
  Array.from({ length: vocabSize }, (_, v) => line(v)).join('\n    ');

/**
 * The output layer and its loss in one, so that logits are never stored: one accumulator for each character.
 * (h [D, K], weight [K, V], bias [1, V], followers) -> [1, D]. Followers are counts [V, D], for sum over v of
 * counts[v] (log sum exp(logits) - logits[v]); or, where each row is one example, the character itself [1, D].
 */
export function outputLossKernel(rows: number, inner: number, vocabSize: number, followers: Followers['kind']): Kernel {
  const source = `function (h, weight, bias, followers) {
    const row = Math.min(${rows - 1}, this.thread.x);
    ${each(vocabSize, (v) => `let a${v} = bias[0][${v}];`)}
    for (let k = 0; k < ${inner}; k++) {
      const value = h[row][k];
      ${each(vocabSize, (v) => `a${v} += value * weight[k][${v}];`)}
    }
    let largest = a0;
    ${each(vocabSize, (v) => `largest = Math.max(largest, a${v});`)}
    let sum = 0;
    ${each(vocabSize, (v) => `sum += Math.exp(a${v} - largest);`)}
    const normalizer = Math.log(sum);
    ${followers === 'counts' ? overCounts(vocabSize) : overNext(vocabSize)}
  }`;
  return { source, rows: 1, cols: rows, work: inner * vocabSize };
}

function overCounts(vocabSize: number): string {
  return `let loss = 0;
    ${each(vocabSize, (v) => `loss += followers[${v}][this.thread.x] * (normalizer - (a${v} - largest));`)}
    return loss;`;
}

/** One read and a choice among the accumulators, where counts would take a read for each. */
function overNext(vocabSize: number): string {
  return `const next = followers[0][this.thread.x];
    let chosen = a0;
    ${each(vocabSize, (v) => `if (next === ${v}) chosen = a${v};`)}
    return normalizer - (chosen - largest);`;
}

/** As `outputLossKernel`, of logits that are there already: (logits [D, V], followers) -> [1, D]. */
export function logitsLossKernel(rows: number, vocabSize: number, followers: Followers['kind']): Kernel {
  const overV = (start: number, line: string) => `for (let v = ${start}; v < ${vocabSize}; v++) ${line}`;
  const loss =
    followers === 'counts'
      ? `let loss = 0;
    ${overV(0, 'loss += followers[v][this.thread.x] * (normalizer - (logits[row][v] - largest));')}
    return loss;`
      : 'return normalizer - (logits[row][followers[0][this.thread.x]] - largest);';
  const source = `function (logits, followers) {
    const row = Math.min(${rows - 1}, this.thread.x);
    let largest = logits[row][0];
    ${overV(1, 'largest = Math.max(largest, logits[row][v]);')}
    let sum = 0;
    ${overV(0, 'sum += Math.exp(logits[row][v] - largest);')}
    const normalizer = Math.log(sum);
    ${loss}
  }`;
  return { source, rows: 1, cols: rows, work: 10 * vocabSize };
}
