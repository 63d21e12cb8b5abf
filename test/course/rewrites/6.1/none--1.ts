import { type Layer } from '#torch';

// a robust middle
export function activationStats(layers: Layer[]) {
  return layers.flatMap((layer, index) => {
    if (!layer.out) return [];
    const sorted = [...layer.out.data].sort((a, b) => a - b);
    const mean = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const saturated = layer.out.abs().gt(0.97).mean().item();
    return [{ index, name: layer.constructor.name, mean, std: layer.out.std().item(), saturated }];
  });
}
