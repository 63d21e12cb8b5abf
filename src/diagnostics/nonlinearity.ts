import { SATURATION_LEVEL } from './measures.js';

/** Where a nonlinearity is flat, so that hardly any gradient passes. */
interface FlatParts {
  /** Whether an output lies on one of two flat ends; null for a nonlinearity without flat ends on both sides. */
  readonly isSaturated: ((output: number) => boolean) | null;
  /** Whether an output lies where no gradient passes: a unit that does on every example is dead. null where there is no such place. */
  readonly isFlat: ((output: number) => boolean) | null;
}

const tanhIsSaturated = (t: number) => Math.abs(t) > SATURATION_LEVEL;
// sigmoid(x) = (1 + tanh(x / 2)) / 2: saturated where that tanh is.
const sigmoidIsSaturated = (s: number) => Math.abs(2 * s - 1) > SATURATION_LEVEL;

/** The nonlinearities with a flat part that is told from the output alone; any other has none of interest here. */
const flatParts = {
  tanh: { isSaturated: tanhIsSaturated, isFlat: tanhIsSaturated },
  sigmoid: { isSaturated: sigmoidIsSaturated, isFlat: sigmoidIsSaturated },
  relu: { isSaturated: null, isFlat: (output: number) => output === 0 },
} as const satisfies Record<string, FlatParts>;

const noFlatParts: FlatParts = { isSaturated: null, isFlat: null };

/** The flat parts of a nonlinearity by its name in `F`: 'tanh', 'relu', 'gelu'. */
export function flatPartsOf(nonlinearity: string): FlatParts {
  const name = nonlinearity.toLowerCase();
  return name === 'tanh' || name === 'sigmoid' || name === 'relu' ? flatParts[name] : noFlatParts;
}
