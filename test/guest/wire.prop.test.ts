import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Argument, TensorValue, type Value } from '../../src/guest/contract/value.js';
import { defaultLimits } from '../../src/guest/limits.js';
import { readLive } from '../../src/guest/runner/live-arguments.js';
import { writeLive } from '../../src/guest/runner/live-values.js';
import { writeArgument } from '../../src/guest/wire/arguments.js';
import { ByteReader, ByteWriter, WireError } from '../../src/guest/wire/bytes.js';
import { frameHeader, FrameSplitter } from '../../src/guest/wire/frames.js';
import { decodeReply } from '../../src/guest/wire/messages.js';
import { readValue } from '../../src/guest/wire/values.js';

const options = { seed: 20_240_501, numRuns: 300 };
const limits = { replyBytes: 1 << 20, replyItems: 1 << 16 };

/** The next number of an endless stream. */
function numberFrom(stream: Iterator<number>): number {
  const next = stream.next();
  return next.done === true ? 0 : next.value;
}

const tensor = fc
  .tuple(fc.array(fc.nat(4), { maxLength: 4 }), fc.boolean(), fc.boolean(), fc.infiniteStream(fc.float()))
  .map(([shape, requiresGrad, hasGrad, stream]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const draw = (): Float32Array => Float32Array.from({ length: size }, () => numberFrom(stream));
    return new TensorValue(shape, draw(), { requiresGrad, grad: hasGrad ? draw() : null });
  });

const { argument } = fc.letrec<{ argument: Argument }>((tie) => ({
  argument: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(undefined, null, true, false, -0, Number.NaN, Infinity),
    fc.double(),
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.double()),
    tensor,
    fc.array(tie('argument'), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie('argument'), { maxKeys: 5 }),
  ),
}));

/** To the guest and back, as a check's call and its reply go. */
function roundTrip(value: Argument): Value {
  const request = new ByteWriter();
  writeArgument(request, value);
  const live = readLive(new ByteReader(request.finish()), () => undefined);
  const reply = new ByteWriter(limits.replyBytes);
  writeLive(reply, live, limits);
  const reader = new ByteReader(reply.finish());
  const back = readValue(reader, limits.replyItems);
  reader.end();
  return back;
}

/** A value as text in which -0, NaN and the like are told apart. */
function text(value: Argument | Value): string {
  if (value instanceof TensorValue)
    return `T${text([...value.shape])}${text([...value.data])}${value.requiresGrad}${text(value.grad && [...value.grad])}`;
  if (Array.isArray(value)) return `[${value.map((item: Argument | Value) => text(item)).join()}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, item]: [string, Argument | Value]) => `${JSON.stringify(key)}:${text(item)}`)
      .join()}}`;
  }
  return Object.is(value, -0) ? '-0' : typeof value === 'string' ? JSON.stringify(value) : String(value);
}

describe('what goes to the guest and comes back', () => {
  test('is what it was', () => {
    fc.assert(
      fc.property(argument, (value) => {
        expect(text(roundTrip(value))).toBe(text(value));
      }),
      options,
    );
  });
});

describe('bytes from a hostile guest', () => {
  /** Anything but a WireError fails the property. */
  function survives(bytes: Uint8Array): void {
    try {
      decodeReply(bytes, 7, '1.4.ts', defaultLimits);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
    }
  }

  test('give a reply or a WireError, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => survives(bytes)),
      { ...options, numRuns: 2_000 },
    );
  });

  test('also when they start like a reply, and when a true reply is damaged', () => {
    fc.assert(
      fc.property(argument, fc.nat(), fc.nat(255), fc.nat(), (value, at, byte, cut) => {
        const writer = new ByteWriter();
        writer.u32(7);
        writer.u8(3);
        writeArgument(writer, value);
        const bytes = writer.finish().slice();
        survives(bytes.subarray(0, cut % (bytes.length + 1)));
        bytes[5 + (at % Math.max(1, bytes.length - 5))] = byte;
        survives(bytes);
      }),
      { ...options, numRuns: 1_000 },
    );
  });

  test('are cut into the same frames however they arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }),
        (messages, sizes) => {
          const stream = Buffer.concat(messages.flatMap((message) => [frameHeader(message.length), message]));
          const splitter = new FrameSplitter(100);
          const frames: Uint8Array[] = [];
          for (let start = 0, i = 0; start < stream.length; i++) {
            const end = start + (sizes[i % sizes.length] ?? 1);
            frames.push(...splitter.push(stream.subarray(start, end)));
            start = end;
          }
          expect(frames.map((frame) => Buffer.from(frame).toString('hex'))).toEqual(
            messages.map((message) => Buffer.from(message).toString('hex')),
          );
        },
      ),
      options,
    );
  });
});
