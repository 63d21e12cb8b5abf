import { examine, type HealthFinding } from './examine.js';
import { measure, type NetworkFigures } from './figures.js';
import type { Observation } from './observation.js';

/** What one look at a network found. */
export interface HealthReport {
  /** Steps taken before it. */
  readonly step: number;
  /** Empty for a healthy network. */
  readonly findings: readonly HealthFinding[];
  readonly figures: NetworkFigures;
}

/** How often a monitor looks, and at what. */
export interface MonitorOptions {
  /** Number of classes: the vocabulary size. ln(classes) is the loss of equal probabilities. */
  readonly classes: number;
  /** Steps from one look to the next. */
  readonly every: number;
  /** Reports that the history keeps, the newest; all of them where it is not given. */
  readonly keep?: number;
}

/**
 * Applies the health rules to a network every so many steps of a training loop. Call `observe` in each step after
 * `loss.backward()` and before the update:
 *
 *     const monitor = new HealthMonitor({ classes: 27, every: 100 });
 *     const report = monitor.observe(step, () => ({ loss: loss.item(), logits, targets: Y, layers, parameters, learningRate }));
 *
 * Step 0 is judged by the rules at initialization, every later one by the rules in training.
 */
export class HealthMonitor {
  readonly #classes: number;
  readonly #every: number;
  readonly #keep: number;
  readonly #history: HealthReport[] = [];

  /** @throws RangeError for numbers that are not whole, or too small */
  constructor({ classes, every, keep = Infinity }: MonitorOptions) {
    this.#classes = whole('classes', classes, 2);
    this.#every = whole('every', every, 1);
    this.#keep = keep === Infinity ? keep : whole('keep', keep, 1);
  }

  /** The reports so far, oldest first. */
  get history(): readonly HealthReport[] {
    return this.#history;
  }

  /** Whether a step is one that is looked at: 0, every, 2 every … */
  isDue(step: number): boolean {
    return step % this.#every === 0;
  }

  /**
   * Looks at the network, if the step is one that is looked at.
   * @param step steps taken before this one: 0 in the first
   * @param look gives what is to be measured; called only where that is needed
   * @returns what was found; null where it was not looked at
   */
  observe(step: number, look: () => Observation): HealthReport | null {
    return this.isDue(whole('step', step, 0)) ? this.look(step, look()) : null;
  }

  /** Looks at the network in any step, as in one whose loss is not finite. @returns what was found */
  look(step: number, observation: Observation): HealthReport {
    const figures = measure(observation, this.#classes);
    const report = { step, findings: examine(figures, step === 0 ? 'initialization' : 'training'), figures };
    this.#history.push(report);
    if (this.#history.length > this.#keep) this.#history.shift();
    return report;
  }
}

function whole(name: string, value: number, from: number): number {
  if (Number.isSafeInteger(value) && value >= from) return value;
  throw new RangeError(`HealthMonitor: expected ${name} to be a whole number from ${from}, got ${value}`);
}
