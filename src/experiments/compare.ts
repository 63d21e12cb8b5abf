/** Initializations side by side: what a network measures before its first step, and how it learns. */
import type { Examples } from '../dataset/examples.js';
import { SATURATION_LEVEL } from '../diagnostics/measures.js';
import { noGrad } from '../torch/autograd/grad-mode.js';
import { crossEntropy } from '../torch/functional.js';
import { Tensor } from '../torch/tensor.js';
import { type PackedSplit, packSplit } from '../training/batches.js';
import type { Config, Settings } from '../training/config.js';
import { evaluate } from '../training/evaluate.js';
import { type ActivationTrace, forward } from '../training/network.js';
import { resolveConfig } from '../training/presets.js';
import { moments } from '../training/statistics.js';
import { Trainer } from '../training/trainer.js';
import type { Method } from './methods.js';
import { type Spread, spreadOf } from './spread.js';

/** What is compared, on what. */
export interface Comparison {
  readonly methods: readonly Method[];
  readonly seeds: readonly number[];
  /** What all methods have in common: the size of the network, the steps. */
  readonly common: Settings;
  readonly examples: Examples;
}

/** One method, over the seeds. */
export interface MethodReport {
  readonly method: string;
  readonly formula: string;
  /** Of the weights of the first hidden layer. */
  readonly w1Std: Spread;
  /** Of the examples below, in nats; batch norms normalize by them. */
  readonly initialLoss: Spread;
  /** Share of activations beyond 0.97 in size, over all hidden layers, 0..1. */
  readonly saturated: Spread;
  /** Hidden units that are saturated on every example. */
  readonly deadUnits: Spread;
  /** Of the dev split after the last step, in evaluation; no value where the loss was not finite. */
  readonly loss: Spread;
  /** Steps until the mean loss of the last 100 batches is below the target; no value where it never was. */
  readonly stepsToTarget: Spread;
}

/** How far a comparison is. */
export interface ComparisonProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** The loss that counts as learned something: well below ln 27 = 3.296, above what a thousand steps reach. */
export const TARGET_LOSS = 2.5;
/** Batches whose mean loss is compared with it: a single one jumps about by 0.2. */
const WINDOW = 100;
/** Examples that a network is measured on before its first step. */
export const EXAMPLES_MEASURED = 2_000;
/** Steps between two reports on progress. */
const STEPS_A_PIECE = 10;

/** Runs a comparison, a piece at a time. The same seeds and examples give the same numbers. */
export function* compare({
  methods,
  seeds,
  common,
  examples,
}: Comparison): Generator<ComparisonProgress, MethodReport[], undefined> {
  const reports: MethodReport[] = [];
  const planned = methods.map(({ name, formula, settings }) => ({
    name,
    formula,
    base: resolveConfig(null, { ...common, ...settings, sample: 0 }),
  }));
  const total = planned.reduce((steps, { base }) => steps + base.steps * seeds.length, 0);
  const [block = 3] = planned.map(({ base }) => base.block);
  const [train, dev] = [packSplit(examples.train, block), packSplit(examples.dev, block)];
  let before = 0;
  for (const { name, formula, base } of planned) {
    const runs: Run[] = [];
    for (const seed of seeds) {
      const config: Config = { ...base, seed };
      const pieces = runOf(config, { train, dev, vocabSize: examples.vocabSize });
      let next = pieces.next();
      for (; next.done !== true; next = pieces.next()) {
        yield { done: before + next.value, total, what: `${name}, seed ${seed}` };
      }
      runs.push(next.value);
      before += config.steps;
    }
    const over = (read: (run: Run) => number | null): Spread => spreadOf(runs.map(read));
    reports.push({
      method: name,
      formula,
      w1Std: over((run) => run.w1Std),
      initialLoss: over((run) => run.initialLoss),
      saturated: over((run) => run.saturated),
      deadUnits: over((run) => run.deadUnits),
      loss: over((run) => run.loss),
      stepsToTarget: over((run) => run.stepsToTarget),
    });
  }
  return reports;
}

interface Start {
  readonly w1Std: number;
  readonly initialLoss: number;
  readonly saturated: number;
  readonly deadUnits: number;
}

interface Run extends Start {
  readonly loss: number | null;
  readonly stepsToTarget: number | null;
}

interface Data {
  readonly train: PackedSplit;
  readonly dev: PackedSplit;
  readonly vocabSize: number;
}

/** One network from its first number to its last loss; yields the steps that it has taken. */
function* runOf(config: Config, { train, dev, vocabSize }: Data): Generator<number, Run, undefined> {
  // A network of its own is measured: the pass that measures moves the running statistics.
  const start = measured(new Trainer(config, train, vocabSize), train);
  const trainer = new Trainer(config, train, vocabSize);
  try {
    const recent = new Float64Array(WINDOW);
    let sum = 0;
    let stepsToTarget: number | null = null;
    while (!trainer.isDone) {
      const step = trainer.stepsTaken;
      const loss = trainer.step();
      sum += loss - (recent[step % WINDOW] ?? 0);
      recent[step % WINDOW] = loss;
      if (stepsToTarget === null && step >= WINDOW - 1 && sum / WINDOW < TARGET_LOSS) stepsToTarget = step + 1;
      if (step % STEPS_A_PIECE === 0) yield step;
    }
    if (trainer.divergence !== null) return { ...start, loss: null, stepsToTarget };
    const pieces = evaluate(trainer, dev);
    let next = pieces.next();
    for (; next.done !== true; next = pieces.next()) yield config.steps;
    return { ...start, loss: next.value, stepsToTarget };
  } finally {
    trainer.close();
  }
}

/** Measures a network before its first step, and lets go of it. */
function measured(trainer: Trainer, { X, Y, block, rows }: PackedSplit): Start {
  const count = Math.min(EXAMPLES_MEASURED, rows);
  const { network } = trainer;
  try {
    return trainer.inWorkspace(() =>
      noGrad(() => {
        const trace: ActivationTrace[] = [];
        const logits = forward(network, new Tensor(X.subarray(0, count * block), [count, block]), true, trace);
        const loss = crossEntropy(logits, new Tensor(Y.subarray(0, count), [count])).item();
        const [first] = network.hiddenWeights;
        return {
          w1Std: first === undefined ? NaN : moments(first.tensor.data).std,
          initialLoss: loss,
          ...saturation(trace.map(({ output }) => output)),
        };
      }),
    );
  } finally {
    trainer.close();
  }
}

/** Of the outputs of all hidden layers together: (rows, units) each. */
function saturation(layers: readonly Tensor[]): { saturated: number; deadUnits: number } {
  let [beyond, all, deadUnits] = [0, 0, 0];
  for (const { data, shape } of layers) {
    const units = shape[1] ?? 0;
    const alive = new Uint8Array(units);
    for (const [i, output] of data.entries()) {
      if (Math.abs(output) > SATURATION_LEVEL) beyond++;
      else alive[i % units] = 1;
    }
    all += data.length;
    deadUnits += alive.reduce((count, each) => count + (each === 0 ? 1 : 0), 0);
  }
  return { saturated: all === 0 ? 0 : beyond / all, deadUnits };
}
