/** Memory in use by another process, where the system sets no limit of its own (macOS, Windows). */
import { execFile } from 'node:child_process';

const INTERVAL_MS = 200;

/** Polls the memory of a process and reports once when it is above the limit. Returns a function that ends the watch. */
export function watchMemory(pid: number, limitMb: number, onExceeded: () => void): () => void {
  let isWatching = true;
  const poll = (): void => {
    const [command, ...args] = memoryCommand(pid);
    execFile(command, args, { timeout: 5_000 }, (_error, stdout) => {
      const megabytes = parseMemory(stdout);
      if (!isWatching) return;
      if (megabytes !== undefined && megabytes > limitMb) onExceeded();
      else timer = setTimeout(poll, INTERVAL_MS).unref();
    });
  };
  let timer = setTimeout(poll, INTERVAL_MS).unref();
  return () => {
    isWatching = false;
    clearTimeout(timer);
  };
}

function memoryCommand(pid: number): [string, ...string[]] {
  return process.platform === 'win32'
    ? ['tasklist', '/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']
    : ['ps', '-o', 'rss=', '-p', String(pid)];
}

/** Reads what `ps` prints (KiB: "  37120") or `tasklist` ("node.exe","412","Console","1","37,120 K"), in MB. */
export function parseMemory(stdout: string): number | undefined {
  const text = stdout.includes('"') ? (/"([^"]*)"\s*$/.exec(stdout)?.[1] ?? '') : stdout;
  const digits = text.replaceAll(/\D/g, '');
  return digits === '' ? undefined : Number(digits) / 1024;
}
