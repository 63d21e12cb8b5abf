/*
 * 4.2  Batch norm in the network
 *
 * Where does batch norm belong? Right in front of the tanh, because what the tanh is fed is what has to be well spread.
 * After it, the damage would already be done.
 *
 *     embcat    = C[X] side by side           [N, B * E]
 *     hPreact   = embcat @ W1 + b1            [N, H]
 *     hPreactBn = batch norm of hPreact       [N, H]    with bnGain and bnBias, eps = 1e-5
 *     h         = tanh(hPreactBn)             [N, H]
 *     logits    = h @ W2 + b2                 [N, V]
 *
 * Two parameters join the Kaiming network of 3.2: bnGain, all ones, and bnBias, all zeros, both of shape [1, nHidden].
 * At the start they change nothing. 12,297 parameters in the lecture's size.
 *
 * The network has become forgiving: whatever the scale of W1, each neuron's input has a std of 1 over the batch. The
 * share of saturated activations falls from Kaiming's 20.6 % to 3.2 % on the lecture's seed. There is a price. The
 * prediction for one name now depends on which others are in its batch (4.3 deals with that). And b1 does nothing any
 * more: whatever it adds, the mean takes away again, so its gradient is zero. We keep it here so that you can see that.
 *
 * Look next: the lecture on batch normalization; in torch.nn.Linear, bias=False is how it is usually left out.
 * Try it:    npm test -- -t 4.2
 */
import {
  NotImplementedError,
  ones,
  randn,
  zeros,
  type Generator,
  type NetworkConfig,
  type ParametersBN,
  type Tensor,
} from '#torch';

/** The Kaiming network of 3.2 with a batch norm in front of its tanh: gain 1 and bias 0 change nothing at the start. */
export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  // TODO: the five parameters of 3.2, then bnGain and bnBias; all seven are trained.
  throw new NotImplementedError('4.2');
}

/** The forward pass of 1.3 with batch normalization between the hidden layer and its tanh. */
export function forwardBatchNorm(
  p: ParametersBN,
  X: number[][],
): { hPreact: Tensor; hPreactBn: Tensor; h: Tensor; logits: Tensor } {
  // TODO: the five lines above. Each exercise is graded alone: bring your batch norm of 4.1 along by copying it.
  throw new NotImplementedError('4.2');
}
