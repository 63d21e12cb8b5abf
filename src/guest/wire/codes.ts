/** What a message is: the byte after its number. */

/** From the judge to the runner. Every request is: number, code, name, target, arguments. */
export const request = {
  /** A new check of the file `name`; the argument is its code, or undefined where the process has it. */
  begin: 0,
  call: 1,
  construct: 2,
  invoke: 3,
  read: 4,
  write: 5,
  hold: 6,
  fixtureLayers: 7,
  /** What the file exports as `name`. */
  exported: 8,
  /** The names of everything that the file exports. */
  exportNames: 9,
} as const;

/** A request's code. */
export type RequestCode = (typeof request)[keyof typeof request];

/** From the runner to the judge. Every reply is: number of its request, code, and what the code says. */
export const reply = {
  /** Number 0, once, before any student code: the process is up. */
  ready: 0,
  /** Number 0, between a request and its reply: text that student code printed, and how many characters it left out. */
  printed: 1,
  /** The check has begun; one byte: 1 unless earlier student code changed the realm. */
  began: 2,
  /** A value. */
  answer: 3,
  /** What is missing (an index into `missingThings`) and its name. */
  missing: 4,
  /** The exercise. */
  notImplemented: 5,
  /** Message, frames. */
  unloadable: 6,
  /** Name of the error, message, frames. */
  threw: 7,
} as const;

/** What a file or an object can lack, in the order of their numbers on the wire. */
export const missingThings = ['file', 'export', 'method'] as const;

/** From the transpiler: code and map, or message and place. */
export const transpiled = { code: 0, refused: 1 } as const;
