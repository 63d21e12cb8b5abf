/** The judge of one Jest run: started before the first test, ended after the last, or with Jest itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { JUDGE_VARIABLE } from './protocol.js';

/** What the judge is told on the first line of its stdin. */
export interface JudgeSettings {
  /** Jest's test name pattern, or undefined to judge every check. */
  readonly pattern?: string;
  /** Judge everything selected at once; otherwise only the exercises that are asked for. */
  readonly ahead: boolean;
}

/** The judge ended before it could listen; the message is what it said. */
export class JudgeEnded extends Error {
  override readonly name = 'JudgeEnded';
  readonly exitCode: number | null;

  constructor(said: string, exitCode: number | null) {
    super(said === '' ? 'judge: it ended before it could listen' : said);
    this.exitCode = exitCode;
  }
}

let running: { readonly child: ChildProcess; readonly folder: string | undefined } | undefined;

/**
 * Starts the judge and waits until it listens.
 *
 * @throws JudgeEnded with what the judge said when it ended instead
 */
export async function startJudge(settings: JudgeSettings): Promise<void> {
  const { address, folder } = privateAddress();
  const script = fileURLToPath(new URL('../judge.js', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  running = { child, folder };
  // As long as its stdin is open the judge works; it closes with this process, however that ends.
  child.stdin.write(`${JSON.stringify({ ...settings, address })}\n`);
  await listening(child);
  process.env[JUDGE_VARIABLE] = address;
}

/** Ends the judge and waits until it is gone. */
export async function stopJudge(): Promise<void> {
  if (!running) return;
  const { child, folder } = running;
  running = undefined;
  Reflect.deleteProperty(process.env, JUDGE_VARIABLE);
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.end();
    await gone;
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

/** A Unix socket in a folder that only this user can enter, or a Windows pipe whose name cannot be guessed. */
function privateAddress(): { readonly address: string; readonly folder: string | undefined } {
  if (process.platform === 'win32') return { address: `\\\\.\\pipe\\stepzero-${randomUUID()}`, folder: undefined };
  const folder = mkdtempSync(path.join(tmpdir(), 'stepzero-'));
  return { address: path.join(folder, 'judge'), folder };
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: string): void => {
      said = (said + chunk).slice(-2000);
    };
    child.stderr?.setEncoding('utf8').on('data', listen);
    child.stdout?.once('data', () => {
      // From here on there is a report under way, and what the judge has to say belongs beside it.
      child.stderr?.off('data', listen).pipe(process.stderr);
      resolve();
    });
    child.once('error', (error) => reject(new Error(`judge: could not be started: ${error.message}`)));
    // 'close', not 'exit': what it said last may still be in the pipe.
    child.once('close', (exitCode) => reject(new JudgeEnded(said.trim(), exitCode)));
  });
}
