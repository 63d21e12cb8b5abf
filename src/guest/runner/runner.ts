/**
 * The program of a guest process: it holds the student's files and answers the judge's questions, one at a time, until the pipe
 * closes. `tools/build.js` bundles it with '#torch' into dist/guest/runner.cjs.
 *
 * Arguments: the limits on a reply in bytes and in items, and on printed characters.
 */
import * as torch from '../../torch/index.js';
import { defaultGenerator } from '../../torch/generator.js';
import { kernelsInUse } from '../../torch/kernels.js';
import { ByteReader, ByteWriter } from '../wire/bytes.js';
import { reply, request } from '../wire/codes.js';
import { writeFailure } from './failures.js';
import { readLive } from './live-arguments.js';
import { type ReplyLimits, writeLive } from './live-values.js';
import { call, construct, exportedValue, fixtureLayers, follow, invoke, write } from './operations.js';
import { Pipe } from './pipe.js';
import { Printer, studentConsole } from './print.js';
import { read } from './property.js';
import { hideGlobals, RealmWatch, restoreStackTraces } from './realm.js';
import { StudentFile, torchModule } from './student-file.js';

const REQUESTS = 3;

class Runner {
  readonly #pipe: Pipe;
  readonly #printer: Printer;
  readonly #limits: ReplyLimits;
  readonly #realm: RealmWatch;
  readonly #files = new Map<string, StudentFile>();
  readonly #kept = new Map<number, unknown>();
  readonly #freshGenerator = defaultGenerator.getState();
  #current: StudentFile | undefined;

  constructor(pipe: Pipe, printer: Printer, limits: ReplyLimits) {
    this.#pipe = pipe;
    this.#printer = printer;
    this.#limits = limits;
    // Started while there is a WebAssembly to start them with.
    kernelsInUse();
    hideGlobals(studentConsole(printer));
    restoreStackTraces();
    this.#realm = new RealmWatch([torchModule, ...Object.values(torch).filter((value) => typeof value === 'function')]);
  }

  /** Answers until the judge closes the pipe. */
  serve(): void {
    this.#reply(0, (writer) => writer.u8(reply.ready));
    for (let bytes = this.#pipe.read(); bytes !== null; bytes = this.#pipe.read()) {
      const reader = new ByteReader(bytes);
      const number = reader.u32();
      const code = reader.u8();
      const name = reader.text();
      if (code === request.begin) this.#begin(number, name, reader);
      else this.#answer(number, code, name, reader);
    }
  }

  #begin(number: number, file: string, reader: ByteReader): void {
    const isClean = this.#realm.isClean;
    this.#kept.clear();
    this.#printer.reset();
    defaultGenerator.setState(this.#freshGenerator);
    this.#readLive(reader);
    const [code] = this.#readAll(reader);
    if (typeof code === 'string') this.#files.set(file, new StudentFile(file, code));
    this.#current = this.#files.get(file);
    this.#current?.reset();
    this.#reply(number, (writer) => {
      writer.u8(reply.began);
      writer.u8(isClean ? 1 : 0);
    });
  }

  #answer(number: number, code: number, name: string, reader: ByteReader): void {
    const writer = new ByteWriter(this.#limits.replyBytes);
    writer.u32(number);
    try {
      restoreStackTraces();
      const result = this.#perform(code, name, this.#readLive(reader), this.#readAll(reader));
      this.#kept.set(number, result);
      writer.u8(reply.answer);
      writeLive(writer, result, this.#limits);
    } catch (thrown) {
      restoreStackTraces();
      writer.rewind(4);
      writeFailure(writer, thrown, this.#current?.file ?? '');
    }
    this.#printer.flush();
    this.#pipe.write(writer.finish());
  }

  #perform(code: number, name: string, target: unknown, args: readonly unknown[]): unknown {
    switch (code) {
      case request.call:
        return call(this.#exports, name, args);
      case request.construct:
        return construct(this.#exports, name, args);
      case request.invoke:
        return invoke(target, name, args);
      case request.read:
        return read(target, name);
      case request.write:
        write(target, name, args[0]);
        return undefined;
      case request.hold:
        return args[0];
      case request.fixtureLayers:
        return fixtureLayers(args);
      case request.exported:
        return exportedValue(this.#exports, name);
      case request.exportNames:
        return Object.keys(this.#exports);
      default:
        throw new RangeError(`guest: there is no operation ${code}`);
    }
  }

  get #exports(): object {
    return this.#current?.exports ?? {};
  }

  #readLive(reader: ByteReader): unknown {
    return readLive(reader, (id, path) => follow(this.#kept.get(id), path));
  }

  #readAll(reader: ByteReader): unknown[] {
    return Array.from({ length: reader.count(1) }, () => this.#readLive(reader));
  }

  #reply(number: number, body: (writer: ByteWriter) => void): void {
    const writer = new ByteWriter();
    writer.u32(number);
    body(writer);
    this.#pipe.write(writer.finish());
  }
}

const [replyBytes = 0, replyItems = 0, outputCharacters = 0] = process.argv.slice(2).map(Number);
const pipe = new Pipe(REQUESTS);
new Runner(pipe, new Printer(pipe, outputCharacters), { replyBytes, replyItems }).serve();
