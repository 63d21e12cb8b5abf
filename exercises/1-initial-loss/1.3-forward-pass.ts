/*
 * 1.3  The forward pass
 *
 * Five lines carry a batch of contexts to predictions. With N contexts of B characters, E numbers a character, H hidden
 * neurons and V characters in the vocabulary:
 *
 *     emb     = C[X]                    [N, B, E]    look up the row of each character
 *     embcat  = emb.view([N, B * E])    [N, B * E]   lay the B rows of a context side by side
 *     hPreact = embcat @ W1 + b1        [N, H]       what each hidden neuron is fed
 *     h       = tanh(hPreact)           [N, H]       squashed into -1..1
 *     logits  = h @ W2 + b2             [N, V]       one score for each character that may come next
 *
 * The function hands out hPreact and h as well, because the next parts of the course look inside: nearly everything
 * that goes wrong at initialization can be seen in these two.
 *
 * The loss is the mean over the batch of -ln softmax(logits)[y], y being the character that did come next. Written out
 * like that it breaks: exp(1000) is Infinity, and Infinity / Infinity is NaN. F.crossEntropy takes the logits
 * themselves and subtracts the largest of each row first, which changes nothing in the result and keeps every exp()
 * in range. Return the loss as the tensor that it is, so that backward() can be called on it.
 *
 * Look next: indexing an embedding table and Tensor.view in PyTorch; torch.nn.functional.cross_entropy.
 * Try it:    npm test -- -t 1.3
 */
import { F, NotImplementedError, type Parameters, type Tensor } from '#torch';

/** Contexts in, logits out, with the two stages in between that the later parts look at. */
export function forward(p: Parameters, X: number[][]): { hPreact: Tensor; h: Tensor; logits: Tensor } {
  // TODO: the five lines above. C.index(X) looks up, a.matmul(b) is a @ b, and -1 in view() means "whatever is left".
  throw new NotImplementedError('1.3');
}

/** The mean cross-entropy of the network's predictions for `X` against the characters that came next, in nats. */
export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  // TODO: the forward pass, then the loss from its logits. Compare what it says for 1.2's network with 1.1's number.
  throw new NotImplementedError('1.3');
}
