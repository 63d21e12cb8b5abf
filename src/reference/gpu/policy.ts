/**
 * Which work goes where. Measured with gpu.js 2.24.1 on two cores of a shared AMD EPYC, Node 20, the lecture's network:
 *
 * | work | float64 TypeScript | webasm, one thread | webasm, threads |
 * |-|-|-|-|
 * | a call of a kernel | - | 1.3 us | 64 us |
 * | first call of a kernel (compiling) | - | 0.6 ms | 40-80 ms (starting the workers) |
 * | forward and loss, batch of 32 | 0.2-0.3 ms | 0.3-0.5 ms | 0.6-0.9 ms |
 * | batch of 256 | 1.3 ms | 1.3 ms | 1.3 ms |
 * | batch of 4,096 | 20 ms | 18 ms | 10 ms |
 *
 * So: below a batch of 256, plain typed arrays; above, kernels, on threads where a call has enough to do. Scatter (the
 * embedding's gradient), histograms and the last stage of every sum stay in plain float64: as kernels they would read
 * everything once for each result.
 */
import type { BackendName } from './backend-name.js';

/** Rows of a batch from which kernels are worth their calls. */
const KERNEL_ROWS = 256;

/** Multiply-adds from which a call on threads wins over one without: its 64 us are 10 % of about 0.6 ms. */
const THREAD_WORK = 2 ** 20;

/** Cells below which gpu.js does not use threads. */
const THREAD_CELLS = 4096;

/** Whether a batch runs in float64 TypeScript, whatever the backend for large work is. */
export function isSmall(rows: number): boolean {
  return rows < KERNEL_ROWS;
}

/** Whether a kernel of so many cells, each of so much work, is split over threads. Only webasm has them. */
export function isWorthThreads(backend: BackendName, cells: number, work: number): boolean {
  return backend === 'webasm' && cells >= THREAD_CELLS && cells * work >= THREAD_WORK;
}
