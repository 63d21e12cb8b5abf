/** `--backend` and STEPZERO_BACKEND for training: which kernels compute the operations of #torch. */
import { type KernelName, kernelsInUse, useKernels } from '../../torch/kernels.js';
import { messageOf, UsageError } from '../errors.js';

const kernelNames: readonly KernelName[] = ['webasm', 'cpu'];

/** What they are called in a sentence. */
export const kernelTitles: Readonly<Record<KernelName, string>> = {
  webasm: 'WebAssembly SIMD',
  cpu: 'plain TypeScript',
};

/**
 * Chooses what computes, once, before the first step.
 * @param asked the value of `--backend`, which goes before STEPZERO_BACKEND
 * @throws UsageError for anything that training does not compute on, or that this machine has not
 */
export function chooseKernels(asked: string | undefined): KernelName {
  const environment = process.env['STEPZERO_BACKEND'];
  if (asked !== undefined) use(readKernelName(asked, '--backend'), '--backend');
  else if (environment !== undefined && environment !== '') {
    use(readKernelName(environment, 'STEPZERO_BACKEND'), 'STEPZERO_BACKEND');
  }
  return kernelsInUse();
}

/** The kernels of a name. @throws UsageError for another word */
export function readKernelName(text: string, source: string): KernelName {
  const name = kernelNames.find((each) => each === text);
  if (name !== undefined) return name;
  const why = text === 'webgpu' || text === 'float64' ? ", which is one of the graders' reference" : '';
  throw new UsageError(
    `${source}: expected webasm or cpu for training, got "${text}"${why}; leave it out to let stepzero choose`,
  );
}

/** Makes them those in use. @throws UsageError where this machine has none */
export function use(name: KernelName, source: string): void {
  try {
    useKernels(name);
  } catch (error) {
    throw new UsageError(`${source}: ${messageOf(error)}`);
  }
}
