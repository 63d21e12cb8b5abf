import { describe, expect, jest, test } from '@jest/globals';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

jest.setTimeout(60_000);

/** Pids and command lines of the living children of a process. */
function children(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'ppid=,pid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  const rows = table.map((line) => line.trim().split(/\s+/));
  return rows
    .filter(([parent, , stat]) => Number(parent) === pid && !stat?.startsWith('Z'))
    .map(([, id]) => Number(id));
}

function isAlive(pid: number): boolean {
  const stat = execFileSync('sh', ['-c', `ps -o stat= -p ${pid} || true`], { encoding: 'utf8' }).trim();
  return stat !== '' && !stat.startsWith('Z');
}

async function judgeAtWork(exportName: string, ...more: string[]): Promise<{ judge: ChildProcess; guests: number[] }> {
  const session = path.resolve('dist/src/guest/session.js');
  const fixtures = path.resolve('test/fixtures/guests');
  const args = [path.join(fixtures, 'judge.mjs'), session, path.join(fixtures, 'forever.ts'), exportName, ...more];
  const judge = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(judge.stdout, 'data');
  const guests = children(judge.pid ?? 0);
  // The runner and the transpiler.
  expect(guests).toHaveLength(2);
  return { judge, guests };
}

async function gone(pids: readonly number[]): Promise<number[]> {
  for (let tries = 0; tries < 50 && pids.some(isAlive); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return pids.filter(isAlive);
}

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('no guest outlives its judge', () => {
  test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s while student code loops', async (signal) => {
    const { judge, guests } = await judgeAtWork('loop');
    judge.kill(signal);
    await once(judge, 'exit');
    expect(judge.signalCode).toBe(signal);
    expect(await gone(guests)).toEqual([]);
  });

  test('a judge that is killed: the guests see the end of their pipe', async () => {
    const { judge, guests } = await judgeAtWork('fine');
    judge.kill('SIGKILL');
    expect(await gone(guests)).toEqual([]);
  });

  test('a judge that exits without closing its session', async () => {
    const { guests } = await judgeAtWork('spin', 'exit');
    expect(await gone(guests)).toEqual([]);
  });
});
