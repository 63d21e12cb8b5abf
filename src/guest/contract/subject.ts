import type { Argument, Handle, Value } from './value.js';

/** A reply by value, and a handle on the live thing, which the guest keeps until the end of the check. */
export interface Answer {
  readonly value: Value;
  readonly handle: Handle;
}

/** A layer made by the runner for a check that needs one which is not the student's. */
export interface FixtureLayer {
  /** Its `constructor.name`. */
  readonly className: string;
  /** The activations of its last forward pass (a tensor or a handle on one), or null before the first. */
  readonly out: Argument;
  readonly parameters: readonly Argument[];
}

/**
 * One exercise file of a submission, at work in its guest process, for the duration of one check: module state, handles and
 * the global generator are fresh at the start of every check, so a check replayed alone answers as it did in the full run.
 * Every operation rejects with a SubjectFault when it has no answer.
 */
export interface Subject {
  /** Calls an exported function. */
  call(exportName: string, ...args: readonly Argument[]): Promise<Answer>;
  /** `new` on an exported class. */
  construct(className: string, ...args: readonly Argument[]): Promise<Answer>;
  /** Calls a method of a kept object: a layer's forward, a loss tensor's backward. */
  invoke(target: Handle, method: string, ...args: readonly Argument[]): Promise<Answer>;
  /** Reads a property of a kept object, as it is now. */
  read(target: Handle, property: string): Promise<Answer>;
  /** Sets a property of a kept object. */
  write(target: Handle, property: string, value: Argument): Promise<void>;
  /** Puts a value of the judge's into the guest and keeps it: a generator for two calls, a tensor whose grad is read later. */
  hold(value: Argument): Promise<Answer>;
  /** The runner's own layers (not the student's), each `{ out, forward(x), parameters() }` with the given class name. */
  fixtureLayers(layers: readonly FixtureLayer[]): Promise<Answer>;
}

/** A file whose exports are looked up one by one, as that of a network which is no exercise. */
export interface ModuleSubject extends Subject {
  /** What the file exports under a name, whatever it is. */
  exported(name: string): Promise<Answer>;
  /** The names of everything that it exports. */
  exportNames(): Promise<Answer>;
}
