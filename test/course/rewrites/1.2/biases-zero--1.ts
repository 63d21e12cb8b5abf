import { init, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize: V, blockSize: B, nEmbd: E, nHidden: H } = config;
  const fresh = (...shape: number[]) => init.normal_(zeros(shape), 0, 1, { generator });
  const p = { W2: fresh(H, V), C: fresh(V, E), W1: fresh(B * E, H), b1: zeros([H]), b2: zeros([V]) };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}

export function countParameters(p: Parameters): number {
  let n = 0;
  for (const t of [p.C, p.W1, p.b1, p.W2, p.b2]) n += t.data.length;
  return n;
}
