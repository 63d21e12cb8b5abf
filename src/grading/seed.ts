import { createHmac } from 'node:crypto';

/** What a course's random inputs are derived from. Locally a public constant; a teacher's key is secret and never printed. */
export interface CourseKey {
  /** A public name for it, recorded with every result. */
  readonly id: string;
  readonly secret: string;
}

/** The key of `npm test`: the same inputs for everybody, on every machine, on every day. */
export const PUBLIC_KEY: CourseKey = { id: 'public', secret: 'stepzero' };

/** The student's name where there is only one student: at home. */
export const LOCAL_STUDENT = 'local';

/**
 * The seed of one check's inputs: the first 32 bits of HMAC-SHA-256(key, student, check). Uniform in 0..2^32 - 1, the same
 * on every machine, and not to be predicted without the key.
 */
export function deriveSeed(key: CourseKey, student: string, checkId: string): number {
  return createHmac('sha256', key.secret)
    .update(JSON.stringify([student, checkId]))
    .digest()
    .readUInt32BE(0);
}
