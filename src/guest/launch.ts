/** Starting a guest: plain Node in a process group of its own, with the limits of this platform and nothing of our environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { bundlePath, type BundleName } from './bundles.js';
import { emptyFolder } from './empty-folder.js';
import type { GuestLimits } from './limits.js';
import { addressSpaceMb, permissionFlag } from './platform.js';

/** What to run. */
export interface LaunchOptions {
  /** One of our bundles, or the path of a program that speaks their protocol. */
  readonly program: BundleName | { readonly path: string; readonly args: readonly string[] };
  readonly args: readonly string[];
  readonly limits: GuestLimits;
}

/** The descriptor on which a guest reads requests and writes replies. */
export const CHANNEL = 3;

/**
 * Spawns a guest. stdout and stderr are pipes that student code cannot reach; the channel is a descriptor of its own.
 * @throws Error when the bundle was not built
 */
export function launch({ program, args, limits }: LaunchOptions): ChildProcess {
  const file = realpathSync(typeof program === 'string' ? bundlePath(program) : program.path);
  const ownArgs = typeof program === 'string' ? [] : program.args;
  const node = [process.execPath, ...nodeFlags(file, limits), file, ...args, ...ownArgs];
  const [command = '', ...rest] =
    process.platform === 'win32' ? node : ['/bin/sh', '-c', shellScript(limits), 'sh', ...node];
  return spawn(command, rest, {
    cwd: emptyFolder(),
    env: windowsEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A process group of its own, so that one signal ends all of it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

/** In words, what keeps a guest in: for the provenance of a grade. */
export function describeIsolation(limits: GuestLimits): string {
  const memory = addressSpaceMb();
  return [
    `Node ${process.versions.node}, permission model, ECMAScript globals only`,
    memory === undefined ? `memory polled at ${limits.residentMb} MB` : `address space ${memory} MB`,
    ...(process.platform === 'win32' ? [] : [`processor time ${limits.cpuSeconds} s`]),
    'no operating-system sandbox',
  ].join('; ');
}

function nodeFlags(file: string, limits: GuestLimits): string[] {
  return [
    '--no-warnings',
    permissionFlag(),
    `--allow-fs-read=${file}`,
    `--max-old-space-size=${limits.heapMb}`,
    '--v8-pool-size=1',
    '--disable-proto=delete',
    '--disallow-code-generation-from-strings',
    // Else WebAssembly reserves ten gigabytes of address space to catch what its code reads beyond its memory; so it checks.
    '--disable-wasm-trap-handler',
  ];
}

/** Limits that the shell can set are set; one that it cannot, because a stricter one is in force already, stays as it is. */
function shellScript(limits: GuestLimits): string {
  const memory = addressSpaceMb();
  const wanted = ['-c 0', `-t ${limits.cpuSeconds}`, '-f 2048', '-n 64'];
  if (memory !== undefined) wanted.push(`-v ${memory * 1024}`);
  return `${wanted.map((limit) => `ulimit ${limit} 2>/dev/null`).join('; ')}; exec "$@"`;
}

/** Nothing of ours crosses; Windows cannot start a process without the path of its own folder. */
function windowsEnvironment(): Record<string, string> {
  const systemRoot = process.env['SystemRoot'];
  return process.platform === 'win32' && systemRoot !== undefined ? { SystemRoot: systemRoot } : {};
}
