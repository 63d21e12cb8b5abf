import type { Layer } from '#torch';

interface Row {
  index: number;
  name: string;
  mean: number;
  std: number;
  saturated: number;
}

export function activationStats(layers: Layer[]): Row[] {
  const rows: Row[] = [];
  for (let index = 0; index < layers.length; index++) {
    const layer = layers[index]!;
    if (!layer.out) continue;
    const values = [...layer.out.data];
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
    const count = values.filter((v) => Math.abs(v) > 0.97).length;
    rows.push({
      index,
      name: layer.constructor.name,
      mean,
      std: Math.sqrt(variance),
      saturated: count / values.length,
    });
  }
  return rows;
}
