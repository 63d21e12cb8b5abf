import { tensor, zeros, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

/* sum of twelve uniforms, the old trick */
function bell(count: number, std: number): Float64Array {
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let s = -6;
    for (let k = 0; k < 12; k++) s += Math.random();
    out[i] = s * std;
  }
  return out;
}

function matrix(rows: number, cols: number, std: number): Tensor {
  const t = tensor(bell(rows * cols, std))
    .view([rows, cols])
    .detach();
  t.requiresGrad = true;
  return t;
}

export function initFixedHidden(config: NetworkConfig, _generator: Generator): Parameters {
  return {
    C: matrix(config.vocabSize, config.nEmbd, 1),
    W1: matrix(config.blockSize * config.nEmbd, config.nHidden, 0.2),
    b1: zeros([config.nHidden], { requiresGrad: true }),
    W2: matrix(config.nHidden, config.vocabSize, 0.01),
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
