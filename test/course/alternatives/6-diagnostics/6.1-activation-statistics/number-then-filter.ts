import type { Layer, Tensor } from '#torch';

const LIMIT = 0.97;

const share = (condition: Tensor): number => condition.sum().item() / condition.numel();

export const activationStats = (layers: Layer[]) =>
  layers
    .map((layer, index) => ({ layer, index }))
    .filter(({ layer }) => layer.out !== null)
    .map(({ layer, index }) => {
      const out = layer.out!.detach();
      const { name } = Object.getPrototypeOf(layer).constructor;
      return {
        saturated: share(out.gt(LIMIT)) + share(out.lt(-LIMIT)),
        std: Math.sqrt(out.var().item()),
        mean: out.sum().item() / out.numel(),
        name: String(name),
        index,
      };
    });
