/** Why a question to the guest got no answer. Facts only; what they mean for a grade is decided in `grading/`. */

/** A frame of a stack trace that lies in the student's own file. Line and column count from 1. */
export interface StudentFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly functionName: string;
}

export type Fault =
  /** The file is not there, or does not export that name, or the object has no such method. */
  | { readonly kind: 'missing'; readonly what: 'file' | 'export' | 'method'; readonly name: string }
  /** The stub still throws `new NotImplementedError('1.4')`. */
  | { readonly kind: 'not-implemented'; readonly exercise: string }
  /** The file cannot be parsed, or imports something other than '#torch'. */
  | { readonly kind: 'unloadable'; readonly message: string; readonly frames: readonly StudentFrame[] }
  /** Student code threw. */
  | {
      readonly kind: 'threw';
      readonly errorName: string;
      readonly message: string;
      readonly frames: readonly StudentFrame[];
    }
  /** No reply within the deadline; the process group was killed. */
  | { readonly kind: 'timeout'; readonly deadlineMs: number }
  /** The process ended by itself: out of memory, an abort, a flood of its pipes. */
  | { readonly kind: 'crashed'; readonly reason: string }
  /** The reply broke the protocol. `evidence` is short, printable text. */
  | { readonly kind: 'tampered'; readonly evidence: string }
  /** Ours or the machine's (the process could not be started, say): never the student's zero. */
  | { readonly kind: 'error'; readonly message: string };

/** Thrown by every operation of a Subject that has no answer. */
export class SubjectFault extends Error {
  override readonly name = 'SubjectFault';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.kind}: ${JSON.stringify(fault)}`);
    this.fault = fault;
  }
}
