/** Every guest that runs: none outlives its judge. */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { removeEmptyFolder } from './empty-folder.js';

const living = new Set<ChildProcess>();
let isGuarding = false;

/** Remembers a guest until it has ended, and sees to it that it ends with this process. */
export function trackUntilEnd(child: ChildProcess): void {
  guard();
  living.add(child);
  const forget = (): void => {
    living.delete(child);
  };
  child.once('exit', forget);
  child.once('error', forget);
}

/** Ends a guest with everything it may have started. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(child.pid), '/T', '/F'], { timeout: 5_000 });
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Not its own group yet, or gone already.
    child.kill('SIGKILL');
  }
}

function endAll(): void {
  for (const child of living) killGroup(child);
  removeEmptyFolder();
}

function guard(): void {
  if (isGuarding) return;
  isGuarding = true;
  process.once('exit', endAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const onSignal = (): void => {
      endAll();
      process.removeListener(signal, onSignal);
      // With nobody else to decide, the signal does what it would have done.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    process.on(signal, onSignal);
  }
  // Any process of the same user could otherwise open this one's inspector with a signal.
  if (process.platform !== 'win32') process.on('SIGUSR1', () => undefined);
}
