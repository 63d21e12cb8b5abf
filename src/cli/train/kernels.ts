/** `--backend` and STEPZERO_BACKEND for training: what computes the operations of #torch. */
import { UsageError } from '../errors.js';

/** What can compute them. */
const kernelNames = ['cpu'] as const;

/** The name of what computes. */
export type KernelName = (typeof kernelNames)[number];

/**
 * Chooses what computes, once, before the first step.
 * @param asked the value of `--backend`, which goes before STEPZERO_BACKEND
 * @throws UsageError for anything that training does not compute on
 */
export function chooseKernels(asked: string | undefined): KernelName {
  const fromEnvironment = process.env['STEPZERO_BACKEND'];
  const [source, text] = asked === undefined ? ['STEPZERO_BACKEND', fromEnvironment] : ['--backend', asked];
  if (text === undefined || (text === '' && asked === undefined)) return 'cpu';
  const name = kernelNames.find((each) => each === text);
  if (name !== undefined) return name;
  throw new UsageError(
    `${source}: expected ${kernelNames.join(' or ')} for training, got "${text}"; webgpu and float64 are the graders' reference, leave it out to let stepzero choose`,
  );
}
