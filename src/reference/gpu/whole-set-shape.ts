/** What a whole-set plan is built for, and what it is given at each run. */
import { checkInner, matmul } from '../matrix.js';
import type { Layer, Network } from '../network.js';
import { type Panel, rowPanel, toPanel } from './panel.js';

/** Everything that a plan bakes in, as a text: two networks of one shape may share a plan. */
export function shapeOf({ embedding, layers }: Network): string {
  const each = layers.map(({ weight, batchNorm, activation }) => {
    const norm = batchNorm ? ` batchNorm(eps ${batchNorm.eps}, correction ${batchNorm.correction})` : '';
    return `${weight.rows}x${weight.cols}${norm} ${activation}`;
  });
  return [`${embedding.rows}x${embedding.cols}`, ...each].join(' -> ');
}

/**
 * Do the layers take what comes before them, and have biases and batch norms of their width?
 *
 * @param blockSize - characters in a context
 * @throws RangeError naming the first layer that does not
 */
export function checkLayers({ embedding, layers }: Network, blockSize: number): void {
  if (layers.length === 0) throw new RangeError('wholeSet: expected at least one layer, got none');
  let cols = blockSize * embedding.cols;
  layers.forEach(({ weight, bias, batchNorm }, index) => {
    checkInner({ rows: 1, cols }, weight);
    cols = weight.cols;
    const vectors = { bias, 'batchNorm.gain': batchNorm?.gain, 'batchNorm.bias': batchNorm?.bias };
    for (const [name, vector] of Object.entries(vectors)) {
      if (vector && vector.data.length !== cols) {
        throw new RangeError(
          `wholeSet: expected ${cols} values of ${name} in layer ${index}, one for each column of its weight, ` +
            `got ${vector.data.length}`,
        );
      }
    }
  });
}

/** What a plan is given at each run: for every layer its weight (for the first, its tables), bias and batch norm. */
export function parametersOf(network: Network): Panel[] {
  return network.layers.flatMap((layer, index) => [
    index === 0 ? tables(network, layer) : toPanel(layer.weight),
    rowPanel(layer.bias?.data ?? new Float64Array(layer.weight.cols)),
    ...(layer.batchNorm ? [toPanel(layer.batchNorm.gain), toPanel(layer.batchNorm.bias)] : []),
  ]);
}

/** C @ (the rows of W1 that meet one place of the context), one below the other: [B * V, H]. */
function tables({ embedding }: Network, { weight }: Layer): Panel {
  const places = weight.rows / embedding.cols;
  const { cols } = weight;
  const size = embedding.rows * cols;
  const data = new Float64Array(places * size);
  for (let place = 0; place < places; place++) {
    const from = place * embedding.cols * cols;
    const part = { rows: embedding.cols, cols, data: weight.data.subarray(from, from + embedding.cols * cols) };
    data.set(matmul(embedding, part).data, place * size);
  }
  return toPanel({ rows: places * embedding.rows, cols, data });
}
