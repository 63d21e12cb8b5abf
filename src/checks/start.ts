/** How a parameter of a network starts out: drawn at random with some standard deviation, or one number everywhere. */

/** Draws around 0. */
export interface Drawn {
  readonly kind: 'drawn';
  /** The standard deviation, for a tensor of that shape: [fanIn, fanOut] for weights. */
  readonly std: (shape: readonly number[]) => number;
  /** Whose std that is, for a message: "(5/3) / sqrt(30)". */
  readonly reference: (shape: readonly number[]) => string;
  /** Whether the exercise asks for N(0, std^2); elsewhere any distribution of that std will do. */
  readonly isNormal: boolean;
}

/** One number everywhere. */
export interface Filled {
  readonly kind: 'filled';
  readonly value: number;
}

export type Start = Drawn | Filled;

/** Draws from N(0, 1), as randn gives them. */
export const standardNormal: Drawn = {
  kind: 'drawn',
  std: () => 1,
  reference: () => "randn's own std",
  isNormal: true,
};

/** One number everywhere. */
export function filled(value: number): Filled {
  return { kind: 'filled', value };
}

export const zeros: Filled = filled(0);

/** Draws of one standard deviation whatever the shape, from any distribution. */
export function drawnWith(std: number, reference: string): Drawn {
  return {
    kind: 'drawn',
    std: () => std,
    reference: () => reference,
    isNormal: false,
  };
}

const fanInOf = ([fanIn = NaN]: readonly number[]) => fanIn;

/** What a nonlinearity asks of the weights in front of it. */
interface Gain {
  readonly value: number;
  /** "5/3" */
  readonly written: string;
}

/** The gain of a layer that is followed by a tanh: PyTorch's calculate_gain('tanh'). */
export const tanhGain: Gain = { value: 5 / 3, written: '5/3' };

/** No gain: a layer that does not know what follows it. */
export const noGain: Gain = { value: 1, written: '1' };

/** Draws of standard deviation gain / sqrt(fanIn), Kaiming's rule, for weights [fanIn, fanOut]. */
export function drawnByFanIn(gain: Gain): Drawn {
  const { value } = gain;
  const numerator = value === 1 ? '1' : `(${gain.written})`;
  const std = (shape: readonly number[]) => value / Math.sqrt(fanInOf(shape));
  return {
    kind: 'drawn',
    std,
    reference: (shape) => `${numerator} / sqrt(${fanInOf(shape)})`,
    isNormal: false,
  };
}
