import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { crashReason } from '../../src/guest/crash-reason.js';
import { defaultLimits } from '../../src/guest/limits.js';
import { parseMemory, watchMemory } from '../../src/guest/resident-memory.js';
import { GuestSession } from '../../src/guest/session.js';
import { Transpiler } from '../../src/guest/transpile.js';
import { faultOf, open } from './open.js';

const transpiler = Transpiler.open({ transpileMs: 1_500 });

afterAll(() => transpiler.close());

test('the words of ps and of tasklist are read as MB', () => {
  expect(parseMemory('  37888\n')).toBe(37);
  expect(parseMemory('"node.exe","412","Console","1","37,888 K"\r\n')).toBe(37);
  expect(parseMemory('"node.exe","412","Console","1","37.888 K"\r\n')).toBe(37);
  expect(parseMemory('')).toBeUndefined();
  expect(parseMemory('INFO: No tasks are running which match the specified criteria.')).toBeUndefined();
});

test('polling reports a process that is over its limit, once, and one that is not, never', async () => {
  const reported: number[] = [];
  const stops = [
    watchMemory(process.pid, 1, () => reported.push(1)),
    watchMemory(process.pid, 1e6, () => reported.push(2)),
  ];
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  stops.forEach((stop) => stop());
  expect(reported).toEqual([1]);
});

test('the engine’s last words become a reason', () => {
  const heap = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
  expect(crashReason(null, 'SIGABRT', heap, defaultLimits)).toBe('it ran out of memory (256 MB for objects)');
  expect(crashReason(null, 'SIGSEGV', '', defaultLimits)).toBe('it was ended by SIGSEGV');
  expect(crashReason(1, null, '', defaultLimits)).toBe('it exited with code 1');
  expect(crashReason(null, 'SIGKILL', '', defaultLimits)).toContain('60 s of processor time');
});

test('processor time is limited by the system too', async () => {
  const session = await open(['forever'], { limits: { cpuSeconds: 1, callMs: 30_000, checkMs: 30_000 } });
  const fault = await faultOf(session.beginCheck('forever.ts').call('loop'));
  expect(fault).toMatchObject({ kind: 'crashed', reason: expect.stringContaining('1 s of processor time') });
  await session.close();
});

test('a file or a submission that is too large is refused before anything reads it', async () => {
  const source = `// ${'x'.repeat(70_000)}\n`;
  const session = await GuestSession.open({ files: [{ path: 'a/big.ts', source }], transpiler });
  expect(await faultOf(session.beginCheck('a/big.ts').call('f'))).toEqual({
    kind: 'unloadable',
    message: 'big.ts has 70004 bytes: an exercise has at most 65536',
    frames: [],
  });
  await session.close();
  const files = Array.from({ length: 8 }, (_, i) => ({ path: `${i}.ts`, source }));
  await expect(GuestSession.open({ files })).rejects.toThrow(
    'guest: expected a submission of at most 524288 bytes, got 560032',
  );
});

test.each([
  ['parentheses', '('.repeat(30_000)],
  ['arrays', `export const x = ${'['.repeat(30_000)}`],
  ['arrow functions', `export const x = ${'a?(b):c=>'.repeat(5_000)}1`],
  ['templates', '`${'.repeat(20_000)],
  ['types', `type T = ${'Array<'.repeat(10_000)}`],
  ['namespaces', 'namespace A {'.repeat(4_000)],
])('text made to break a parser (%s) is an answer, and the next file is transpiled', async (_name, source) => {
  const result = await transpiler.transpile('bomb.ts', source);
  if (!result.isOk) expect(result.fault.kind).toBe('unloadable');
  expect(await transpiler.transpile('fine.ts', 'export const x: number = 1;')).toMatchObject({ isOk: true });
});

(process.platform === 'win32' ? test.skip : test)('a transpiler that was killed is started anew', async () => {
  await transpiler.transpile('fine.ts', 'export {};');
  const table = execFileSync('ps', ['-A', '-o', 'ppid=,pid=,args='], { encoding: 'utf8' }).split('\n');
  const ours = table.filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('transpiler.cjs'));
  expect(ours).toHaveLength(1);
  process.kill(Number(ours[0]?.trim().split(/\s+/)[1]), 'SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await transpiler.transpile('fine.ts', 'export const x: number = 1;')).toMatchObject({ isOk: true });
});

test('one transpiler serves several sessions', async () => {
  const source = 'export const f = (): number => 1;';
  const sessions = await Promise.all(
    [1, 2].map(() => GuestSession.open({ files: [{ path: 'f.ts', source }], transpiler })),
  );
  for (const session of sessions) expect((await session.beginCheck('f.ts').call('f')).value).toBe(1);
  await Promise.all(sessions.map((session) => session.close()));
  expect(await transpiler.transpile('f.ts', source)).toMatchObject({ isOk: true });
});

test('the isolation in force is told in words', async () => {
  const session = await GuestSession.open({ files: [], transpiler });
  expect(session.isolation).toMatch(/^Node \d+\.\d+\.\d+, permission model, ECMAScript globals only; /);
  expect(session.isolation).toContain('no operating-system sandbox');
  await session.close();
});
