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
 * So, for forward and backward: below the work of a batch of 256 of the lecture's network, float64 TypeScript; above, kernels, on threads
 * where a call has enough to do. What is given as a matrix of the host and read once (a loss of given logits, statistics, a single
 * stage) is float64's at any size: copying it to a device costs as much as the answer. Whole data sets run as one plan of kernels
 * (whole-set.ts), whose intermediates never leave the device. Scatter (the embedding's gradient), histograms and the last stage of
 * every sum stay in plain float64: as kernels they would read everything once for each result.
 *
 * Which backend the kernels run on is choose-backend.ts's to say. Where one is forced (`--backend`, STEPZERO_BACKEND), small work runs on it
 * too, held to float64 (held/held-reference.ts), and every result names all that has computed for it.
 */
import type { Network } from '../network.js';
import type { BackendName } from './backend-name.js';

/** Multiply-adds of a pass from which kernels are worth their calls: those of the lecture's network on a batch of 256. */
const KERNEL_WORK = 256 * (30 * 200 + 200 * 27);

/** Multiply-adds from which a call on threads wins over one without: its 64 us are 10 % of about 0.6 ms. */
const THREAD_WORK = 2 ** 20;

/** Cells below which gpu.js does not use threads. */
const THREAD_CELLS = 4096;

/** Multiply-adds of a forward pass over so many rows: what its layers' weights are worth. A backward pass takes about twice more. */
export function workOf({ layers }: Network, rows: number): number {
  return rows * layers.reduce((sum, { weight }) => sum + weight.rows * weight.cols, 0);
}

/** Whether work of so many multiply-adds runs in float64 TypeScript, whatever the backend for large work is. */
export function isSmall(work: number): boolean {
  return work < KERNEL_WORK;
}

/** Whether a kernel of so many cells, each of so much work, is split over threads. Only webasm has them. */
export function isWorthThreads(backend: BackendName, cells: number, work: number): boolean {
  return backend === 'webasm' && cells >= THREAD_CELLS && cells * work >= THREAD_WORK;
}
