/** The reference that graders use: float64 for small work, the chosen backend for large, each made when first needed. */
import { refuseDisagreement } from './agree.js';
import { float64 } from './float64.js';
import { type BackendName, readBackendName } from './gpu/backend-name.js';
import { chooseBackend } from './gpu/choose-backend.js';
import { Engine } from './gpu/engine.js';
import { gpuReference } from './gpu/gpu-reference.js';
import { isSmall } from './gpu/policy.js';
import type { Matrix } from './matrix.js';
import type { Reference } from './contract.js';

/**
 * A reference that follows the policy (gpu/policy.ts). A grade never rests on float32 rounding where float64 is as fast: work
 * below the crossover gives float64 numbers whatever is forced, and a forced backend must agree with them.
 */
export class ChosenReference implements Reference {
  #forced: BackendName | null | undefined;
  #large: Promise<Reference> | undefined;
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
    this.#large = undefined;
  }

  forward(...[network, X]: Parameters<Reference['forward']>): ReturnType<Reference['forward']> {
    return this.#run(X.length, (on) => on.forward(network, X));
  }

  loss(...[logits, Y]: Parameters<Reference['loss']>): Promise<number> {
    return this.#run(logits.rows, (on) => on.loss(logits, Y));
  }

  backward(...[network, X, Y]: Parameters<Reference['backward']>): ReturnType<Reference['backward']> {
    return this.#run(X.length, (on) => on.backward(network, X, Y));
  }

  /** On a matrix of the host, one pass in float64 is faster than copying it to a device, at any size. */
  statistics(...[values, threshold]: Parameters<Reference['statistics']>): ReturnType<Reference['statistics']> {
    return this.#run(0, (on) => on.statistics(values, threshold));
  }

  // Single stages, of matrices of the host: copying them to a device and back costs more than the stage.

  embed(...[C, X]: Parameters<Reference['embed']>): Promise<Matrix> {
    return this.#run(0, (on) => on.embed(C, X));
  }

  linear(...[x, weight, bias]: Parameters<Reference['linear']>): Promise<Matrix> {
    return this.#run(0, (on) => on.linear(x, weight, bias));
  }

  linearBackward(
    ...[x, weight, gradient]: Parameters<Reference['linearBackward']>
  ): ReturnType<Reference['linearBackward']> {
    return this.#run(0, (on) => on.linearBackward(x, weight, gradient));
  }

  batchNorm(...[x, rule]: Parameters<Reference['batchNorm']>): ReturnType<Reference['batchNorm']> {
    return this.#run(0, (on) => on.batchNorm(x, rule));
  }

  batchNormBackward(
    ...[x, rule, gradient]: Parameters<Reference['batchNormBackward']>
  ): ReturnType<Reference['batchNormBackward']> {
    return this.#run(0, (on) => on.batchNormBackward(x, rule, gradient));
  }

  activate(...[activation, x]: Parameters<Reference['activate']>): Promise<Matrix> {
    return this.#run(0, (on) => on.activate(activation, x));
  }

  lossBackward(...[logits, Y]: Parameters<Reference['lossBackward']>): Promise<Matrix> {
    return this.#run(0, (on) => on.lossBackward(logits, Y));
  }

  async #run<T>(rows: number, compute: (on: Reference) => Promise<T>): Promise<T> {
    const forced = this.forced;
    if (forced === 'float64') return compute(float64);
    if (!isSmall(rows)) return compute(await this.#backend());
    const answer = await compute(float64);
    if (forced !== null) {
      const backend = await this.#backend();
      refuseDisagreement(forced, await compute(backend), answer);
    }
    return answer;
  }

  async #backend(): Promise<Reference> {
    this.#large ??= this.#open();
    const backend = await this.#large;
    this.#used.add(backend.backend);
    return backend;
  }

  async #open(): Promise<Reference> {
    return referenceOn((await chooseBackend(this.forced)).backend);
  }
}

/** A reference that computes everything on one backend, whatever its size: for tests and measurements. */
export function referenceOn(backend: BackendName): Reference {
  return backend === 'float64' ? float64 : gpuReference(new Engine(backend));
}
