/** The reference that graders use: float64 for small work, the chosen backend for large, each made when first needed. */
import type { Reference } from './contract.js';
import { float64 } from './float64.js';
import { type BackendName, readBackendName } from './gpu/backend-name.js';
import { chooseBackend } from './gpu/choose-backend.js';
import { Engine } from './gpu/engine.js';
import { gpuReference } from './gpu/gpu-reference.js';
import { isSmall, workOf } from './gpu/policy.js';
import { heldReference } from './held/held-reference.js';
import type { Matrix } from './matrix.js';

/** Work on a matrix of the host that is read once: small at any size, see policy.ts. */
const READ_ONCE = 0;

/**
 * A reference that follows the policy (gpu/policy.ts). A grade never rests on float32 rounding where float64 is as fast: small work
 * gives float64 numbers whatever is forced. A forced backend computes that work as well, and is refused where it does not agree
 * to within the rounding of float32.
 */
export class ChosenReference implements Reference {
  #forced: BackendName | null | undefined;
  #kernels: Promise<Reference> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #used = new Set<string>(['float64']);

  /** Everything that has computed so far, for the record of a result: "float64", "float64 + webasm". */
  get backend(): string {
    return [...this.#used].join(' + ');
  }

  /** What is asked for by `use` or STEPZERO_BACKEND; null where nothing is. */
  get forced(): BackendName | null {
    if (this.#forced === undefined) this.use(readBackendName(process.env['STEPZERO_BACKEND'], 'STEPZERO_BACKEND'));
    return this.#forced ?? null;
  }

  /** Forces a backend, before anything is computed; null lets the policy choose. */
  use(backend: BackendName | null): void {
    this.#forced = backend;
    this.#kernels = undefined;
  }

  /**
   * Makes sure that a forced backend is there, before anything is graded.
   *
   * @throws Error saying why it is not
   */
  async prepare(): Promise<void> {
    if (this.forced !== null) await this.#open();
  }

  forward(...[network, X]: Parameters<Reference['forward']>): ReturnType<Reference['forward']> {
    return this.#run(workOf(network, X.length), (on) => on.forward(network, X));
  }

  loss(...[logits, Y]: Parameters<Reference['loss']>): Promise<number> {
    return this.#run(READ_ONCE, (on) => on.loss(logits, Y));
  }

  backward(...[network, X, Y]: Parameters<Reference['backward']>): ReturnType<Reference['backward']> {
    return this.#run(workOf(network, X.length), (on) => on.backward(network, X, Y));
  }

  statistics(...[values, threshold]: Parameters<Reference['statistics']>): ReturnType<Reference['statistics']> {
    return this.#run(READ_ONCE, (on) => on.statistics(values, threshold));
  }

  embed(...[C, X]: Parameters<Reference['embed']>): Promise<Matrix> {
    return this.#run(READ_ONCE, (on) => on.embed(C, X));
  }

  linear(...[x, weight, bias]: Parameters<Reference['linear']>): Promise<Matrix> {
    return this.#run(READ_ONCE, (on) => on.linear(x, weight, bias));
  }

  linearBackward(
    ...[x, weight, gradient]: Parameters<Reference['linearBackward']>
  ): ReturnType<Reference['linearBackward']> {
    return this.#run(READ_ONCE, (on) => on.linearBackward(x, weight, gradient));
  }

  batchNorm(...[x, rule]: Parameters<Reference['batchNorm']>): ReturnType<Reference['batchNorm']> {
    return this.#run(READ_ONCE, (on) => on.batchNorm(x, rule));
  }

  batchNormBackward(
    ...[x, rule, gradient]: Parameters<Reference['batchNormBackward']>
  ): ReturnType<Reference['batchNormBackward']> {
    return this.#run(READ_ONCE, (on) => on.batchNormBackward(x, rule, gradient));
  }

  activate(...[activation, x]: Parameters<Reference['activate']>): Promise<Matrix> {
    return this.#run(READ_ONCE, (on) => on.activate(activation, x));
  }

  lossBackward(...[logits, Y]: Parameters<Reference['lossBackward']>): Promise<Matrix> {
    return this.#run(READ_ONCE, (on) => on.lossBackward(logits, Y));
  }

  #run<T>(work: number, compute: (on: Reference) => Promise<T>): Promise<T> {
    const { forced } = this;
    if (forced === 'float64' || (forced === null && isSmall(work))) return compute(float64);
    return this.#inTurn(async () => {
      const kernels = await this.#open();
      this.#used.add(kernels.backend);
      return compute(isSmall(work) ? heldReference(kernels) : kernels);
    });
  }

  /** One after the other: a compiled kernel has one memory for its results. */
  #inTurn<T>(compute: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(compute);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #open(): Promise<Reference> {
    this.#kernels ??= chooseBackend(this.forced).then(({ backend }) => referenceOn(backend));
    return this.#kernels;
  }
}

/** A reference that computes everything on one backend, whatever its size: for tests and measurements. */
export function referenceOn(backend: BackendName): Reference {
  return backend === 'float64' ? float64 : gpuReference(new Engine(backend));
}
