/** Sessions on the fixtures, for the tests of this folder. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, jest } from '@jest/globals';
import { type Fault, SubjectFault } from '../../src/guest/contract/fault.js';
import { GuestSession, type SessionOptions } from '../../src/guest/session.js';

// Deadlines are short in real time; a busy machine may be slow to get to them.
jest.setTimeout(60_000);

const folder = path.resolve('test/fixtures/guests');

/** A session on files of test/fixtures/guests, by their names without `.ts`. */
export function open(names: readonly string[], options: Partial<SessionOptions> = {}): Promise<GuestSession> {
  const files = names.map((name) => ({
    path: `${name}.ts`,
    source: readFileSync(path.join(folder, `${name}.ts`), 'utf8'),
  }));
  return GuestSession.open({ files, ...options });
}

/** A session whose runner is the hostile program, misbehaving in the given way. */
export function openHostile(how: string, limits: SessionOptions['limits'] = {}): Promise<GuestSession> {
  const program = { path: path.join(folder, 'hostile/protocol.cjs'), args: [how] };
  return open(['empty'], { program, limits });
}

/** Waits for the fault of an operation that must have one. */
export async function faultOf(operation: Promise<unknown>): Promise<Fault> {
  const outcome = await operation.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof SubjectFault) return outcome.error.fault;
  expect(outcome).toBe('a fault');
  throw new Error('unreachable');
}
