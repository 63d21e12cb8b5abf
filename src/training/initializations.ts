/** How the weights of a layer are drawn. Products and quotients are rounded to float32 one by one, as the lecture writes them. */
import { zeros } from '../torch/creation.js';
import type { Generator } from '../torch/generator.js';
import { orthogonal_ } from '../torch/init/orthogonal.js';
import { rand, randn } from '../torch/random.js';
import type { Tensor } from '../torch/tensor.js';
import { type ActivationName, activations } from './activations.js';

/** The names, in the order of the help text. */
export const initNames = [
  'kaiming',
  'naive',
  'linear',
  'randn',
  'xavier',
  'orthogonal',
  'uniform',
  'zeros',
  'ones',
] as const;

/** An initialization by name. */
export type InitName = (typeof initNames)[number];

interface Initialization {
  /** As a formula, for the help text. */
  readonly formula: string;
  /** Whether its gain, where none is given, is that of the activation behind the layer; else it is 1. */
  readonly followsActivation: boolean;
  /** A weight of shape [fanIn, fanOut]. */
  readonly draw: (sizes: Sizes, gain: number, generator: Generator) => Tensor;
}

interface Sizes {
  readonly fanIn: number;
  readonly fanOut: number;
}

const normal = ({ fanIn, fanOut }: Sizes, generator: Generator): Tensor => randn([fanIn, fanOut], { generator });

/** Each initialization. */
export const initializations: Readonly<Record<InitName, Initialization>> = {
  kaiming: {
    formula: 'randn * gain / sqrt(fanIn)',
    followsActivation: true,
    draw: (sizes, gain, generator) => normal(sizes, generator).mul(gain).div(Math.sqrt(sizes.fanIn)),
  },
  naive: {
    formula: 'randn * gain, and biases and the output layer from N(0, 1) too',
    followsActivation: false,
    draw: (sizes, gain, generator) => normal(sizes, generator).mul(gain),
  },
  linear: {
    formula: 'randn / sqrt(fanIn) * gain',
    followsActivation: false,
    draw: (sizes, gain, generator) => normal(sizes, generator).div(Math.sqrt(sizes.fanIn)).mul(gain),
  },
  randn: {
    formula: 'randn * gain',
    followsActivation: false,
    draw: (sizes, gain, generator) => normal(sizes, generator).mul(gain),
  },
  xavier: {
    formula: 'randn * gain * sqrt(2 / (fanIn + fanOut))',
    followsActivation: false,
    draw: (sizes, gain, generator) => normal(sizes, generator).mul(gain * Math.sqrt(2 / (sizes.fanIn + sizes.fanOut))),
  },
  orthogonal: {
    formula: 'orthonormal rows or columns * gain',
    followsActivation: true,
    draw: ({ fanIn, fanOut }, gain, generator) => orthogonal_(zeros([fanIn, fanOut]), { gain, generator }),
  },
  uniform: {
    formula: 'U(-1, 1) * gain / sqrt(fanIn)',
    followsActivation: false,
    draw: ({ fanIn, fanOut }, gain, generator) =>
      rand([fanIn, fanOut], { generator })
        .mul(2)
        .sub(1)
        .mul(gain / Math.sqrt(fanIn)),
  },
  zeros: {
    formula: '0',
    followsActivation: false,
    draw: ({ fanIn, fanOut }) => zeros([fanIn, fanOut]),
  },
  ones: {
    formula: 'gain',
    followsActivation: false,
    draw: ({ fanIn, fanOut }, gain) => zeros([fanIn, fanOut]).add(gain),
  },
};

/** The gain where none is given: that of the activation for the initializations that follow it, else 1. */
export function defaultGain(init: InitName, activation: ActivationName): number {
  return initializations[init].followsActivation ? activations[activation].gain : 1;
}
