/** One peer: a process that is asked a workload at a time (peers/serve.js). */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How long a peer may take to start, or to answer. */
const PATIENCE_MS = 600_000;

/** Starts a peer. `about` is what it says of itself; `absent` why it is not here. */
export class Peer {
  /** @param {{ name: string, command: string, arguments: string[], environment?: Record<string, string> }} how */
  constructor({ name, command, arguments: given, environment = {} }) {
    this.name = name;
    this.process = spawn(command, given, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    this.complaints = '';
    this.process.stderr.on('data', (chunk) => (this.complaints += chunk));
    this.process.stdin.on('error', () => undefined); // the end of the process says it better
    this.failed = new Promise((resolve) => {
      this.process.on('error', (error) => resolve({ absent: error.message }));
      this.process.on('close', () => resolve({ absent: this.complaints.trim().split('\n').at(-1) || 'it ended' }));
    });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** The next line, parsed; `{ absent }` where there will be none. */
  async #answer() {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve({ absent: `no answer in ${PATIENCE_MS / 1000} s` }), PATIENCE_MS);
    });
    const line = this.lines.next().then(({ done, value }) => (done ? this.failed : JSON.parse(value)));
    const answer = await Promise.race([line, late]);
    clearTimeout(timer);
    return answer;
  }

  async start() {
    Object.assign(this, await this.#answer());
    return this;
  }

  /** `{ ms, calls, result }` or `{ error }`. */
  async ask(workload, { layers = 0, minimumMs = 0 } = {}) {
    this.process.stdin.write(`${JSON.stringify({ workload, layers, minimumMs })}\n`);
    const { absent, ...answer } = await this.#answer();
    return absent === undefined ? answer : { error: absent };
  }

  end() {
    this.process.stdin.end();
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 2000);
    return this.failed.finally(() => clearTimeout(timer));
  }
}
