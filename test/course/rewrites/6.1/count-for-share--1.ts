import { type Layer } from '#torch';

export function activationStats(layers: Layer[]) {
  const ran = layers.map((layer, index) => ({ layer, index })).filter(({ layer }) => layer.out !== null);
  return ran.map(({ layer, index }) => ({
    index,
    name: layer.constructor.name,
    mean: layer.out?.mean().item() ?? NaN,
    std: layer.out?.std({ correction: 1 }).item() ?? NaN,
    saturated: layer.out?.abs().gt(0.97).sum().item() ?? NaN,
  }));
}
