/** From contexts to logits on kernels, keeping every stage. */
import type { Activation } from '../activations.js';
import type { Normalized } from '../batch-norm.js';
import { checkContexts, type Contexts } from '../embedding.js';
import type { ForwardTrace } from '../forward.js';
import { checkInner, type Matrix } from '../matrix.js';
import type { BatchNorm, Layer, Network } from '../network.js';
import type { Engine } from './engine.js';
import { activationKernel } from './kernels/activation.js';
import { normalizeKernel } from './kernels/batch-norm.js';
import { squaresKernel, sumKernel, total } from './kernels/column-sums.js';
import { embedKernel } from './kernels/embedding.js';
import { linearKernel } from './kernels/linear.js';
import { padded, type Panel, rowPanel, toMatrix, toPanel } from './panel.js';

/** What batch norm measured and made, for one layer. */
export interface NormalizedPanel {
  readonly output: Panel;
  /** [1, F], in float64 from the partial sums. */
  readonly mean: Float64Array;
  /** [1, F] */
  readonly variance: Float64Array;
}

/** As LayerTrace, in float32. */
export interface LayerPanels {
  readonly input: Panel;
  readonly preactivation: Panel;
  readonly normalized: NormalizedPanel | null;
  readonly output: Panel;
}

/** As ForwardTrace, in float32. */
export interface ForwardPanels {
  readonly embedded: Panel;
  readonly layers: readonly LayerPanels[];
  readonly logits: Panel;
}

/**
 * Runs the network on N contexts.
 *
 * @throws RangeError as the float64 implementation's; Error for a backend that fell back
 */
export async function forwardOn(engine: Engine, network: Network, X: Contexts): Promise<ForwardPanels> {
  const embedded = await embedOn(engine, network.embedding, X);
  const layers: LayerPanels[] = [];
  for (const layer of network.layers) layers.push(await run(engine, layer, layers.at(-1)?.output ?? embedded));
  return { embedded, layers, logits: layers.at(-1)?.output ?? embedded };
}

/** C[X].view(N, -1), [N, B * E]. */
export async function embedOn(engine: Engine, C: Matrix, X: Contexts): Promise<Panel> {
  checkContexts(C, X);
  return engine.run(embedKernel(X.length, X[0]?.length ?? 0, C.cols), toPanel(C), contextPanel(X));
}

/** The contexts as a panel: their indices, exact in float32. */
export function contextPanel(X: Contexts): Panel {
  const cols = X[0]?.length ?? 0;
  const width = padded(cols);
  const data = new Float32Array(X.length * width);
  X.forEach((context, row) => data.set(context, row * width));
  return { rows: X.length, cols, width, data };
}

async function run(engine: Engine, layer: Layer, input: Panel): Promise<LayerPanels> {
  const preactivation = await linearOn(engine, input, layer.weight, layer.bias); // (N, fanOut)
  const normalized = layer.batchNorm ? await normalizeOn(engine, preactivation, layer.batchNorm) : null;
  const output = await activateOn(engine, layer.activation, normalized?.output ?? preactivation); // (N, fanOut)
  return { input, preactivation, normalized, output };
}

/** x @ weight + bias, [N, fanOut]. */
export async function linearOn(engine: Engine, x: Panel, weight: Matrix, bias: Matrix | null): Promise<Panel> {
  checkInner(x, weight);
  const shift = rowPanel(bias?.data ?? new Float64Array(weight.cols));
  return engine.run(linearKernel(x.rows, weight.rows, weight.cols), x, toPanel(weight), shift);
}

/** A nonlinearity, element by element. */
export async function activateOn(engine: Engine, activation: Activation, x: Panel): Promise<Panel> {
  return activation === 'linear' ? x : engine.run(activationKernel(activation, x.rows, x.cols), x);
}

/** Batch norm over the rows of x. */
export async function normalizeOn(
  engine: Engine,
  x: Panel,
  { gain, bias, eps, correction }: BatchNorm,
): Promise<NormalizedPanel> {
  const { rows, cols } = x;
  const mean = total(await engine.run(sumKernel(rows, cols), x)).map((sum) => sum / rows);
  const center = rowPanel(mean);
  // The kernels subtract the mean as float32 has it; what that moves the squares by is exactly rows * shift^2.
  const squares = total(await engine.run(squaresKernel(rows, cols), x, center));
  const variance = squares.map(
    (sum, col) => (sum - rows * (mean[col]! - center.data[col]!) ** 2) / (rows - correction),
  );
  const scale = gain.data.map((value, col) => value / Math.sqrt(variance[col]! + eps));
  const shift = bias.data.map((value, col) => value - (mean[col]! - center.data[col]!) * scale[col]!);
  const output = await engine.run(normalizeKernel(rows, cols), x, center, rowPanel(scale), rowPanel(shift)); // (N, F)
  return { output, mean, variance };
}

/** In float64, as the interface gives it. */
export function toTrace({ embedded, layers, logits }: ForwardPanels): ForwardTrace {
  const known = new Map<Panel, ReturnType<typeof toMatrix>>();
  const matrix = (panel: Panel) => {
    const made = known.get(panel) ?? toMatrix(panel);
    known.set(panel, made);
    return made;
  };
  return {
    embedded: matrix(embedded),
    layers: layers.map(({ input, preactivation, normalized, output }) => ({
      input: matrix(input),
      preactivation: matrix(preactivation),
      normalized: normalized && toNormalized(normalized, matrix),
      output: matrix(output),
    })),
    logits: matrix(logits),
  };
}

/** In float64, as the interface gives it. */
export function toNormalized({ output, mean, variance }: NormalizedPanel, matrix = toMatrix): Normalized {
  return {
    output: matrix(output),
    mean: { rows: 1, cols: mean.length, data: mean },
    variance: { rows: 1, cols: variance.length, data: variance },
  };
}
