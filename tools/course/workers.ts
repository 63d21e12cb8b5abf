/** Work spread over threads, each with its share and posting what it finds. */
import { Worker } from 'node:worker_threads';

/**
 * Runs one worker a share until all have ended.
 *
 * @param program - beside this file: "seed-worker.js"
 * @param receive - given every message; what it throws ends the whole
 * @throws Error when a worker fails
 */
export async function inWorkers(
  program: string,
  shares: readonly object[],
  receive: (message: unknown) => void,
): Promise<void> {
  await Promise.all(shares.map((share) => work(program, share, receive)));
}

function work(program: string, share: object, receive: (message: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(program, import.meta.url), { workerData: share });
    worker.on('message', (message: unknown) => {
      try {
        receive(message);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program}: ended with ${code}`))));
  });
}
