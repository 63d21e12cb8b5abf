/** Examples packed into flat arrays, and the random batches that training takes from them. */
import type { Split } from '../dataset/examples.js';
import { zeros } from '../torch/creation.js';
import type { Generator } from '../torch/generator.js';
import type { Tensor } from '../torch/tensor.js';

/** The examples of a split in two flat arrays. */
export interface PackedSplit {
  /** Contexts, row-major: [rows, block]. */
  readonly X: Float32Array;
  /** The index of the character behind each context. */
  readonly Y: Float32Array;
  readonly rows: number;
  readonly block: number;
}

/** Packs a split. @param block characters of context, as the split was built with */
export function packSplit({ X, Y }: Split, block: number): PackedSplit {
  const packed = { X: new Float32Array(X.length * block), Y: Float32Array.from(Y), rows: X.length, block };
  for (const [row, context] of X.entries()) packed.X.set(context, row * block);
  return packed;
}

/** A batch that is drawn again and again into the same two tensors. */
export class Batch {
  /** [batch, block]: indices of characters. */
  readonly X: Tensor;
  /** [batch] */
  readonly Y: Tensor;
  readonly #split: PackedSplit;

  constructor(split: PackedSplit, size: number) {
    this.X = zeros([size, split.block]);
    this.Y = zeros([size]);
    this.#split = split;
  }

  /** Draws as many examples as it holds, each equally likely: `torch.randint(0, rows, (batch,), generator=g)`. */
  draw(generator: Generator): void {
    const { X, Y, rows, block } = this.#split;
    for (let i = 0; i < this.Y.data.length; i++) {
      const row = generator.randint(0, rows);
      for (let k = 0; k < block; k++) this.X.data[i * block + k] = X[row * block + k] ?? NaN;
      this.Y.data[i] = Y[row] ?? NaN;
    }
  }
}
