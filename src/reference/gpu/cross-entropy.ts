/** The loss on kernels: one value for each row, their mean in float64. */
import { checkTargets } from '../cross-entropy.js';
import type { Engine } from './engine.js';
import { rowLossKernel } from './kernels/cross-entropy.js';
import { type Panel, rowPanel } from './panel.js';

/** -ln of the probability that each row gives to its target, [1, N], in nats; and their mean. */
export interface Loss {
  readonly perRow: Panel;
  readonly mean: number;
}

/**
 * @param logits - [N, V]
 * @param Y - N indices in 0..V-1
 */
export async function lossOn(engine: Engine, logits: Panel, Y: readonly number[]): Promise<Loss> {
  checkTargets(logits, Y);
  const perRow = await engine.run(rowLossKernel(logits.rows, logits.cols), logits, rowPanel(Y)); // (1, N)
  let sum = 0;
  for (let row = 0; row < Y.length; row++) sum += perRow.data[row]!;
  return { perRow, mean: sum / Y.length };
}
