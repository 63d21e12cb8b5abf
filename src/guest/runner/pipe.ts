/**
 * The runner's end of the pipe, synchronous on purpose: while student code runs there is no event loop that it could reach,
 * and between requests none of Node's streams exists that it could hook.
 */
import { readSync, writeSync } from 'node:fs';

/** Frames in and out of one descriptor. */
export class Pipe {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Waits for a frame; null when the judge has gone. */
  read(): Uint8Array | null {
    const header = this.#readFully(4);
    if (!header) return null;
    return this.#readFully(new DataView(header.buffer).getUint32(0, true));
  }

  /** Writes a frame. */
  write(message: Uint8Array): void {
    const frame = new Uint8Array(4 + message.length);
    new DataView(frame.buffer).setUint32(0, message.length, true);
    frame.set(message, 4);
    let written = 0;
    while (written < frame.length) {
      const count = retried(() => writeSync(this.#descriptor, frame, written, frame.length - written, null));
      if (count === 0) throw new Error('guest: the judge has gone');
      written += count;
    }
  }

  #readFully(size: number): Uint8Array<ArrayBuffer> | null {
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const count = retried(() => readSync(this.#descriptor, bytes, filled, size - filled, null));
      if (count === 0) return null;
      filled += count;
    }
    return bytes;
  }
}

/** Repeats what would block; Windows reports the end of a pipe as an error. */
function retried(operation: () => number): number {
  for (;;) {
    try {
      return operation();
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EAGAIN') sleep();
      else if (code === 'EOF' || code === 'EPIPE' || code === 'ECONNRESET') return 0;
      else throw error;
    }
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

// A millisecond of sleep without a timer; taken before the realm hides Atomics and SharedArrayBuffer.
const clock = new Int32Array(new SharedArrayBuffer(4));
const wait = Atomics.wait.bind(Atomics);
function sleep(): void {
  wait(clock, 0, 0, 1);
}
