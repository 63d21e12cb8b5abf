/** What advice is asked for. */
import type { ActivationName } from '../training/activations.js';

/** The layers that there is advice for, in the order of the help text. */
export const layerNames = ['linear', 'conv', 'embedding', 'output', 'batch-norm', 'lstm-forget'] as const;

/** A layer by name. */
export type LayerName = (typeof layerNames)[number];

/** What is known of the layer. Sizes that a layer has no use for are not there. */
export type AdviceRequest =
  | {
      readonly layer: 'linear';
      readonly activation: ActivationName;
      readonly fanIn: number;
      readonly depth: number | null;
    }
  | {
      readonly layer: 'conv';
      readonly activation: ActivationName;
      readonly fanIn: number;
      /** What the fanIn is the product of: sizes of the kernel, [3, 3], and channels; null where only the product is known. */
      readonly shape: { readonly kernel: readonly number[]; readonly channels: number } | null;
      readonly depth: number | null;
    }
  | { readonly layer: 'embedding' }
  | {
      readonly layer: 'output';
      readonly fanIn: number;
      readonly classes: number;
      /** The share of each class, adding up to 1; null where nothing is known. */
      readonly prior: readonly number[] | null;
    }
  | { readonly layer: 'batch-norm' }
  /** depth: steps in time. */
  | { readonly layer: 'lstm-forget'; readonly depth: number };
