import { type Layer } from '#torch';

interface Row {
  index: number;
  name: string;
  mean: number;
  std: number;
  saturated: number;
}

export function activationStats(layers: Layer[]): Row[] {
  const rows: Row[] = [];
  layers.forEach((layer) => {
    const t = layer.out;
    if (t === null) return;
    rows.push({
      index: rows.length,
      name: layer.constructor.name,
      mean: t.mean().item(),
      std: Math.sqrt(t.var().item()),
      saturated: t.abs().gt(0.97).mean().item(),
    });
  });
  return rows;
}
