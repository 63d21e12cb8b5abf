/** Loss and statistics of a whole data set, as one plan of kernels over its distinct contexts. */
import type { WeightedExamples } from '../distinct-contexts.js';
import type { Network } from '../network.js';
import type { Statistics } from '../statistics.js';
import type { Engine } from './engine.js';
import { contextPanel } from './forward.js';
import { type Panel, rowPanel, toPanel } from './panel.js';
import { Plan } from './plan.js';
import { checkLayers, parametersOf, shapeOf } from './whole-set-shape.js';
import { statisticsOfLayer } from './whole-set-statistics.js';
import { recordWholeSet } from './whole-set-steps.js';

/** Figures of one hidden layer over the whole set. */
interface WholeLayer {
  /** Of what enters the activation: after batch norm, where there is one. */
  readonly before: Statistics;
  /** Of what the activation gives. */
  readonly output: Statistics;
}

/** Figures of the whole set. Batch norm takes the whole set for its batch. */
export interface WholeSet {
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** Of every hidden layer, in order. */
  readonly hidden: readonly WholeLayer[];
  /** How gpu.js ran it: 'fused-threaded', 'fused-sync', 'fused-encoder', or 'generic' on cpu. */
  readonly executor: string;
}

/** Sums of fewer weights than this are exact in float32. */
const MOST_EXAMPLES = 2 ** 24;

/** The plan of one network's shape over one data set; the parameters may change from run to run. */
export class WholeSetPlan {
  readonly #plan: Plan;
  readonly #total: number;
  readonly #counts: Float64Array;
  readonly #blockSize: number;
  readonly #hidden: number;
  readonly #fixed: readonly Panel[];
  readonly #shape: string;

  /** @throws RangeError for layers that do not fit each other, no example, or more than float32 can count */
  constructor(engine: Engine, network: Network, examples: WeightedExamples) {
    const { contexts, counts, followers, vocabSize, total } = examples;
    if (total === 0 || total >= MOST_EXAMPLES) {
      throw new RangeError(`wholeSet: expected at least 1 and fewer than ${MOST_EXAMPLES} examples, got ${total}`);
    }
    this.#blockSize = contexts[0]?.length ?? 0;
    checkLayers(network, this.#blockSize);
    this.#total = total;
    this.#counts = counts;
    this.#hidden = network.layers.length - 1;
    this.#shape = shapeOf(network);
    this.#fixed = [
      contextPanel(contexts),
      rowPanel(counts),
      toPanel({ rows: followers.kind === 'next' ? 1 : vocabSize, cols: contexts.length, data: followers.data }),
    ];
    const inputs = this.#fixed.length + parametersOf(network).length;
    this.#plan = new Plan(engine, inputs, (step, handles) => recordWholeSet(step, handles, network, examples));
  }

  /**
   * Runs a network of the plan's shape.
   *
   * @throws RangeError for another shape; Error for a backend that fell back
   */
  async run(network: Network): Promise<WholeSet> {
    checkLayers(network, this.#blockSize);
    if (shapeOf(network) !== this.#shape) {
      throw new RangeError(`wholeSet: expected the plan's network ${this.#shape}, got ${shapeOf(network)}`);
    }
    const results = await this.#plan.run(...this.#fixed, ...parametersOf(network));
    const losses = results.get('loss');
    if (!losses) throw new Error('wholeSet: expected the plan to give the loss of each row, it does not');
    let sum = 0;
    for (const loss of losses.data.subarray(0, losses.cols)) sum += loss;
    const hidden = Array.from({ length: this.#hidden }, (_, layer) =>
      statisticsOfLayer(`layer ${layer}`, this.#counts, results),
    );
    return { loss: sum / this.#total, hidden, executor: this.#plan.executor };
  }

  /** Frees the plan's memory and threads. */
  async destroy(): Promise<void> {
    await this.#plan.destroy();
  }
}
