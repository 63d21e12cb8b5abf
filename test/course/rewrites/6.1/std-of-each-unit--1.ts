import { type Layer } from '#torch';

export function activationStats(layers: Layer[]) {
  const rows: { index: number; name: string; mean: number; std: number; saturated: number }[] = [];
  layers.forEach((layer, index) => {
    const act = layer.out;
    if (act === null) return;
    const perNeuronMean = act.mean(0);
    const perNeuronStd = act.std(0);
    rows.push({
      index,
      name: layer.constructor.name,
      mean: perNeuronMean.mean().item(),
      std: perNeuronStd.mean().item(),
      saturated: act.abs().gt(0.97).mean(0).mean().item(),
    });
  });
  return rows;
}
