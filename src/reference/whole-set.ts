/** Loss and statistics of a network over a whole data set, on any backend. */
import { checkTargets } from './cross-entropy.js';
import { type Contexts, checkContexts } from './embedding.js';
import { distinctContexts, type WeightedExamples } from './distinct-contexts.js';
import type { KernelBackend } from './gpu/backend-name.js';
import { Engine } from './gpu/engine.js';
import { type WholeSet, WholeSetPlan } from './gpu/whole-set.js';
import type { Network } from './network.js';

/** A data set on a backend, for networks of one shape. Close it when done: it holds threads and memory. */
export interface OpenSet {
  run(network: Network): Promise<WholeSet>;
  close(): Promise<void>;
}

/**
 * Prepares a data set for networks of one shape.
 *
 * @param network - of the shape to come
 * @param weighing - how examples become rows: `distinctContexts` where not given
 * @throws RangeError for contexts or targets that do not fit the network
 */
export function openSet(
  backend: KernelBackend,
  network: Network,
  X: Contexts,
  Y: readonly number[],
  weighing: (X: Contexts, Y: readonly number[], vocabSize: number) => WeightedExamples = distinctContexts,
): OpenSet {
  const vocabSize = network.layers.at(-1)?.weight.cols ?? 0;
  checkContexts(network.embedding, X);
  checkTargets({ rows: X.length, cols: vocabSize }, Y);
  const engine = new Engine(backend);
  const plan = new WholeSetPlan(engine, network, weighing(X, Y, vocabSize));
  return {
    run: (each) => plan.run(each),
    close: async () => {
      await plan.destroy();
      await engine.destroy();
    },
  };
}
