import { type Layer, type Tensor } from '#torch';

const measure = (out: Tensor) => {
  const n = out.numel();
  let sum = 0;
  let squares = 0;
  let far = 0;
  for (const v of out.data) {
    sum += v;
    squares += v * v;
    if (v > 0.97 || v < -0.97) far++;
  }
  return { mean: sum / n, std: Math.sqrt(squares / n - (sum / n) ** 2), saturated: far / n };
};

export const activationStats = (layers: Layer[]) =>
  [...layers.entries()].flatMap(([index, l]) =>
    l.out ? [{ index, name: l.constructor.name, ...measure(l.out) }] : [],
  );
