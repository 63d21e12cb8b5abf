/** `--backend` and STEPZERO_BACKEND: read once, before anything is graded. */
import type { Options } from 'yargs';
import { backendNames, readBackendName } from '../reference/gpu/backend-name.js';
import { reference } from '../reference/reference.js';
import { messageOf, UsageError } from './errors.js';

/** `--backend`, for yargs. */
export const backendOption = {
  type: 'string',
  describe: `What the reference computes on: ${backendNames.join(', ')} [default: STEPZERO_BACKEND, or chosen by the work]`,
} as const satisfies Options;

/**
 * Forces what the user asked for, where that is something.
 *
 * @param asked - the value of `--backend`, which goes before STEPZERO_BACKEND
 * @throws UsageError for an unknown word, and for a backend that this machine does not have: nothing has been graded then
 */
export async function useBackend(asked?: string): Promise<void> {
  try {
    const byOption = readBackendName(asked, '--backend');
    reference.use(byOption ?? readBackendName(process.env['STEPZERO_BACKEND'], 'STEPZERO_BACKEND'));
    await reference.prepare();
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}
