/** What a model is looked at with: its own X and Y, or names. */
import type { Examples } from '../../../dataset/examples.js';
import { asList, asNumber, describe } from '../../../grading/answers.js';
import type { ModuleSubject } from '../../../guest/contract/subject.js';
import { type Argument, TensorValue, type Value } from '../../../guest/contract/value.js';
import type { Generator } from '../../../torch/generator.js';
import { UsageError } from '../../errors.js';

/** Examples for a model. */
export interface ModelBatch {
  /** As it is handed to the model: contexts of names, or the model's own X. */
  readonly X: Argument;
  /** Whether X are contexts of indices, which an embedding turns into numbers. */
  readonly isContexts: boolean;
  readonly Y: readonly number[];
  readonly rows: number;
  /** Number of classes, where the data tell; else that of the logits. */
  readonly classes: number | null;
  readonly fact: string;
}

/** Draws examples of names. */
export function namesBatch(examples: Examples, size: number, generator: Generator): ModelBatch {
  const { X, Y } = examples.train;
  const indices = Array.from({ length: size }, () => generator.randint(0, X.length));
  return {
    X: indices.map((index) => X[index] ?? []),
    isContexts: true,
    Y: indices.map((index) => Y[index] ?? 0),
    rows: size,
    classes: examples.vocabSize,
    fact: `a batch of ${size} from ${examples.label}`,
  };
}

/** The batch that the file exports as X and Y. @throws UsageError where the two do not fit together */
export async function ownBatch(subject: ModuleSubject, file: string): Promise<ModelBatch> {
  const { value, handle } = await subject.exported('X');
  const Y = labelsOf((await subject.exported('Y')).value, file);
  const rows = value instanceof TensorValue ? (value.shape[0] ?? 0) : asList(value, 'X').length;
  if (rows === 0 || rows !== Y.length) {
    throw new UsageError(
      `--model: ${file}: expected as many rows in X as labels in Y, and at least one, got X ${describe(value)} and ${Y.length} labels`,
    );
  }
  const isContexts = !(value instanceof TensorValue);
  return { X: handle, isContexts, Y, rows, classes: null, fact: `its own batch of ${rows}` };
}

function labelsOf(value: Value, file: string): readonly number[] {
  const labels =
    value instanceof TensorValue ? Array.from(value.data) : asList(value, 'Y').map((label) => asNumber(label, 'Y'));
  const wrong = labels.find((label) => !Number.isSafeInteger(label) || label < 0);
  if (wrong === undefined) return labels;
  throw new UsageError(
    `--model: ${file}: expected whole numbers from 0 in Y, got ${wrong}; a label is the index of its class`,
  );
}
