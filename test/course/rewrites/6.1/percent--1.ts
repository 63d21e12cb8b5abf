import { type Layer } from '#torch';

export function activationStats(layers: Layer[]) {
  return layers.flatMap((layer, index) => {
    const { out } = layer;
    if (out === null) return [];
    const far = out.data.filter((v) => Math.abs(v) > 0.97).length;
    return [
      {
        index,
        name: layer.constructor.name,
        mean: out.mean().item(),
        std: out.std().item(),
        saturated: (far * 100) / out.numel(),
      },
    ];
  });
}
