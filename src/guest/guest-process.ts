/** One guest process from its start to its end: questions in, frames out, and exactly one reason when it is over. */
import { type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { type Fault, SubjectFault } from './contract/fault.js';
import { CHANNEL, launch, type LaunchOptions } from './launch.js';
import { trackUntilEnd, killGroup } from './living.js';
import { crashReason } from './crash-reason.js';
import type { GuestLimits } from './limits.js';
import { addressSpaceMb } from './platform.js';
import { watchMemory } from './resident-memory.js';
import { WireError } from './wire/bytes.js';
import { frameHeader, FrameSplitter } from './wire/frames.js';
import { printable } from './wire/values.js';

interface Waiting {
  /** Looks at a frame; true when it was the reply. */
  readonly take: (frame: Uint8Array) => boolean;
  readonly reject: (fault: Fault) => void;
}

/** A guest at work. After its end every question is answered with the fault that ended it. */
export class GuestProcess {
  /** Resolves when the process has ended and all that it wrote was read. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #limits: GuestLimits;
  readonly #channel: Socket;
  readonly #splitter: FrameSplitter;
  readonly #stopWatching: () => void;
  #stderr = '';
  #rawBytes = 0;
  #isReady = false;
  #waiting: Waiting | undefined;
  #fault: Fault | undefined;

  private constructor(child: ChildProcess, channel: Socket, limits: GuestLimits) {
    this.#child = child;
    this.#channel = channel;
    this.#limits = limits;
    this.#splitter = new FrameSplitter(limits.replyBytes);
    this.#stopWatching =
      child.pid === undefined || addressSpaceMb() !== undefined
        ? () => undefined
        : watchMemory(child.pid, limits.residentMb, () =>
            this.end({ kind: 'crashed', reason: `it used more than ${limits.residentMb} MB of memory` }),
          );
    this.ended = new Promise((resolve) => {
      child.once('close', (code: number | null, signal: NodeJS.Signals | null) => {
        this.#onClose(code, signal);
        resolve();
      });
      child.once('error', (error) => {
        this.end({ kind: 'error', message: `guest: the process could not be started: ${error.message}` });
        resolve();
      });
    });
    this.#listen();
  }

  /**
   * Starts a guest and waits until it is ready.
   * @throws SubjectFault `error` when it does not start
   */
  static async start(options: LaunchOptions): Promise<GuestProcess> {
    const child = launchOrFault(options);
    trackUntilEnd(child);
    const channel: unknown = child.stdio[CHANNEL];
    if (!(channel instanceof Socket)) throw new SubjectFault({ kind: 'error', message: 'guest: there is no channel' });
    const guest = new GuestProcess(child, channel, options.limits);
    const { bootMs } = options.limits;
    await guest.#wait((frame) => (frame.length > 0 ? true : undefined), bootMs, {
      kind: 'error',
      message: `guest: the process was not ready within ${bootMs / 1000} s`,
    });
    guest.#isReady = true;
    return guest;
  }

  /** Why it ended, or undefined while it runs. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /**
   * Sends a message and waits for its reply.
   * @param read looks at each frame that comes: a result, or undefined to wait for another; a WireError ends the guest
   * @throws SubjectFault with the reason when there is no reply
   */
  ask<T>(message: Uint8Array, read: (frame: Uint8Array) => T | undefined, deadlineMs: number): Promise<T> {
    if (this.#waiting) throw new Error('guest: one question at a time');
    const reply = this.#wait(read, deadlineMs, { kind: 'timeout', deadlineMs });
    this.#channel.write(frameHeader(message.length));
    this.#channel.write(message);
    return reply;
  }

  /** Ends it for the given reason; the first reason stays. */
  end(fault: Fault): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#stopWatching();
    killGroup(this.#child);
    this.#channel.destroy();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(fault);
  }

  #wait<T>(read: (frame: Uint8Array) => T | undefined, deadlineMs: number, late: Fault): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#fault) {
        reject(new SubjectFault(this.#fault));
        return;
      }
      // A judge that was busy for long reads what has arrived before it looks at the clock.
      const timer = setTimeout(() => setImmediate(() => this.#waiting === waiting && this.end(late)), deadlineMs);
      const waiting: Waiting = {
        take: (frame) => {
          const result = read(frame);
          if (result === undefined) return false;
          clearTimeout(timer);
          resolve(result);
          return true;
        },
        reject: (fault) => {
          clearTimeout(timer);
          reject(new SubjectFault(fault));
        },
      };
      this.#waiting = waiting;
    });
  }

  #listen(): void {
    this.#channel.on('data', (chunk: Buffer) => this.#onData(chunk));
    // A pipe that breaks is the end of the process, which is told with its reason.
    this.#channel.on('error', () => undefined);
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#onRaw(chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString('latin1').slice(0, this.#limits.rawOutputBytes);
      this.#onRaw(chunk);
    });
  }

  #onData(chunk: Buffer): void {
    if (this.#fault) return;
    try {
      for (const frame of this.#splitter.push(chunk)) {
        if (!this.#waiting) throw new WireError('a message that nobody asked for');
        if (this.#waiting.take(frame)) this.#waiting = undefined;
      }
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.end({ kind: 'tampered', evidence: printable(error.message).slice(0, 200) });
    }
  }

  #onRaw(chunk: Buffer): void {
    this.#rawBytes += chunk.length;
    if (this.#rawBytes <= this.#limits.rawOutputBytes) return;
    this.end({ kind: 'crashed', reason: `it flooded its output with more than ${this.#limits.rawOutputBytes} bytes` });
  }

  #onClose(code: number | null, signal: NodeJS.Signals | null): void {
    const reason = crashReason(code, signal, this.#stderr, this.#limits);
    this.end(
      this.#isReady
        ? { kind: 'crashed', reason }
        : { kind: 'error', message: `guest: the process did not start: ${reason}` },
    );
  }
}

function launchOrFault(options: LaunchOptions): ChildProcess {
  try {
    return launch(options);
  } catch (error) {
    throw new SubjectFault({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
  }
}
