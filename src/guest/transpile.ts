/** The judge's side of transpiling: one long-lived process for any number of files, started anew when one kills it. */
import { type Fault, SubjectFault } from './contract/fault.js';
import { GuestProcess } from './guest-process.js';
import { defaultLimits, type GuestLimits } from './limits.js';
import { SourcePositions } from './source-positions.js';
import { ByteReader, ByteWriter, WireError } from './wire/bytes.js';
import { transpiled } from './wire/codes.js';
import { printable } from './wire/values.js';

/** A file that the runner can evaluate, or why not. */
export type Transpiled =
  | { readonly isOk: true; readonly code: string; readonly positions: SourcePositions }
  | { readonly isOk: false; readonly fault: Fault };

/** Transpiles the files of submissions, one at a time. May be shared by several sessions. */
export class Transpiler {
  readonly #limits: GuestLimits;
  #process: Promise<GuestProcess> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #number = 0;

  private constructor(limits: GuestLimits) {
    this.#limits = limits;
    this.#process = this.#start();
  }

  /** Starts the process without waiting for it. */
  static open(limits: Partial<GuestLimits> = {}): Transpiler {
    return new Transpiler({ ...defaultLimits, ...limits });
  }

  /** Transpiles one file. Text that cannot be transpiled is an answer (`unloadable`), not an error. */
  transpile(path: string, source: string): Promise<Transpiled> {
    const bytes = Buffer.byteLength(source);
    if (bytes > this.#limits.fileBytes) {
      const message = `${baseName(path)} has ${bytes} bytes: an exercise has at most ${this.#limits.fileBytes}`;
      return Promise.resolve({ isOk: false, fault: { kind: 'unloadable', message, frames: [] } });
    }
    const result = this.#last.then(() => this.#ask(path, source));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Ends the process. */
  async close(): Promise<void> {
    const process = await this.#process?.catch(() => undefined);
    process?.end({ kind: 'error', message: 'guest: the transpiler is closed' });
    await process?.ended;
  }

  async #ask(path: string, source: string): Promise<Transpiled> {
    try {
      const number = ++this.#number;
      const message = new ByteWriter();
      message.u32(number);
      message.text(path);
      message.text(source);
      const process = await this.#running();
      return await process.ask(message.finish(), (frame) => readReply(frame, number, path), this.#limits.transpileMs);
    } catch (error) {
      if (!(error instanceof SubjectFault)) throw error;
      return { isOk: false, fault: asUnloadable(error.fault, path) };
    }
  }

  async #running(): Promise<GuestProcess> {
    const process = await this.#process?.catch(() => undefined);
    if (process && !process.fault) return process;
    this.#process = this.#start();
    return this.#process;
  }

  #start(): Promise<GuestProcess> {
    const started = GuestProcess.start({ program: 'transpiler', args: [], limits: this.#limits });
    // Whoever asks next is told; nobody may.
    started.catch(() => undefined);
    return started;
  }
}

/** What the text did to the transpiler is a fact about the text; what the machine did is not. */
function asUnloadable(fault: Fault, path: string): Fault {
  switch (fault.kind) {
    case 'timeout':
      return unloadable(path, `it takes more than ${fault.deadlineMs / 1000} s to parse`, 1, 1);
    case 'crashed':
      return unloadable(path, `it cannot be parsed: ${fault.reason}`, 1, 1);
    default:
      return fault;
  }
}

function readReply(frame: Uint8Array, number: number, path: string): Transpiled {
  const reader = new ByteReader(frame);
  if (reader.u32() !== number) throw new WireError('a transpiled file that nobody asked for');
  const kind = reader.u8();
  if (kind === transpiled.refused) {
    const message = printable(reader.text());
    return { isOk: false, fault: unloadable(path, message, reader.u32(), reader.u32()) };
  }
  if (kind !== transpiled.code) throw new WireError(`an unknown answer ${kind}`);
  const code = reader.text();
  const positions = new SourcePositions();
  const count = reader.count(12);
  for (let i = 0; i < count; i++) positions.add(reader.u32(), reader.u32(), reader.u32());
  reader.end();
  return { isOk: true, code, positions };
}

function unloadable(path: string, message: string, line: number, column: number): Fault {
  const frames = [{ file: path, line, column, functionName: '(top level)' }];
  return { kind: 'unloadable', message: `${baseName(path)} cannot be read as TypeScript: ${message}`, frames };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
