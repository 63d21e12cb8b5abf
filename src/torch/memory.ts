/** Where the storage of new arrays comes from: JavaScript's heap, or a workspace while a step of training runs in it. */

/** Makes a float32 array of a length; its contents are anything. */
export type Allocator = (length: number) => Float32Array;

let current: Allocator | null = null;

/** A new float32 array whose contents are anything: for operations that write all of it. */
export function allocate(length: number): Float32Array {
  return current === null ? new Float32Array(length) : current(length);
}

/** A new float32 array of zeros. */
export function allocateZeros(length: number): Float32Array {
  return current === null ? new Float32Array(length) : current(length).fill(0);
}

/** Runs a function with arrays from another place; the one before is back afterwards, even when it throws. */
export function allocateFrom<T>(allocator: Allocator, run: () => T): T {
  const before = current;
  current = allocator;
  try {
    return run();
  } finally {
    current = before;
  }
}
