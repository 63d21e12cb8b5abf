/** Names that a trained network makes up, drawn as the lecture draws them. */
import { noGrad } from '../torch/autograd/grad-mode.js';
import { Generator } from '../torch/generator.js';
import { tensor } from '../torch/creation.js';
import { forward } from './network.js';
import type { Trainer } from './trainer.js';

/** A network that has not learned where names end would go on: past this it is cut off, with an ellipsis. */
const MAX_LENGTH = 500;

/** What sampling needs to know. */
export interface SampleOptions {
  readonly count: number;
  /** Of the run: the names come from a generator seeded with ten more, as in the lecture. */
  readonly seed: number;
  /** Characters of context. */
  readonly block: number;
  readonly itos: Readonly<Record<number, string>>;
}

/** Draws names character by character, in evaluation, each with the '.' that ends it, as the lecture prints them. */
export function* sampleNames(
  trainer: Trainer,
  { count, seed, block, itos }: SampleOptions,
): globalThis.Generator<undefined, string[], undefined> {
  const generator = new Generator(BigInt(seed) + 10n);
  const names: string[] = [];
  while (names.length < count) {
    names.push(sampleName(trainer, block, itos, generator));
    yield;
  }
  return names;
}

function sampleName(
  trainer: Trainer,
  block: number,
  itos: Readonly<Record<number, string>>,
  generator: Generator,
): string {
  let name = '';
  let context = new Array<number>(block).fill(0);
  for (let length = 0; length < MAX_LENGTH; length++) {
    const index = nextIndex(trainer, context, generator);
    name += itos[index] ?? '';
    if (index === 0) return name;
    context = [...context, index].slice(1);
  }
  return `${name}…`;
}

/** One draw from softmax(logits) without replacement: `torch.multinomial(probs, 1)`, by PyTorch 1.13's exponentials. */
function nextIndex(trainer: Trainer, context: readonly number[], generator: Generator): number {
  const draw = () => {
    const logits = forward(trainer.network, tensor([context]), false); // (1, V)
    return generator.multinomial(logits.softmax(1).data, 1)[0] ?? 0;
  };
  return trainer.inWorkspace(() => noGrad(draw));
}
