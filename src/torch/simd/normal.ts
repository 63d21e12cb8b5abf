/** Normal numbers on the kernels. */
import { activeEngine } from '../kernels.js';

/** As much as is copied in at a time: it stays in the cache. */
const CHUNK = 16_384;

/**
 * Turns blocks of 16 uniform numbers in [0, 1) into normal ones in place, as `generator.ts` does it in plain TypeScript.
 * @returns false where plain TypeScript is to do the work: nothing was changed
 */
export function normalBlocks(data: Float32Array, blocks: number, mean: number, std: number): boolean {
  const engine = activeEngine();
  if (engine?.begin(CHUNK, 1) !== true) return false;
  for (let start = 0; start < 16 * blocks; start += CHUNK) {
    const count = Math.min(CHUNK, 16 * blocks - start);
    const chunk = data.subarray(start, start + count);
    engine.begin(CHUNK, 1);
    const place = engine.read(chunk);
    engine.kernels.normal(place, count / 16, mean, std);
    engine.settle(chunk, place);
  }
  return true;
}
