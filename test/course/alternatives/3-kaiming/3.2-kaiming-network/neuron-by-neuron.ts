import { randn, stack, tensor, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

/** One column a neuron: all weights that lead into it. */
function weights(fanIn: number, fanOut: number, std: number, generator: Generator): Tensor {
  const columns: Tensor[] = [];
  for (let neuron = 0; neuron < fanOut; neuron++) columns.push(randn([fanIn], { generator }).mul(std));
  return stack(columns, 1);
}

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, nHidden } = config;
  const fanIn = config.blockSize * config.nEmbd;
  const p: Parameters = {
    W1: weights(fanIn, nHidden, Math.sqrt(25 / 9 / fanIn), generator),
    b1: tensor(new Float64Array(nHidden)),
    W2: weights(nHidden, vocabSize, 1e-2, generator),
    b2: tensor(new Array<number>(vocabSize).fill(0)),
    C: weights(vocabSize, config.nEmbd, 1, generator),
  };
  Object.values<Tensor>({ ...p }).forEach((t) => {
    t.requiresGrad = true;
  });
  return p;
}
