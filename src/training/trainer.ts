/** Stochastic gradient descent, one step at a time. */
import { HealthMonitor, type HealthReport } from '../diagnostics/monitor.js';
import { crossEntropy } from '../torch/functional.js';
import { Generator } from '../torch/generator.js';
import { sgdStep } from '../torch/sgd.js';
import type { Tensor } from '../torch/tensor.js';
import { Workspace } from '../torch/workspace.js';
import { Batch, type PackedSplit } from './batches.js';
import type { Config } from './config.js';
import { divergence, type Divergence, type HealthLog, observationOf } from './health.js';
import { type ActivationTrace, buildNetwork, forward, type Network } from './network.js';
import { rateAt } from './schedule.js';
import { layerStatistics, type LayerStatistics, weightStatistics, type WeightStatistics } from './statistics.js';

/** The loss of a step's batch, in nats, before its update. */
export interface LoggedLoss {
  readonly step: number;
  readonly loss: number;
}

/** What was measured in the last step. */
export interface LastStep {
  readonly layers: readonly LayerStatistics[];
  readonly weights: readonly WeightStatistics[];
}

/** What a run has noted down so far. */
export interface Log {
  /** Every `logEvery` steps, and of the last one. */
  readonly losses: readonly LoggedLoss[];
  /** Every `healthEvery` steps. */
  readonly health: readonly HealthLog[];
  /** null before the last step. */
  readonly last: LastStep | null;
}

/** A network in training. The same configuration and the same examples give the same bits. */
export class Trainer {
  readonly config: Config;
  readonly network: Network;
  /** Draws the parameters, then the batches. */
  readonly generator: Generator;
  /** Looks every `healthEvery` steps; null for never. */
  readonly #monitor: HealthMonitor | null;
  readonly #parameters: readonly Tensor[];
  /** What a step makes lies where the step before made it. */
  readonly #workspace = new Workspace();
  readonly #batch: Batch;
  #step = 0;
  #loss = NaN;
  #losses: LoggedLoss[] = [];
  #health: HealthLog[] = [];
  #last: LastStep | null = null;
  #divergence: Divergence | null = null;

  constructor(config: Config, train: PackedSplit, vocabSize: number) {
    this.config = config;
    this.generator = new Generator(config.seed);
    const { network, batch } = this.#workspace.lasting(() => ({
      network: buildNetwork(config, vocabSize, this.generator),
      batch: new Batch(train, config.batch),
    }));
    this.network = network;
    this.#parameters = network.parameters.map(({ tensor }) => tensor);
    const { healthEvery: every } = config;
    this.#monitor = every === 0 ? null : new HealthMonitor({ classes: vocabSize, every, keep: 1 });
    this.#batch = batch;
  }

  /** Steps taken so far: the number of the next one. */
  get stepsTaken(): number {
    return this.#step;
  }

  /** The loss of the last step; NaN before the first. */
  get loss(): number {
    return this.#loss;
  }

  /** Whether nothing is left to do: all steps are taken, or the loss is not finite. */
  get isDone(): boolean {
    return this.#step >= this.config.steps || this.#divergence !== null;
  }

  /** Why training ended early; null where it did not. */
  get divergence(): Divergence | null {
    return this.#divergence;
  }

  /** What was noted down so far. */
  get log(): Log {
    return { losses: this.#losses, health: this.#health, last: this.#last };
  }

  /** The newest look of the health rules with all that was measured; null before the first. */
  get look(): HealthReport | null {
    return this.#monitor?.history.at(-1) ?? null;
  }

  /**
   * Draws a batch, takes its loss and its gradients, and moves every parameter. A loss that is not finite moves nothing and
   * ends the training.
   * @returns the loss of the batch before the update, in nats
   */
  step(): number {
    return this.inWorkspace(() => this.#takeStep());
  }

  /** Runs a function whose tensors are overwritten by the next one, or by the next step: it returns what is to stay as numbers. */
  inWorkspace<T>(run: () => T): T {
    return this.#workspace.step(run);
  }

  /** Gives the memory of the kernels back; the network must not be used any more. */
  close(): void {
    this.#workspace.close();
  }

  #takeStep(): number {
    const { config, network } = this;
    const step = this.#step;
    const isLast = step === config.steps - 1;
    const isHealthStep = this.#monitor?.isDue(step) ?? false;
    const trace: ActivationTrace[] | null = isLast || isHealthStep ? [] : null;
    const learningRate = rateAt(config.lr, step);

    this.#batch.draw(this.generator);
    const logits = forward(network, this.#batch.X, true, trace);
    const loss = crossEntropy(logits, this.#batch.Y);
    this.#loss = loss.item();
    const isFinite = Number.isFinite(this.#loss);
    if (isFinite) {
      for (const { output } of trace ?? []) output.retainGrad();
      loss.backward();
    }
    const look = { loss: this.#loss, learningRate, logits, targets: this.#batch.Y, trace: trace ?? [] };
    const observe = () => observationOf(network, config, look);
    if (!isFinite) {
      this.#monitor?.look(step, observe());
      this.#divergence = divergence('batch', { step, loss: this.#loss, learningRate });
      return this.#loss;
    }
    const report = this.#monitor?.observe(step, observe) ?? null;
    if (report !== null) this.#health.push({ step, findings: report.findings });
    sgdStep(this.#parameters, learningRate);

    if (isLast || step % config.logEvery === 0) this.#losses.push({ step, loss: this.#loss });
    if (isLast) {
      this.#last = {
        layers: layerStatistics(trace ?? [], config.activation),
        weights: weightStatistics(network.parameters, learningRate),
      };
    }
    // The gradients' storage belongs to the step.
    for (const parameter of this.#parameters) parameter.grad = null;
    this.#step++;
    return this.#loss;
  }

  /** Goes on from what an earlier run had noted down; parameters, buffers and generator are set from outside. */
  resumeAt(step: number, { losses, health, last }: Log): void {
    this.#step = step;
    this.#losses = [...losses];
    this.#health = [...health];
    this.#last = last;
  }
}
