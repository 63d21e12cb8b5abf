/** What student code threw, told to the judge: as far as it can be read, since a thrown object may itself throw. */
import { NotImplementedError } from '../../torch/index.js';
import { type ByteWriter } from '../wire/bytes.js';
import { missingThings, reply } from '../wire/codes.js';
import { describeOpaque } from './describe.js';
import { type CodeFrame, framesIn } from './stack.js';
import { LoadFailure } from './student-file.js';

/** An export or a method that is not there. */
export class Missing extends Error {
  override readonly name = 'Missing';
  readonly what: (typeof missingThings)[number];
  readonly thing: string;

  constructor(what: (typeof missingThings)[number], thing: string) {
    super(`there is no ${what} ${thing}`);
    this.what = what;
    this.thing = thing;
  }
}

/** Writes the code and the body of the reply that says what was thrown. */
export function writeFailure(writer: ByteWriter, thrown: unknown, file: string): void {
  if (thrown instanceof Missing) {
    writer.u8(reply.missing);
    writer.u8(missingThings.indexOf(thrown.what));
    return writer.text(thrown.thing.slice(0, 100));
  }
  if (thrown instanceof NotImplementedError) {
    writer.u8(reply.notImplemented);
    return writer.text(textOf(thrown, 'exercise').slice(0, 100));
  }
  if (thrown instanceof LoadFailure) {
    writer.u8(reply.unloadable);
    writer.text(thrown.message.slice(0, 1_000));
    return writeFrames(writer, thrown.frames.length > 0 ? thrown.frames : framesIn(file, thrown));
  }
  writer.u8(reply.threw);
  const isError = isErrorLike(thrown);
  writer.text((isError ? textOf(thrown, 'name') || 'Error' : `a ${typeof thrown}`).slice(0, 100));
  writer.text((isError ? textOf(thrown, 'message') : asText(thrown)).slice(0, 1_000));
  writeFrames(writer, framesIn(file, thrown));
}

function writeFrames(writer: ByteWriter, frames: readonly CodeFrame[]): void {
  writer.u32(frames.length);
  for (const { line, column, functionName } of frames) {
    writer.u32(line);
    writer.u32(column);
    writer.text(functionName);
  }
}

function isErrorLike(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}

function textOf(object: object, property: string): string {
  try {
    return asText(Reflect.get(object, property));
  } catch {
    return '';
  }
}

function asText(value: unknown): string {
  return typeof value === 'object' || typeof value === 'function' ? describeOpaque(value) : String(value);
}
