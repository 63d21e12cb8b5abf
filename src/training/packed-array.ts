/** Typed arrays as base64 of their little-endian bytes, on whatever machine. */

type Packed = Float32Array | Uint32Array;

const WIDTH = 4;

/** The bytes of an array, little-endian, in base64. */
export function writeArray(data: Packed): string {
  const bytes = Buffer.alloc(data.length * WIDTH);
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length);
  words.forEach((word, index) => bytes.writeUInt32LE(word, index * WIDTH));
  return bytes.toString('base64');
}

/** Fills an array from such a text; false, and nothing done, where the text has not as many numbers. */
export function readArray(text: string, data: Packed): boolean {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== data.length * WIDTH) return false;
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length);
  for (let index = 0; index < words.length; index++) words[index] = bytes.readUInt32LE(index * WIDTH);
  return true;
}
