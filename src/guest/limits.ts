/** How much of the machine a guest may use. Each limit has a default that honest exercises never come near. */

/** The limits of a guest. */
export interface GuestLimits {
  /** Wall-clock time of one operation, in ms. */
  readonly callMs: number;
  /** Wall-clock time of all operations of one check together, in ms; the judge's own time does not count. */
  readonly checkMs: number;
  /** Time a fresh process has until it says that it is ready, in ms. */
  readonly bootMs: number;
  /** Time to transpile one file, in ms. */
  readonly transpileMs: number;
  /** Memory for JavaScript objects, in MB. */
  readonly heapMb: number;
  /** Memory for everything: objects, typed arrays, the engine itself, in MB of resident memory, where it must be polled. */
  readonly residentMb: number;
  /** Processor time of one process, in s: also the end of a process whose judge died. */
  readonly cpuSeconds: number;
  /** One reply, in bytes. */
  readonly replyBytes: number;
  /** Numbers, strings and objects of one reply together. */
  readonly replyItems: number;
  /** What a student's code prints between two takes of it, in characters; the rest is counted and dropped. */
  readonly outputCharacters: number;
  /** Bytes on the raw stdout and stderr, which student code cannot reach; beyond it the process is killed. */
  readonly rawOutputBytes: number;
  /** One exercise file, in bytes. */
  readonly fileBytes: number;
  /** All files of one submission, in bytes. */
  readonly submissionBytes: number;
}

/** The limits in force unless a session asks for others. */
export const defaultLimits: GuestLimits = {
  callMs: 5_000,
  checkMs: 20_000,
  bootMs: 15_000,
  transpileMs: 5_000,
  heapMb: 256,
  residentMb: 700,
  cpuSeconds: 60,
  replyBytes: 32 * 1024 * 1024,
  replyItems: 4_000_000,
  outputCharacters: 10_000,
  rawOutputBytes: 64 * 1024,
  fileBytes: 64 * 1024,
  submissionBytes: 512 * 1024,
};
