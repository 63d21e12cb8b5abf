/** The modules of a network, as PyTorch's and the lecture's: Linear, BatchNorm1d and the activation. */
import { normalizeBy, normalizeByBatch } from '../torch/batch-norm.js';
import { ones, zeros } from '../torch/creation.js';
import type { Generator } from '../torch/generator.js';
import { randn } from '../torch/random.js';
import type { Tensor } from '../torch/tensor.js';
import { type ActivationName, activations } from './activations.js';
import type { Config } from './config.js';
import { initializations, type InitName } from './initializations.js';

/** A trained tensor and its name within its layer: `weight`. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

/** Numbers that are kept but not trained, and their name within the layer: `runningMean`. */
export interface NamedBuffer {
  readonly name: string;
  readonly data: Float32Array;
}

/** One layer: something between two tensors of shape [rows, features]. */
export interface Module {
  /** PyTorch's class: `Linear`. */
  readonly kind: string;
  readonly parameters: readonly NamedTensor[];
  readonly buffers: readonly NamedBuffer[];
  /** @param isTraining batch statistics instead of running ones, which move */
  forward(x: Tensor, isTraining: boolean): Tensor;
}

/** How a linear layer starts. */
export interface LinearStart {
  readonly init: InitName;
  readonly gain: number;
  /** null for a layer without bias. */
  readonly bias: Config['biasInit'] | null;
}

/** x @ weight + bias: (N, fanIn) -> (N, fanOut). The weight is drawn first, then the bias. */
export class Linear implements Module {
  readonly kind = 'Linear';
  readonly parameters: readonly NamedTensor[];
  readonly buffers = [];
  readonly #weight: Tensor;
  readonly #bias: Tensor | null;

  constructor(fanIn: number, fanOut: number, { init, gain, bias }: LinearStart, generator: Generator) {
    this.#weight = initializations[init].draw({ fanIn, fanOut }, gain, generator);
    this.#bias = bias === null ? null : biasOf(fanOut, bias, generator);
    this.parameters = [
      { name: 'weight', tensor: this.#weight },
      ...(this.#bias === null ? [] : [{ name: 'bias', tensor: this.#bias }]),
    ];
  }

  forward(x: Tensor): Tensor {
    const product = x.matmul(this.#weight);
    return this.#bias === null ? product : product.add(this.#bias);
  }
}

function biasOf(fanOut: number, init: Config['biasInit'], generator: Generator): Tensor {
  return init === 'zeros' ? zeros([fanOut]) : randn([fanOut], { generator }).mul(init);
}

/** The settings of a batch norm. */
export type NormSettings = Pick<Config, 'bnCorrection' | 'bnEps' | 'bnMomentum' | 'bnRunning'>;

/**
 * gamma (x - mean) / sqrt(variance + eps) + beta per feature. The running statistics are float32, and the variance among them
 * is Bessel's whatever normalizes the batch, as in PyTorch; they are kept of the std instead where the settings say so.
 */
export class BatchNorm1d implements Module {
  readonly kind = 'BatchNorm1d';
  readonly parameters: readonly NamedTensor[];
  readonly buffers: readonly NamedBuffer[];
  readonly #gamma: Tensor;
  readonly #beta: Tensor;
  readonly #mean: Float32Array;
  /** Of the variance or of the std. */
  readonly #spread: Float32Array;
  readonly #settings: NormSettings;

  /** @param gain what gamma starts at */
  constructor(features: number, settings: NormSettings, gain = 1) {
    this.#gamma = ones([features]).mul(gain);
    this.#beta = zeros([features]);
    this.#mean = new Float32Array(features);
    this.#spread = new Float32Array(features).fill(1);
    this.#settings = settings;
    this.parameters = [
      { name: 'gamma', tensor: this.#gamma },
      { name: 'beta', tensor: this.#beta },
    ];
    this.buffers = [
      { name: 'runningMean', data: this.#mean },
      { name: settings.bnRunning === 'std' ? 'runningStd' : 'runningVar', data: this.#spread },
    ];
  }

  forward(x: Tensor, isTraining: boolean): Tensor {
    const { bnEps: eps, bnCorrection: correction } = this.#settings;
    if (!isTraining) return normalizeBy(x, this.#gamma, this.#beta, this.#fixed(), { eps });
    const { y, means, variances } = normalizeByBatch(x, this.#gamma, this.#beta, { eps, correction });
    this.#move(means, variances, x.shape[0] ?? 0);
    return y;
  }

  /** running = (1 - momentum) running + momentum batch, rounded to float32 at each operation. */
  #move(means: Float64Array, variances: Float64Array, rows: number): void {
    const { bnCorrection, bnMomentum, bnRunning } = this.#settings;
    const bessel = (rows - bnCorrection) / (rows - 1);
    const keep = Math.fround(1 - bnMomentum);
    const take = Math.fround(bnMomentum);
    const mix = (running: number, batch: number) =>
      Math.fround(keep * running) + Math.fround(take * Math.fround(batch));
    for (let f = 0; f < this.#mean.length; f++) {
      const variance = (variances[f] ?? NaN) * bessel;
      this.#mean[f] = mix(this.#mean[f] ?? NaN, means[f] ?? NaN);
      this.#spread[f] = mix(this.#spread[f] ?? NaN, bnRunning === 'std' ? Math.sqrt(variance) : variance);
    }
  }

  #fixed(): { readonly means: Float64Array; readonly variances: Float64Array } {
    const spread = Float64Array.from(this.#spread);
    const isStd = this.#settings.bnRunning === 'std';
    return { means: Float64Array.from(this.#mean), variances: isStd ? spread.map((std) => std * std) : spread };
  }
}

/** A nonlinearity, element by element. */
export class Activation implements Module {
  readonly kind: string;
  readonly parameters = [];
  readonly buffers = [];
  readonly #apply: (x: Tensor) => Tensor;

  constructor(name: ActivationName) {
    this.kind = activations[name].module;
    this.#apply = activations[name].apply;
  }

  forward(x: Tensor): Tensor {
    return this.#apply(x);
  }
}
