import { init, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const trained = { requiresGrad: true };
  const p = {
    C: zeros([vocabSize, nEmbd], trained),
    W1: zeros([blockSize * nEmbd, nHidden], trained),
    b1: zeros([nHidden], trained),
    W2: zeros([nHidden, vocabSize], trained),
    b2: zeros([vocabSize], trained),
  };
  // Our weights lie the other way round than PyTorch's, so what it calls fan_out is our fanIn.
  init.kaimingNormal_(p.W1, { mode: 'fan_out', nonlinearity: 'tanh', generator });
  init.normal_(p.C, 0, 1, { generator });
  init.normal_(p.W2, 0, 0.01, { generator });
  return p;
}
