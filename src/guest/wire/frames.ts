/** Frames on a pipe: four bytes of length, then that many bytes. */
import { WireError } from './bytes.js';

/** The four bytes that go before a message of the given length. */
export function frameHeader(length: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(4);
  new DataView(header.buffer).setUint32(0, length, true);
  return header;
}

/** Cuts an untrusted stream of chunks into frames; holds back at most one frame's bytes. */
export class FrameSplitter {
  readonly #maxBytes: number;
  #chunks: Uint8Array[] = [];
  #held = 0;

  /** @param maxBytes the longest frame that is accepted */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Takes a chunk and returns the frames that it completes.
   * @throws WireError when a frame announces more than the limit
   */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    const frames: Uint8Array[] = [];
    for (let length = this.#announced(); length !== undefined && this.#held >= 4 + length; length = this.#announced()) {
      frames.push(this.#take(4 + length).subarray(4));
    }
    return frames;
  }

  #announced(): number | undefined {
    if (this.#held < 4) return undefined;
    if ((this.#chunks[0]?.length ?? 0) < 4) this.#join();
    const first = this.#chunks[0];
    if (!first) return undefined;
    const length = new DataView(first.buffer, first.byteOffset, first.byteLength).getUint32(0, true);
    if (length > this.#maxBytes) throw new WireError(`a frame of ${length} bytes, where ${this.#maxBytes} are allowed`);
    return length;
  }

  #take(size: number): Uint8Array {
    if ((this.#chunks[0]?.length ?? 0) < size) this.#join();
    const first = this.#chunks.shift() ?? new Uint8Array(0);
    if (first.length > size) this.#chunks.unshift(first.subarray(size));
    this.#held -= size;
    return first.subarray(0, size);
  }

  #join(): void {
    this.#chunks = [Buffer.concat(this.#chunks)];
  }
}
