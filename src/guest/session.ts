/** A submission at work: its files, one guest process for all of them, and a fresh one after each that had to be ended. */
import { type Fault, SubjectFault } from './contract/fault.js';
import type { ModuleSubject } from './contract/subject.js';
import type { Value } from './contract/value.js';
import { GuestProcess } from './guest-process.js';
import { describeIsolation, type LaunchOptions } from './launch.js';
import { defaultLimits, type GuestLimits } from './limits.js';
import { Printed } from './printed.js';
import type { SourcePositions } from './source-positions.js';
import { StudentSubject } from './student-subject.js';
import { Transpiler, type Transpiled } from './transpile.js';
import { WireError } from './wire/bytes.js';
import { request } from './wire/codes.js';
import { decodeReply, encodeRequest, type Reply, type Request } from './wire/messages.js';

/** One file of a submission. */
export interface GuestFile {
  /** As the manifest has it: "1-initial-loss/1.4-output-layer.ts". */
  readonly path: string;
  readonly source: string;
}

/** What a session is opened with. */
export interface SessionOptions {
  readonly files: readonly GuestFile[];
  readonly limits?: Partial<GuestLimits>;
  /** A transpiler to share; without one the session has its own. */
  readonly transpiler?: Transpiler;
  /** Another program in place of the runner, for tests of what a hostile one can do. */
  readonly program?: LaunchOptions['program'];
}

/** The state of one check. */
interface Running {
  readonly file: string;
  hasBegun: boolean;
  msLeft: number;
  /** Characters that the runner may still let through: it has its own count, and one that breaks it is not ours. */
  charactersLeft: number;
  /** Once set, the answer to everything: the process that held the state of this check is gone. */
  fault: Fault | undefined;
}

/** A session with the files of one submission. */
export class GuestSession {
  /** In words, what keeps the student's code in. */
  readonly isolation: string;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #limits: GuestLimits;
  readonly #program: LaunchOptions['program'];
  readonly #transpiler: Transpiler;
  readonly #ownsTranspiler: boolean;
  readonly #transpiled = new Map<string, Promise<Transpiled>>();
  readonly #printed: Printed;
  /** Files whose code the present process has. */
  readonly #loaded = new Set<string>();
  #process: Promise<GuestProcess>;
  #current: Running | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #number = 0;
  #isClosed = false;

