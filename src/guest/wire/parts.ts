/** The parts of values that both sides write alike. */
import { type ByteWriter } from './bytes.js';
import { tag, tensorFlag } from './tags.js';

/** A value without parts. */
export type Primitive = undefined | null | boolean | number | string;

/** What there is to write of a tensor; data and gradient fill the shape. */
export interface TensorParts {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly requiresGrad: boolean;
  readonly grad: Float32Array | null;
}

/** Whether a value is written by `writePrimitive`. */
export function isPrimitive(value: unknown): value is Primitive {
  return value === null || ['undefined', 'boolean', 'number', 'string'].includes(typeof value);
}

/** Writes a value without parts. */
export function writePrimitive(writer: ByteWriter, value: Primitive): void {
  if (value === undefined) writer.u8(tag.undefined);
  else if (value === null) writer.u8(tag.null);
  else if (typeof value === 'boolean') writer.u8(value ? tag.true : tag.false);
  else if (typeof value === 'number') {
    writer.u8(tag.number);
    writer.f64(value);
  } else {
    writer.u8(tag.text);
    writer.text(value);
  }
}

/** Writes an array of numbers alone, at eight bytes each. Element by element: an iterator could be a student's own. */
export function writeNumbers(writer: ByteWriter, list: readonly number[]): void {
  const numbers = new Float64Array(list.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = list[i] ?? 0;
  writer.u8(tag.numbers);
  writer.u32(numbers.length);
  writer.float64(numbers);
}

/** Writes a tensor. */
export function writeTensor(writer: ByteWriter, { shape, data, requiresGrad, grad }: TensorParts): void {
  writer.u8(tag.tensor);
  writer.u8((requiresGrad ? tensorFlag.requiresGrad : 0) | (grad ? tensorFlag.hasGrad : 0));
  writer.u8(shape.length);
  for (const length of shape) writer.u32(length);
  writer.float32(data);
  if (grad) writer.float32(grad);
}
