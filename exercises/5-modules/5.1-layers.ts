/*
 * 5.1  Linear, BatchNorm1d, Tanh
 *
 * Writing out each layer by hand was good for seeing what happens. For ten layers it gets tiresome, so we make bricks:
 * small classes that hold their own parameters, compute their own output, and remember it for whoever wants to look.
 * PyTorch's torch.nn is built of such bricks, with these names.
 *
 *     forward(x)      computes the output, keeps it in this.out, returns it
 *     out             the last output; null before the first forward
 *     parameters()    the tensors to train, in the order given here
 *
 *     Linear(fanIn, fanOut)   x @ weight + bias     weight [fanIn, fanOut], std 1 / sqrt(fanIn); bias [fanOut], zeros,
 *                                                   or null when the option bias is false. Parameters: weight, bias
 *     BatchNorm1d(dim)        4.1's formula          gamma [dim], ones; beta [dim], zeros. Parameters: gamma, beta
 *     Tanh                    tanh(x)                no parameters
 *
 * With these, the network of 4.2 behind its embedding is a list: [Linear, BatchNorm1d, Tanh, Linear]. Running it is a
 * loop, x = layer.forward(x). At the lecture's size it has 12,027 parameters; C stays outside.
 *
 * Why 1 / sqrt(fanIn), and no gain? A brick cannot know what comes after it. The gain belongs to whoever builds the wall
 * (you, in 7.1); behind a batch norm it makes no difference anyway. Take the weights from the `generator` of the options.
 *
 * Look next: torch.nn.Linear, torch.nn.BatchNorm1d, torch.nn.Tanh; the lecture's last third.
 * Try it:    npm test -- -t 5.1
 */
import {
  NotImplementedError,
  ones,
  randn,
  zeros,
  type Generator,
  type Layer,
  type NetworkConfig,
  type Tensor,
} from '#torch';

/** y = x @ weight + bias. */
export class Linear implements Layer {
  weight: Tensor;
  bias: Tensor | null;
  out: Tensor | null = null;

  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    // TODO: make weight and bias. Without the option, a layer has a bias.
    throw new NotImplementedError('5.1');
  }

  forward(x: Tensor): Tensor {
    // TODO
    throw new NotImplementedError('5.1');
  }

  parameters(): Tensor[] {
    // TODO: [weight, bias], or only the weight where there is no bias.
    throw new NotImplementedError('5.1');
  }
}

/** Each feature to mean 0 and variance 1 over the batch, then times gamma plus beta. */
export class BatchNorm1d implements Layer {
  gamma: Tensor;
  beta: Tensor;
  out: Tensor | null = null;

  constructor(dim: number, eps = 1e-5) {
    // TODO: make gamma and beta, and keep eps.
    throw new NotImplementedError('5.1');
  }

  forward(x: Tensor): Tensor {
    // TODO: 4.1's formula, always with the statistics of the batch.
    throw new NotImplementedError('5.1');
  }

  parameters(): Tensor[] {
    // TODO: [gamma, beta]
    throw new NotImplementedError('5.1');
  }
}

/** Squashes every element into (-1, 1). Nothing to learn. */
export class Tanh implements Layer {
  out: Tensor | null = null;

  forward(x: Tensor): Tensor {
    // TODO
    throw new NotImplementedError('5.1');
  }

  parameters(): Tensor[] {
    // TODO: an empty list is a fine answer.
    throw new NotImplementedError('5.1');
  }
}

/** The network of 4.2 as a list of layers; it starts after the embedding and takes [N, blockSize * nEmbd]. */
export function buildNetwork(config: NetworkConfig, generator: Generator): Layer[] {
  // TODO: Linear, BatchNorm1d, Tanh, Linear; both Linear layers with their bias.
  throw new NotImplementedError('5.1');
}
