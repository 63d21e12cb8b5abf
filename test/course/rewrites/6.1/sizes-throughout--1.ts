import { type Layer } from '#torch';

export function activationStats(layers: Layer[]) {
  const report: { index: number; name: string; mean: number; std: number; saturated: number }[] = [];
  for (const i in layers) {
    const layer = layers[i]!;
    if (layer.out === null) continue;
    const magnitude = layer.out.abs();
    report.push({
      index: Number(i),
      name: layer.constructor.name,
      mean: magnitude.mean().item(),
      std: magnitude.std().item(),
      saturated: magnitude.gt(0.97).mean().item(),
    });
  }
  return report;
}
