/** Long work in short slices, with a turn of the event loop after each: so that signals arrive and the bar moves. */

const SLICE_MS = 30;

/**
 * Calls `work` until it says that it is done, or until it is to stop.
 * @param work a small piece of it; true where nothing is left
 * @param afterSlice called after each slice; true to stop
 * @returns whether it is done
 */
export async function inSlices(work: () => boolean, afterSlice: () => boolean): Promise<boolean> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    let isDone = false;
    while (!isDone && performance.now() < end) isDone = work();
    if (isDone) return true;
    await new Promise((resolve) => setImmediate(resolve));
    if (afterSlice()) return false;
  }
}
