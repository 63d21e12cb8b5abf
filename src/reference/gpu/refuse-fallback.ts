/** gpu.js falls back to another backend with a warning at most; the reference refuses such a result. */
import type { BackendName } from './backend-name.js';

/**
 * Does nothing when the backend that ran is the one that was asked for.
 *
 * @throws Error naming both and gpu.js's reason
 */
export function refuseFallback(asked: BackendName, ran: string | null, reason: string | null | undefined): void {
  if (ran === asked) return;
  throw new Error(
    `reference: expected the kernel to run on ${asked}, it ran on ${ran ?? 'no backend at all'}: ${reason ?? 'gpu.js gives no reason'}. ` +
      'Choose another backend with STEPZERO_BACKEND',
  );
}
