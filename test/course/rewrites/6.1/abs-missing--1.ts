import { type Layer } from '#torch';

export function activationStats(layers: Layer[]) {
  const rows = [];
  for (let index = 0; index < layers.length; index++) {
    const layer = layers[index];
    if (!layer?.out) continue;
    const v = Float64Array.from(layer.out.data);
    const mean = v.reduce((a, b) => a + b) / v.length;
    const std = Math.sqrt(v.reduce((a, b) => a + (b - mean) ** 2, 0) / (v.length - 1));
    const saturated = v.filter((x) => x > 0.97).length / v.length;
    rows.push({ index, name: layer.constructor.name, mean, std, saturated });
  }
  return rows;
}
