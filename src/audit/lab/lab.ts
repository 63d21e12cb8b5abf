/** Where claims get their numbers: each network is drawn or trained once, whatever the number of claims about it. */
import type { Examples } from '../../dataset/examples.js';
import { type LayerOfStack, measureStack, type Stack } from './depth.js';
import { measureStarts, type StartFigures, type StartName } from './starts.js';
import { measureRuns, type RunFigures, type RunName } from './training.js';

/** Called now and then while something takes long, with how far it is; what it returns is waited for. */
export type Turn = (step: number, of: number) => Promise<void>;

/** Measures on the names in use. */
export class Lab {
  readonly examples: Examples;
  readonly #turn: Turn;
  readonly #starts = new Map<StartName, Promise<readonly StartFigures[]>>();
  readonly #stacks = new Map<string, Promise<readonly LayerOfStack[]>>();
  readonly #runs = new Map<RunName, Promise<readonly RunFigures[]>>();

  constructor(examples: Examples, turn: Turn) {
    this.examples = examples;
    this.#turn = turn;
  }

  /** One of the tutorial's networks before training, for every seed. */
  starts(name: StartName): Promise<readonly StartFigures[]> {
    return once(this.#starts, name, () => measureStarts(name, this.examples));
  }

  /** One of the tutorial's networks over a thousand steps, for every training seed. */
  runs(name: RunName): Promise<readonly RunFigures[]> {
    return once(this.#runs, name, () => measureRuns(name, this.examples, this.#turn));
  }

  /** A stack of layers on normal inputs. */
  stack(stack: Stack): Promise<readonly LayerOfStack[]> {
    return once(this.#stacks, JSON.stringify(stack), () => measureStack(stack));
  }
}

function once<K, V>(made: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
