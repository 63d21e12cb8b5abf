/** Why a process ended that nobody ended, in words for the student. */
import type { GuestLimits } from './limits.js';

/**
 * Reads the exit code, the signal and the engine's last words.
 * @param stderr what it wrote there
 */
export function crashReason(code: number | null, signal: string | null, stderr: string, limits: GuestLimits): string {
  if (/heap limit|out of memory|bad_alloc|Cannot allocate memory/i.test(stderr)) {
    return `it ran out of memory (${limits.heapMb} MB for objects)`;
  }
  if (signal === 'SIGXCPU' || signal === 'SIGKILL') {
    return `the system ended it (${signal}), as it does after ${limits.cpuSeconds} s of processor time or when memory runs out`;
  }
  return signal === null ? `it exited with code ${String(code)}` : `it was ended by ${signal}`;
}
