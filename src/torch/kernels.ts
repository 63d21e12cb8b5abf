/** Which code does the heavy work of `#torch`: the WebAssembly SIMD kernels, or the plain TypeScript that they are checked against. */
import { Engine } from './simd/engine.js';

/** `webasm`: SIMD kernels. `cpu`: plain TypeScript. */
export type KernelName = 'webasm' | 'cpu';

let engine: Engine | null = null;
/** Why there is no engine, where it was tried and failed. */
let refusal: string | null = null;
let isOff = false;

function start(): Engine | null {
  if (engine !== null || refusal !== null) return engine;
  try {
    engine = new Engine();
  } catch (error) {
    refusal = error instanceof Error ? error.message : String(error);
  }
  return engine;
}

/**
 * Chooses. Without a call WebAssembly is used where this machine has it.
 * @throws Error when `webasm` is asked for and this machine has none
 */
export function useKernels(name: KernelName): void {
  if (name === 'webasm' && start() === null) {
    throw new Error(`kernels: expected WebAssembly SIMD, this machine has none (${refusal ?? 'unknown'}); use cpu`);
  }
  isOff = name === 'cpu';
}

/** What is in use now. */
export function kernelsInUse(): KernelName {
  return activeEngine() === null ? 'cpu' : 'webasm';
}

/** The engine, or null where plain TypeScript is to be used. */
export function activeEngine(): Engine | null {
  return isOff ? null : start();
}
