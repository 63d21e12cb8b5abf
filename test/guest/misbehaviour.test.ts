import { afterEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import type { GuestSession } from '../../src/guest/session.js';
import { faultOf, open, openHostile } from './open.js';

let session: GuestSession | undefined;

afterEach(async () => {
  await session?.close();
  session = undefined;
  // Closed means gone: no process of ours is left, whatever it was doing.
  expect(guestsOfThisProcess()).toEqual([]);
});

/** Children of this process that are not already dead, as `ps` has them. */
function guestsOfThisProcess(): string[] {
  if (process.platform === 'win32') return [];
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,pid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter(
    (line) => line.trim().startsWith(`${process.pid} `) && line.includes('.cjs') && !/\sZ/.test(line),
  );
}

describe('a program that does not end', () => {
  test.each(['loop', 'backtrack'])('%s: ended at the deadline, then a fresh process goes on', async (name) => {
    session = await open(['forever'], { limits: { callMs: 1_000 } });
    const check = session.beginCheck('forever.ts');
    expect(await faultOf(check.call(name))).toEqual({ kind: 'timeout', deadlineMs: 1_000 });
    // The state of this check went with its process.
    expect(await faultOf(check.call('fine'))).toEqual({ kind: 'timeout', deadlineMs: 1_000 });
    expect((await session.beginCheck('forever.ts').call('fine')).value).toBe(1);
  });

  test('promises that make promises never run at all', async () => {
    session = await open(['forever']);
    const check = session.beginCheck('forever.ts');
    expect((await check.call('microtasks')).value).toBe('returned');
    expect((await check.call('fine')).value).toBe(1);
  });

  test('many calls share the time of their check', async () => {
    session = await open(['forever'], { limits: { checkMs: 1_500 } });
    const check = session.beginCheck('forever.ts');
    const spins = async (): Promise<void> => {
      for (let i = 0; i < 20; i++) await check.call('spin', 200);
    };
    expect(await faultOf(spins())).toEqual({ kind: 'timeout', deadlineMs: 1_500 });
    expect((await session.beginCheck('forever.ts').call('spin', 200)).value).toBe(200);
  });

  test('closing a session ends the call that is under way', async () => {
    session = await open(['forever']);
    const check = session.beginCheck('forever.ts');
    await check.call('fine');
    const pending = faultOf(check.call('loop'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await session.close();
    expect(await pending).toMatchObject({ kind: 'error', message: 'guest: the session is closed' });
  });
});

describe('a program that takes too much', () => {
  test('objects without end', async () => {
    session = await open(['memory'], { limits: { heapMb: 64, callMs: 20_000, checkMs: 20_000 } });
    const fault = await faultOf(session.beginCheck('memory.ts').call('objects'));
    expect(fault).toEqual({ kind: 'crashed', reason: 'it ran out of memory (64 MB for objects)' });
    expect(await faultOf(session.beginCheck('memory.ts').call('nothing'))).toMatchObject({ kind: 'missing' });
  });

  test('typed arrays without end', async () => {
    session = await open(['memory'], { limits: { callMs: 20_000, checkMs: 20_000 } });
    const fault = await faultOf(session.beginCheck('memory.ts').call('typedArrays'));
    // With a limit on address space the allocation fails in the student's own line; where memory is polled the process ends.
    if (fault.kind === 'threw')
      expect(fault).toMatchObject({ message: 'Array buffer allocation failed', frames: [{ line: 9 }] });
    else expect(fault.kind).toBe('crashed');
  });
});

describe('a program that breaks the protocol is found out, and the judge goes on', () => {
  test.each([
    ['garbage', 'a frame of 1936287860 bytes, where 33554432 are allowed'],
    ['hugeFrame', 'a frame of 4294967295 bytes, where 33554432 are allowed'],
    ['wrongNumber', 'a reply numbered 3, where 2 was expected'],
    ['unknownCode', 'a reply with the unknown code 99'],
    ['unknownTag', 'a value with the unknown tag 99'],
    ['began', '"began" in reply to a question'],
    ['short', 'a message that ends 8 bytes too soon'],
    ['trailing', '1 bytes after the end of the message'],
    ['emptyFrame', 'a message that ends 4 bytes too soon'],
    ['tensorLies', 'a tensor [65535, 65535] with 4 bytes of data'],
    ['listLies', '2147483647 items announced, 0 bytes left'],
    ['deep', 'a value nested more than 32 deep'],
    ['badText', 'text that is not UTF-8'],
    ['sameKey', 'the key "a" twice in one object'],
    ['longOpaque', 'a description of 1000 characters'],
    ['printFlood', 'more printed text than a runner sends'],
  ])('%s', async (how, evidence) => {
    session = await openHostile(how);
    expect(await faultOf(session.beginCheck('empty.ts').call('f'))).toEqual({ kind: 'tampered', evidence });
  });

  test('a second reply, sent after the first was taken, ends the check', async () => {
    session = await openHostile('twice');
    const check = session.beginCheck('empty.ts');
    expect((await check.call('f')).value).toBeUndefined();
    expect(await faultOf(check.call('f'))).toEqual({ kind: 'tampered', evidence: 'a message that nobody asked for' });
  });

  test('a key named __proto__ is a key like any other', async () => {
    session = await openHostile('proto');
    const { value } = await session.beginCheck('empty.ts').call('f');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value ?? {})).toEqual(['__proto__']);
    expect('bad' in {}).toBe(false);
  });

  test.each([
    ['exits', 'it exited with code 3'],
    ['aborts', 'it was ended by SIGABRT'],
    ['rawFlood', 'it flooded its output with more than 65536 bytes'],
  ])('%s', async (how, reason) => {
    session = await openHostile(how);
    expect(await faultOf(session.beginCheck('empty.ts').call('f'))).toEqual({ kind: 'crashed', reason });
  });

  test('a closed pipe', async () => {
    session = await openHostile('closes', { callMs: 2_000 });
    expect(['crashed', 'timeout']).toContain((await faultOf(session.beginCheck('empty.ts').call('f'))).kind);
  });

  test.each(['wrongNumber', 'hugeLength'])(
    'student code that patches the runner’s tools (%s) forges nothing',
    async (name) => {
      session = await open(['forges', 'forever'], { limits: { callMs: 2_000 } });
      const check = session.beginCheck('forges.ts');
      const fault = await faultOf(check.call(name).then(() => check.call(name)));
      expect(['tampered', 'crashed', 'timeout']).toContain(fault.kind);
      expect((await session.beginCheck('forever.ts').call('fine')).value).toBe(1);
    },
  );
});
