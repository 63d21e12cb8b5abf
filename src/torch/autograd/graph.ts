import { TensorError } from '../errors.js';
import type { Floats, Result } from '../ndarray.js';

/** Counts in-place changes to one storage; a tensor and its views share it. */
export interface Version {
  count: number;
}

/** The end of the graph: a parameter, which keeps its gradient. */
export interface Leaf {
  /** Adds a gradient to the parameter's. `isOwned`: nobody else holds the array, so it may be kept. */
  readonly accumulate: (grad: Floats, isOwned: boolean) => void;
}

/** A value that the derivative is computed from, and its version when it was used. */
interface SavedValue {
  readonly version: Version;
  readonly countThen: number;
  readonly what: string;
}

/** One recorded operation: where its inputs came from, and its derivative until that is used up. */
export class GraphNode {
  readonly operation: string;
  readonly edges: readonly (GraphNode | Leaf | null)[];
  readonly saved: readonly SavedValue[];
  /** Called with the gradient of this operation's output, for `retainGrad`. */
  retain: ((grad: Floats) => void) | null = null;
  #backward: Result['backward'] | null;

  constructor(
    operation: string,
    edges: readonly (GraphNode | Leaf | null)[],
    saved: readonly SavedValue[],
    backward: Result['backward'],
  ) {
    this.operation = operation;
    this.edges = edges;
    this.saved = saved;
    this.#backward = backward;
  }

  /** The derivative. @throws TensorError when it was freed, or a value that it needs was overwritten */
  derivative(): Result['backward'] {
    if (this.#backward === null) {
      throw new TensorError(
        `backward: the graph was freed by an earlier backward() (at ${this.operation}); run the forward pass again, or pass { retainGraph: true } the first time`,
      );
    }
    for (const { version, countThen, what } of this.saved) {
      if (version.count !== countThen) {
        throw new TensorError(
          `backward: ${what} of ${this.operation} was changed in place after it was used; its gradient needs the old values, so change a clone() instead`,
        );
      }
    }
    return this.#backward;
  }

  /** Lets go of the derivative and of every array that it kept. */
  free(): void {
    this.#backward = null;
  }
}

/**
 * The reverse pass: walks the graph from its result to its leaves, each operation after all that used its output, and adds
 * the gradients up. Nothing is changed when an operation of the graph cannot be differentiated.
 */
export function runBackward(root: GraphNode, seed: Floats, retainGraph: boolean): void {
  const order = topologicalOrder(root);
  for (const node of order) node.derivative();
  const pending = new Map<GraphNode, { grad: Floats; isOwned: boolean }>([[root, { grad: seed, isOwned: false }]]);
  for (const node of order) {
    const arrived = pending.get(node);
    if (arrived === undefined) continue;
    pending.delete(node);
    node.retain?.(arrived.grad);
    const needs = node.edges.map((edge) => edge !== null);
    const grads = node.derivative()(arrived.grad, needs);
    if (!retainGraph) node.free();
    node.edges.forEach((edge, i) => {
      const grad = grads[i];
      if (edge === null || grad === null || grad === undefined) return;
      const isOwned = grad !== arrived.grad;
      if (!(edge instanceof GraphNode)) {
        edge.accumulate(grad, isOwned);
        return;
      }
      const before = pending.get(edge);
      if (before === undefined) pending.set(edge, { grad, isOwned });
      else if (before.isOwned) addInto(before.grad, grad);
      else {
        const total = before.grad.slice();
        addInto(total, grad);
        pending.set(edge, { grad: total, isOwned: true });
      }
    });
  }
}

/** target += grad. */
export function addInto(target: Floats, grad: Floats): void {
  for (let i = 0; i < target.length; i++) target[i]! += grad[i]!;
}

/** Every node below `root`, each before the nodes it leads to. Iterative: a recurrent network's graph is deep. */
function topologicalOrder(root: GraphNode): GraphNode[] {
  const finished: GraphNode[] = [];
  const seen = new Set<GraphNode>([root]);
  const stack = [{ node: root, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const edge = top.node.edges[top.next++];
    if (edge === undefined) {
      finished.push(top.node);
      stack.pop();
    } else if (edge instanceof GraphNode && !seen.has(edge)) {
      seen.add(edge);
      stack.push({ node: edge, next: 0 });
    }
  }
  return finished.reverse();
}
