/** What student code threw, told to the judge: as far as it can be read, since a thrown object may itself throw. */
import { NotImplementedError } from '../../torch/index.js';
import { type ByteWriter } from '../wire/bytes.js';
import { missingThings, reply } from '../wire/codes.js';
import { describeOpaque } from './describe.js';
import { formatLine } from './format.js';
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
  // First of all, since even instanceof may throw on what student code throws.
  if (!isErrorLike(thrown)) writeThrown(writer, thrown, file);
  else if (thrown instanceof Missing) writeMissing(writer, thrown);
  else if (thrown instanceof NotImplementedError) {
    writer.u8(reply.notImplemented);
    writer.text(textOf(thrown, 'exercise').slice(0, 100));
  } else if (thrown instanceof LoadFailure) {
    writer.u8(reply.unloadable);
    writer.text(thrown.message.slice(0, 1_000));
    writeFrames(writer, thrown.frames.length > 0 ? thrown.frames : framesIn(file, thrown));
  } else writeThrown(writer, thrown, file);
}

function writeMissing(writer: ByteWriter, { what, thing }: Missing): void {
  writer.u8(reply.missing);
  writer.u8(missingThings.indexOf(what));
  writer.text(thing.slice(0, 100));
}

function writeThrown(writer: ByteWriter, thrown: unknown, file: string): void {
  const isError = isErrorLike(thrown);
  writer.u8(reply.threw);
  writer.text(
    (isError
      ? textOf(thrown, 'name') || 'Error'
      : typeof thrown === 'object'
        ? 'an object'
        : `a ${typeof thrown}`
    ).slice(0, 100),
  );
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
  switch (typeof value) {
    case 'string':
      return value;
    case 'object':
    case 'function':
      return describeOpaque(value);
    default:
      return formatLine([value]);
  }
}
