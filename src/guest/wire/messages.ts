/** The judge's side of whole messages: requests to bytes, hostile bytes to replies. */
import type { Fault, StudentFrame } from '../contract/fault.js';
import type { Argument, Handle, Value } from '../contract/value.js';
import type { GuestLimits } from '../limits.js';
import { writeArgument } from './arguments.js';
import { ByteReader, ByteWriter, WireError } from './bytes.js';
import { missingThings, reply, type RequestCode } from './codes.js';
import { printable, readValue } from './values.js';

const MAX_FRAMES = 20;
const MAX_NAME = 200;
const MAX_MESSAGE = 2_000;

/** One question to the runner. */
export interface Request {
  readonly code: RequestCode;
  readonly name: string;
  readonly target?: Handle | undefined;
  readonly args: readonly Argument[];
}

/** What a frame from the runner says. The file of every student frame is the one that is being checked. */
export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'printed'; readonly text: string; readonly omitted: number }
  | { readonly kind: 'began'; readonly isClean: boolean }
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The bytes of a request; its number is also the number under which the guest keeps the result. */
export function encodeRequest(number: number, { code, name, target, args }: Request): Uint8Array {
  const writer = new ByteWriter();
  writer.u32(number);
  writer.u8(code);
  writer.text(name);
  writeArgument(writer, target);
  writer.u32(args.length);
  for (const argument of args) writeArgument(writer, argument);
  return writer.finish();
}

/**
 * Reads a frame from the runner.
 * @param expected the number of the request that waits for a reply, or 0
 * @throws WireError when it is not a whole reply to that request
 */
export function decodeReply(bytes: Uint8Array, expected: number, file: string, limits: GuestLimits): Reply {
  const reader = new ByteReader(bytes);
  const number = reader.u32();
  const code = reader.u8();
  const isFree = code === reply.printed || code === reply.ready;
  if (number !== (isFree ? 0 : expected)) {
    throw new WireError(`a reply numbered ${number}, where ${isFree ? 0 : expected} was expected`);
  }
  const body = readBody(reader, code, file, limits);
  reader.end();
  return body;
}

function readBody(reader: ByteReader, code: number, file: string, limits: GuestLimits): Reply {
  switch (code) {
    case reply.ready:
      return { kind: 'ready' };
    case reply.printed:
      return { kind: 'printed', text: reader.text(), omitted: reader.u32() };
    case reply.began:
      return { kind: 'began', isClean: reader.u8() === 1 };
    case reply.answer:
      return { kind: 'answer', value: readValue(reader, limits.replyItems) };
    case reply.missing: {
      const what = missingThings[reader.u8()];
      if (what === undefined) throw new WireError('an unknown thing that is missing');
      return { kind: 'fault', fault: { kind: 'missing', what, name: shortText(reader, MAX_NAME) } };
    }
    case reply.notImplemented:
      return { kind: 'fault', fault: { kind: 'not-implemented', exercise: shortText(reader, MAX_NAME) } };
    case reply.unloadable: {
      const message = shortText(reader, MAX_MESSAGE);
      return { kind: 'fault', fault: { kind: 'unloadable', message, frames: readFrames(reader, file) } };
    }
    case reply.threw: {
      const errorName = shortText(reader, MAX_NAME);
      const message = shortText(reader, MAX_MESSAGE);
      return { kind: 'fault', fault: { kind: 'threw', errorName, message, frames: readFrames(reader, file) } };
    }
    default:
      throw new WireError(`a reply with the unknown code ${code}`);
  }
}

function readFrames(reader: ByteReader, file: string): StudentFrame[] {
  const count = reader.count(12);
  if (count > MAX_FRAMES) throw new WireError(`a stack of ${count} frames`);
  const frames: StudentFrame[] = [];
  for (let i = 0; i < count; i++) {
    const line = reader.u32();
    const column = reader.u32();
    frames.push({ file, line, column, functionName: shortText(reader, MAX_NAME) });
  }
  return frames;
}

function shortText(reader: ByteReader, maxLength: number): string {
  const text = reader.text();
  if (text.length > maxLength)
    throw new WireError(`a text of ${text.length} characters, where ${maxLength} are allowed`);
  return text.split('\n').map(printable).join('\n');
}
