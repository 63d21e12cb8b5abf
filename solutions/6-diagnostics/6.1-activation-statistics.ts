import type { Layer } from '#torch';

/** One row for each layer that has run: where its activations lie, and what share of them is beyond +-0.97. */
export function activationStats(
  layers: Layer[],
): { index: number; name: string; mean: number; std: number; saturated: number }[] {
  return layers.flatMap((layer, index) => {
    const out = layer.out;
    if (out === null) return []; // no forward pass yet: nothing to measure
    return [
      {
        index, // its place in the network, also where layers before it were left out
        name: layer.constructor.name,
        mean: out.mean().item(),
        std: out.std().item(),
        saturated: out.abs().gt(0.97).mean().item(),
      },
    ];
  });
}
