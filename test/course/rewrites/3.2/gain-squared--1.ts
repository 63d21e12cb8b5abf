import { randn, tensor, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, nEmbd, nHidden, blockSize } = config;
  const rows = blockSize * nEmbd;
  const g = 5 / 3;
  const W1 = new Float64Array(rows * nHidden);
  const noise = randn([rows, nHidden], { generator }).data;
  for (let i = 0; i < W1.length; i++) W1[i] = ((noise[i] ?? 0) * g * g) / Math.sqrt(rows);
  const p = {
    W1: tensor(W1).view([rows, nHidden]).detach(),
    b1: zeros([nHidden]),
    W2: randn([nHidden, vocabSize], { generator }).div(100),
    b2: zeros([vocabSize]),
    C: randn([vocabSize, nEmbd], { generator }),
  };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}
