/** How a signal fares on its way through a deep network: gain by width by nonlinearity, layer after layer. */
import { noGrad } from '../torch/autograd/grad-mode.js';
import { Generator as RandomGenerator } from '../torch/generator.js';
import { randn } from '../torch/random.js';
import { Workspace } from '../torch/workspace.js';
import { type ActivationName, activations } from '../training/activations.js';

/** What is swept over. */
export interface Sweep {
  readonly activations: readonly ActivationName[];
  /** Weights are randn * gain / sqrt(width). */
  readonly gains: readonly number[];
  readonly widths: readonly number[];
  /** Layers after which is measured; the deepest decides how many there are. */
  readonly depths: readonly number[];
  /** Rows of the input, which is randn. */
  readonly rows: number;
  readonly seed: number;
}

/** One network of the sweep. */
export interface SweepRow {
  readonly activation: ActivationName;
  readonly gain: number;
  readonly width: number;
  /** Root of the mean square of the outputs of each layer, from the first to the deepest. */
  readonly rms: readonly number[];
}

/** How far a sweep is, in layers. */
export interface SweepProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** Runs a sweep, a layer at a time. Each network draws from a generator of its own, so a row does not depend on the others. */
export function* sweep({
  activations: names,
  gains,
  widths,
  depths,
  rows,
  seed,
}: Sweep): Generator<SweepProgress, SweepRow[], undefined> {
  const deepest = Math.max(...depths);
  const total = names.length * gains.length * widths.length * deepest;
  const found: SweepRow[] = [];
  for (const activation of names) {
    for (const gain of gains) {
      for (const width of widths) {
        const rms: number[] = [];
        for (const layer of layers({ activation, gain, width, deepest, rows, seed })) {
          rms.push(layer);
          const done = found.length * deepest + rms.length;
          yield { done, total, what: `${activation}, gain ${gain.toPrecision(3)}, width ${width}` };
        }
        found.push({ activation, gain, width, rms });
      }
    }
  }
  return found;
}

interface Network {
  readonly activation: ActivationName;
  readonly gain: number;
  readonly width: number;
  readonly deepest: number;
  readonly rows: number;
  readonly seed: number;
}

/** The rms of one layer's outputs after another. */
function* layers({ activation, gain, width, deepest, rows, seed }: Network): Generator<number, void, undefined> {
  const generator = new RandomGenerator(seed);
  const workspace = new Workspace();
  try {
    const x = workspace.lasting(() => randn([rows, width], { generator })); // (N, width)
    for (let layer = 0; layer < deepest; layer++) {
      yield workspace.step(() => {
        const weight = randn([width, width], { generator }).mul(gain / Math.sqrt(width));
        const y = noGrad(() => activations[activation].apply(x.matmul(weight))); // (N, width) @ (width, width)
        x.data.set(y.data);
        return rmsOf(y.data);
      });
    }
  } finally {
    workspace.close();
  }
}

function rmsOf(data: Float32Array): number {
  let squares = 0;
  for (const value of data) squares += value * value;
  return Math.sqrt(squares / data.length);
}

/** What becomes of a signal. */
export type Fate = 'steady' | 'vanishes' | 'explodes';

/** Beyond these factors from the first layer to the last a signal is called vanishing or exploding. */
export const FATE_FACTORS = { vanishes: 0.5, explodes: 2 } as const;

/** Compares the last layer with the first. */
export function fateOf({ rms }: Pick<SweepRow, 'rms'>): Fate {
  const [first = NaN, last = NaN] = [rms[0], rms.at(-1)];
  if (last === 0) return 'vanishes';
  const ratio = last / first;
  if (ratio > FATE_FACTORS.explodes || !Number.isFinite(ratio)) return 'explodes';
  return ratio < FATE_FACTORS.vanishes ? 'vanishes' : 'steady';
}
