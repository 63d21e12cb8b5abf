/** Growing and bounds-checked views on bytes: the alphabet of the protocol between judge and guest. Little-endian. */

/** The bytes do not say what the protocol says they must. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Collects the bytes of one message. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #length = 0;
  readonly #maxBytes: number;

  /** @param maxBytes the length at which writing throws a WireError */
  constructor(maxBytes = Number.MAX_SAFE_INTEGER) {
    this.#bytes = new Uint8Array(256);
    this.#view = new DataView(this.#bytes.buffer);
    this.#maxBytes = maxBytes;
  }

  /** How many bytes were written so far. */
  get length(): number {
    return this.#length;
  }

  u8(value: number): void {
    const start = this.#reserve(1);
    this.#view.setUint8(start, value);
  }

  u32(value: number): void {
    const start = this.#reserve(4);
    this.#view.setUint32(start, value, true);
  }

  f64(value: number): void {
    const start = this.#reserve(8);
    this.#view.setFloat64(start, value, true);
  }

  /** Text as UTF-8, with its length in bytes before it. */
  text(value: string): void {
    const encoded = utf8.encode(value);
    this.u32(encoded.length);
    this.raw(encoded);
  }

  raw(bytes: Uint8Array): void {
    const start = this.#reserve(bytes.length);
    this.#bytes.set(bytes, start);
  }

  /** Float32 values as they lie in memory, without their count. */
  float32(values: Float32Array): void {
    this.raw(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** Float64 values as they lie in memory, without their count. */
  float64(values: Float64Array): void {
    this.raw(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** Forgets what was written after the given length. */
  rewind(length: number): void {
    this.#length = length;
  }

  /** What was written; a view, valid until the next write. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Makes room. May replace bytes and view: look at them only afterwards. */
  #reserve(size: number): number {
    const start = this.#length;
    const end = start + size;
    if (end > this.#maxBytes) throw new WireError(`a message longer than ${this.#maxBytes} bytes`);
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = end;
    return start;
  }
}

/** Reads the bytes of one message and throws a WireError, never anything else, where they end too soon. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes not read yet. */
  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** A count of things of at least `itemBytes` bytes each: more than can follow is an error before anything is allocated. */
  count(itemBytes: number): number {
    const count = this.u32();
    if (count * itemBytes > this.remaining)
      throw new WireError(`${count} items announced, ${this.remaining} bytes left`);
    return count;
  }

  text(): string {
    const length = this.count(1);
    const start = this.#take(length);
    try {
      return strictUtf8.decode(this.#bytes.subarray(start, start + length));
    } catch {
      throw new WireError('text that is not UTF-8');
    }
  }

  float32(count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#copy(4 * count));
  }

  float64(count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#copy(8 * count));
  }

  /** Throws unless every byte was read. */
  end(): void {
    if (this.remaining > 0) throw new WireError(`${this.remaining} bytes after the end of the message`);
  }

  #copy(size: number): ArrayBuffer {
    const start = this.#take(size);
    const copy = new Uint8Array(size);
    copy.set(this.#bytes.subarray(start, start + size));
    return copy.buffer;
  }

  #take(size: number): number {
    const start = this.#position;
    if (size > this.#bytes.length - start) throw new WireError(`a message that ends ${size} bytes too soon`);
    this.#position = start + size;
    return start;
  }
}

// Made once: the guest hides these globals from student code after this module has loaded.
const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
