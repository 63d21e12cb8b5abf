/*
 * 7.1  Ten layers deep
 *
 * Everything so far was about one hidden layer, where a poor start costs a little time. With ten, it decides whether the
 * network learns at all: a factor of 0.8 a layer leaves 11 % of the signal after ten, a factor of 1.25 makes it nine
 * times as large, and what holds on the way forward holds for the gradients on the way back. Build one that starts well.
 *
 *     hiddenLayers blocks      blockSize * nEmbd -> nHidden -> ... -> nHidden      Linear, perhaps BatchNorm1d, Tanh
 *     an output layer          nHidden -> vocabSize
 *
 * Which layers a block is made of is up to you: yours from 5.1 (copy them: each file is graded alone) or new ones with
 * forward, out and parameters. What counts is what the measurements of part 6 say at the start: a loss near
 * ln(vocabSize), every pre-activation with |mean| <= 0.2 and a std from 0.5 to 2, at most 10 % of any tanh saturated.
 *
 * Then train it by one step. The steps are the same in every training loop that you will ever meet:
 *
 *     forward      x = C[X] side by side; x = layer.forward(x) for each layer; loss = cross-entropy(x, Y)
 *     clear        every grad to null: backward() adds to what it finds
 *     backward     loss.backward()
 *     update       parameter -= learningRate * grad, for C and all parameters of the layers, inside noGrad
 *
 * Return the loss as it was before the update. At a learning rate of 0.1 the hidden weights' update ratios (6.3) should
 * lie between 0.0001 and 0.1, and 200 steps should lower the loss.
 *
 * Look next: the lecture's deep network and the knobs it turns (the gain, the last layer); torch.optim.SGD.
 * Try it:    npm test -- -t 7.1
 */
import {
  F,
  noGrad,
  NotImplementedError,
  ones,
  randn,
  zeros,
  type Generator,
  type Layer,
  type NetworkConfig,
  type Tensor,
} from '#torch';

/** `hiddenLayers` hidden blocks and an output layer, healthy from the start; it takes [N, blockSize * nEmbd]. */
export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  // TODO: the list of layers. What does the output layer need so that the first loss is near ln(vocabSize)?
  throw new NotImplementedError('7.1');
}

/** One step of stochastic gradient descent on the batch (X, Y). Returns the loss as it was before the step. */
export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  // TODO: forward, clear, backward, update; the number that you return is loss.item().
  throw new NotImplementedError('7.1');
}
