/**
 * The program that turns a student's TypeScript into JavaScript, in a process of its own: text that was made to break a
 * parser breaks nothing else. It never runs what it reads. Bundled into dist/guest/transpiler.cjs.
 */
import { Pipe } from '../runner/pipe.js';
import { ByteReader, ByteWriter } from '../wire/bytes.js';
import { transpiled } from '../wire/codes.js';
import { transpileTypeScript } from './typescript.js';

const CHANNEL = 3;

function answer(bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes);
  const number = reader.u32();
  const result = transpileTypeScript(reader.text(), reader.text());
  const writer = new ByteWriter();
  writer.u32(number);
  if (!result.isOk) {
    writer.u8(transpiled.refused);
    writer.text(result.message.slice(0, 500));
    writer.u32(result.line);
    writer.u32(result.column);
    return writer.finish();
  }
  writer.u8(transpiled.code);
  writer.text(result.code);
  writer.u32(result.segments.length);
  for (const { line, codeColumn, sourceColumn } of result.segments) {
    writer.u32(line);
    writer.u32(codeColumn);
    writer.u32(sourceColumn);
  }
  return writer.finish();
}

const pipe = new Pipe(CHANNEL);
pipe.write(Uint8Array.of(0));
for (let bytes = pipe.read(); bytes !== null; bytes = pipe.read()) pipe.write(answer(bytes));
