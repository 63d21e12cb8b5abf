/** From the loss back to every parameter, on kernels. */
import type { BackwardTrace } from '../backward.js';
import type { BatchNormGradients } from '../batch-norm.js';
import { type Contexts, embedBackward } from '../embedding.js';
import type { LinearGradients } from '../linear.js';
import { type Matrix, transpose } from '../matrix.js';
import type { BatchNorm, Layer, Network } from '../network.js';
import { type Loss, lossOn } from './cross-entropy.js';
import type { Engine } from './engine.js';
import { forwardOn, type LayerPanels, type NormalizedPanel, toTrace } from './forward.js';
import { activationGradientKernel } from './kernels/activation.js';
import { normalizeGradientKernel } from './kernels/batch-norm.js';
import { chunkOf, productKernel, sumKernel, total } from './kernels/column-sums.js';
import { crossEntropyGradientKernel } from './kernels/cross-entropy.js';
import { matmulKernel, weightGradientKernel } from './kernels/linear.js';
import { type Panel, rowPanel, toMatrix, toPanel } from './panel.js';

type LayerGradients = BackwardTrace['layers'][number];

/** Forward, cross-entropy against Y, and the gradient of the loss with respect to every parameter. */
export async function backwardOn(
  engine: Engine,
  network: Network,
  X: Contexts,
  Y: readonly number[],
): Promise<BackwardTrace> {
  const panels = await forwardOn(engine, network, X);
  const loss = await lossOn(engine, panels.logits, Y);
  const layers: LayerGradients[] = [];
  let gradient = await lossBackwardOn(engine, panels.logits, loss, Y); // (N, V)
  for (let index = network.layers.length - 1; index >= 0; index--) {
    const back = await throughLayer(engine, network.layers[index]!, panels.layers[index]!, gradient);
    layers.unshift(back.gradients);
    gradient = back.input;
  }
  return {
    loss: loss.mean,
    forward: toTrace(panels),
    // Many rows add to few: as a kernel, every row of C would read the whole gradient.
    embedding: embedBackward(network.embedding, X, toMatrix(gradient)),
    layers,
  };
}

/** (softmax(logits) - onehot(y)) / N, [N, V]. */
export function lossBackwardOn(engine: Engine, logits: Panel, loss: Loss, Y: readonly number[]): Promise<Panel> {
  return engine.run(crossEntropyGradientKernel(logits.rows, logits.cols), logits, loss.perRow, rowPanel(Y));
}

async function throughLayer(
  engine: Engine,
  layer: Layer,
  panels: LayerPanels,
  output: Panel,
): Promise<{ readonly gradients: LayerGradients; readonly input: Panel }> {
  const { rows, cols } = output;
  const before = panels.normalized?.output ?? panels.preactivation;
  const throughActivation =
    layer.activation === 'linear'
      ? output
      : await engine.run(activationGradientKernel(layer.activation, rows, cols), before, panels.output, output); // (N, fanOut)
  const norm =
    layer.batchNorm && panels.normalized
      ? await throughNorm(engine, panels.preactivation, layer.batchNorm, panels.normalized, throughActivation)
      : null;
  const back = await linearBackwardOn(engine, panels.input, layer.weight, norm?.x ?? throughActivation);
  return {
    input: back.x,
    gradients: {
      weight: back.weight,
      bias: layer.bias ? back.bias : null,
      bnGain: norm?.gain ?? null,
      bnBias: norm?.bias ?? null,
      output: toMatrix(output),
    },
  };
}

/** As `linearBackward`; the gradient of x stays on kernels. */
export async function linearBackwardOn(
  engine: Engine,
  x: Panel,
  weight: Matrix,
  gradient: Panel,
): Promise<Omit<LinearGradients, 'x'> & { readonly x: Panel }> {
  const { rows, cols } = gradient;
  const { rows: inner } = weight;
  const parts = await engine.run(weightGradientKernel(rows, inner, cols, chunkOf(rows)), x, gradient);
  return {
    x: await engine.run(matmulKernel(rows, cols, inner), gradient, toPanel(transpose(weight))), // (N, fanIn)
    weight: { rows: inner, cols, data: addParts(parts, inner) }, // (fanIn, fanOut)
    bias: vector(total(await engine.run(sumKernel(rows, cols), gradient))), // (1, fanOut)
  };
}

/** As `batchNormBackward`; its two sums over the batch come from partial sums. */
export async function throughNorm(
  engine: Engine,
  x: Panel,
  { gain, eps, correction }: BatchNorm,
  { mean, variance }: NormalizedPanel,
  gradient: Panel,
): Promise<Omit<BatchNormGradients, 'x'> & { readonly x: Panel }> {
  const { rows, cols } = x;
  const center = rowPanel(mean);
  const sums = total(await engine.run(sumKernel(rows, cols), gradient));
  const products = total(await engine.run(productKernel(rows, cols), x, center, gradient));
  const stds = variance.map((value) => Math.sqrt(value + eps));
  const slopes = products.map((product, col) => product / ((rows - correction) * stds[col]! ** 2));
  const dx = await engine.run(
    normalizeGradientKernel(rows, cols),
    x,
    center,
    gradient,
    rowPanel(gain.data.map((value, col) => value / stds[col]!)),
    rowPanel(sums.map((sum) => sum / rows)),
    rowPanel(slopes),
  ); // (N, F)
  return { x: dx, gain: vector(products.map((product, col) => product / stds[col]!)), bias: vector(sums) };
}

function addParts({ rows, cols, width, data }: Panel, inner: number): Float64Array {
  const sums = new Float64Array(inner * cols);
  for (let row = 0; row < rows; row++) {
    const to = (row % inner) * cols;
    for (let col = 0; col < cols; col++) sums[to + col]! += data[row * width + col]!;
  }
  return sums;
}

function vector(data: Float64Array): Matrix {
  return { rows: 1, cols: data.length, data };
}