  private constructor({ files, limits, transpiler, program }: SessionOptions) {
    this.#sources = new Map(files.map(({ path, source }) => [path, source]));
    this.#limits = { ...defaultLimits, ...limits };
    this.#program = program ?? 'runner';
    this.#printed = new Printed(this.#limits.outputCharacters);
    this.isolation = describeIsolation(this.#limits);
    this.#ownsTranspiler = transpiler === undefined;
    this.#transpiler = transpiler ?? Transpiler.open(this.#limits);
    this.#process = this.#start();
  }

  /**
   * Opens a session: a guest process starts, no student code runs yet.
   * @throws RangeError when the files are more than a submission may be
   */
  static open(options: SessionOptions): Promise<GuestSession> {
    const { submissionBytes } = { ...defaultLimits, ...options.limits };
    const bytes = options.files.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
    if (bytes > submissionBytes) {
      const message = `guest: expected a submission of at most ${submissionBytes} bytes, got ${bytes}`;
      return Promise.reject(new RangeError(message));
    }
    return Promise.resolve(new GuestSession(options));
  }

  /**
   * Begins a check of a file: module, handles and the global generator are fresh. The check before it is over.
   *
   * @param atMostMs - the time of all operations together, where it is less than the limit of a check
   */
  beginCheck(file: string, atMostMs = Infinity): ModuleSubject {
    const { checkMs, outputCharacters } = this.#limits;
    const running: Running = {
      file,
      hasBegun: false,
      msLeft: Math.min(checkMs, atMostMs),
      charactersLeft: outputCharacters,
      fault: undefined,
    };
    this.#current = running;
    return new StudentSubject((message) => {
      const answer = this.#last.then(() => this.#perform(running, message));
      this.#last = answer.catch(() => undefined);
      return answer;
    });
  }

  /** What the student's code printed since the last take. */
  takeOutput(): string {
    return this.#printed.take();
  }

  /** Ends the guest, whatever it does. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const process = await this.#process.catch(() => undefined);
    process?.end({ kind: 'error', message: 'guest: the session is closed' });
    await process?.ended;
    if (this.#ownsTranspiler) await this.#transpiler.close();
  }

  async #perform(running: Running, message: Request): Promise<{ value: Value; number: number }> {
    if (this.#isClosed) throw new SubjectFault({ kind: 'error', message: 'guest: the session is closed' });
    if (running !== this.#current) throw new SubjectFault({ kind: 'error', message: 'guest: this check is over' });
    if (running.fault) throw new SubjectFault(running.fault);
    const { code, positions } = await this.#load(running.file);
    try {
      if (!running.hasBegun) await this.#begin(running, code);
      const number = ++this.#number;
      const reply = await this.#ask(running, number, message);
      if (reply.kind === 'answer') return { value: reply.value, number };
      if (reply.kind === 'fault') throw new SubjectFault(inSource(reply.fault, positions));
      throw new Error(`guest: a reply of the kind ${reply.kind} to an operation`);
    } catch (error) {
      const process = await this.#process.catch(() => undefined);
      const isOver = process === undefined || process.fault !== undefined;
      if (isOver && error instanceof SubjectFault) running.fault = error.fault;
      throw error;
    }
  }

  async #load(file: string): Promise<{ code: string; positions: SourcePositions }> {
    const source = this.#sources.get(file);
    if (source === undefined) throw new SubjectFault({ kind: 'missing', what: 'file', name: file });
    const pending = this.#transpiled.get(file) ?? this.#transpiler.transpile(file, source);
    this.#transpiled.set(file, pending);
    const transpiled = await pending;
    if (transpiled.isOk) return transpiled;
    // A fault of the machine's may pass: the next check tries again.
    if (transpiled.fault.kind === 'error') this.#transpiled.delete(file);
    throw new SubjectFault(transpiled.fault);
  }

  /** Tells the process that a check begins; one that earlier student code has changed is replaced. */
  async #begin(running: Running, code: string): Promise<void> {
    for (let attempt = 0; attempt < 2; attempt++) {
      await this.#ensureRunning();
      const argument = this.#loaded.has(running.file) ? undefined : code;
      const reply = await this.#ask(running, ++this.#number, {
        code: request.begin,
        name: running.file,
        args: [argument],
      });
      this.#loaded.add(running.file);
      running.hasBegun = reply.kind === 'began' && reply.isClean;
      if (running.hasBegun) return;
      const process = await this.#process;
      process.end({ kind: 'error', message: 'guest: replaced, since student code had changed built-in objects' });
    }
    throw new SubjectFault({ kind: 'error', message: 'guest: a fresh process is not clean' });
  }

  async #ask(running: Running, number: number, message: Request): Promise<Reply> {
    const process = await this.#process;
    const deadlineMs = Math.max(1, Math.min(this.#limits.callMs, running.msLeft));
    const started = performance.now();
    const isBegin = message.code === request.begin;
    try {
      const read = (frame: Uint8Array): Reply | undefined => {
        const reply = decodeReply(frame, number, running.file, this.#limits);
        if (reply.kind === 'printed') {
          this.#print(running, reply.text, reply.omitted);
          return undefined;
        }
        const isExpected = isBegin ? reply.kind === 'began' : reply.kind === 'answer' || reply.kind === 'fault';
        if (!isExpected) throw new WireError(`"${reply.kind}" in reply to ${isBegin ? 'a beginning' : 'a question'}`);
        return reply;
      };
      return await process.ask(encodeRequest(number, message), read, deadlineMs);
    } catch (error) {
      throw error instanceof SubjectFault ? new SubjectFault(this.#wholeDeadline(error.fault)) : error;
    } finally {
      running.msLeft -= performance.now() - started;
    }
  }

  #print(running: Running, text: string, omitted: number): void {
    running.charactersLeft -= text.length;
    if (running.charactersLeft < 0) throw new WireError('more printed text than a runner sends');
    this.#printed.add(text, omitted);
  }

  /** A check that used up its time in many calls timed out at the check's deadline, not at what was left of it. */
  #wholeDeadline(fault: Fault): Fault {
    const isCheck = fault.kind === 'timeout' && fault.deadlineMs < this.#limits.callMs;
    return isCheck ? { kind: 'timeout', deadlineMs: this.#limits.checkMs } : fault;
  }

  async #ensureRunning(): Promise<void> {
    const process = await this.#process.catch(() => undefined);
    if (process && !process.fault) return;
    this.#loaded.clear();
    this.#process = this.#start();
    await this.#process;
  }

  #start(): Promise<GuestProcess> {
    const { replyBytes, replyItems, outputCharacters } = this.#limits;
    const args = [replyBytes, replyItems, outputCharacters].map(String);
    const started = GuestProcess.start({ program: this.#program, args, limits: this.#limits });
    // Whoever asks next is told; nobody may.
    started.catch(() => undefined);
    return started;
  }
}

function inSource(fault: Fault, positions: SourcePositions): Fault {
  if (fault.kind !== 'threw' && fault.kind !== 'unloadable') return fault;
  return { ...fault, frames: fault.frames.map((frame) => positions.toSource(frame)) };
}
