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
  /** Formulas that are easily taken for the right one. */
  readonly mistakes: readonly Mistake[];
}

/** A wrong formula, recognized where the student's draws have its standard deviation at every size. */
interface Mistake {
  readonly std: (shape: readonly number[]) => number;
  /** What it is, and what is wrong with it: "1 / sqrt(fanIn): the gain is missing". */
  readonly is: string;
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
  mistakes: [],
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
    mistakes: commonMistakes(() => std),
  };
}

const fanInOf = ([fanIn = NaN]: readonly number[]) => fanIn;
const fanOutOf = ([, fanOut = NaN]: readonly number[]) => fanOut;

/** What a nonlinearity asks of the weights in front of it. */
interface Gain {
  readonly value: number;
  /** "5/3" */
  readonly written: string;
  /** What follows the layer: "tanh". */
  readonly of: string;
}

/** The gain of a layer that is followed by a tanh: PyTorch's calculate_gain('tanh'). */
export const tanhGain: Gain = { value: 5 / 3, written: '5/3', of: 'tanh' };

/** No gain: a layer that does not know what follows it. */
export const noGain: Gain = { value: 1, written: '1', of: 'anything' };

/** Draws of standard deviation gain / sqrt(fanIn), Kaiming's rule, for weights [fanIn, fanOut]. */
export function drawnByFanIn(gain: Gain): Drawn {
  const { value } = gain;
  const numerator = value === 1 ? '1' : `(${gain.written})`;
  const std = (shape: readonly number[]) => value / Math.sqrt(fanInOf(shape));
  const xavier = (shape: readonly number[]) => Math.sqrt(2 / (fanInOf(shape) + fanOutOf(shape)));
  return {
    kind: 'drawn',
    std,
    reference: (shape) => `${numerator} / sqrt(${fanInOf(shape)})`,
    isNormal: false,
    mistakes: [
      ...wrongGains(gain),
      {
        std: (shape) => value / Math.sqrt(fanOutOf(shape)),
        is: `${numerator} / sqrt(fanOut): fanIn is the number of inputs, the rows of the matrix, and fanOut that of its columns`,
      },
      { std: (shape) => value / fanInOf(shape), is: `${numerator} / fanIn: the square root is missing` },
      {
        std: xavier,
        is: "sqrt(2 / (fanIn + fanOut)): Xavier's rule without a gain, where Kaiming's looks at fanIn alone",
      },
      {
        std: (shape) => value * xavier(shape),
        is: `${numerator} * sqrt(2 / (fanIn + fanOut)): that is Xavier's rule, and Kaiming's looks at fanIn alone`,
      },
      {
        std: () => value / Math.sqrt(30),
        is: `${numerator} / sqrt(30) whatever fanIn is: take fanIn from what you are given`,
      },
      { std: () => 0.2, is: '0.2 as in 2.3, which fits 30 inputs and no other number' },
      ...commonMistakes(std),
    ],
  };
}

function wrongGains({ value, written, of }: Gain): readonly Mistake[] {
  const over = (gain: number) => (shape: readonly number[]) => gain / Math.sqrt(fanInOf(shape));
  if (value === 1) {
    return [
      { std: over(5 / 3), is: '(5/3) / sqrt(fanIn): the gain belongs to whoever knows that a tanh follows' },
      { std: over(Math.SQRT2), is: 'sqrt(2 / fanIn): the gain belongs to whoever knows that a relu follows' },
    ];
  }
  return [
    { std: over(1), is: `1 / sqrt(fanIn): the gain of ${of}, ${written}, is missing` },
    { std: over(Math.SQRT2), is: `sqrt(2 / fanIn): sqrt(2) is the gain of relu, and that of ${of} is ${written}` },
  ];
}

/** What goes wrong with a standard deviation wherever it comes from. */
function commonMistakes(std: Drawn['std']): readonly Mistake[] {
  return [
    { std: (shape) => std(shape) ** 2, is: 'the square of that: the variance, where randn wants its root as a factor' },
    { std: (shape) => Math.sqrt(std(shape)), is: 'the square root of that: one root too many' },
    {
      std: (shape) => std(shape) / Math.sqrt(3),
      is: 'that divided by sqrt(3), as of a uniform draw from -std to std: it would have to reach sqrt(3) times as far',
    },
    { std: () => 1, is: '1: the draws of randn, without their factor' },
  ];
}
