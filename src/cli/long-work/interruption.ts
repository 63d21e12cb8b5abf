/** Ctrl-C, politely: the first is noted, so that the run can write its checkpoint; the second ends at once. */

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof exitCodes;

/** Listens for the signals that ask a run to stop. */
export class Interruption {
  #signal: Signal | null = null;
  readonly #listener = (signal: NodeJS.Signals): void => {
    if (this.#signal !== null) process.exit(exitCodes[this.#signal]);
    this.#signal = signal === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
  };

  constructor() {
    process.on('SIGINT', this.#listener).on('SIGTERM', this.#listener);
  }

  /** Whether to stop. */
  get isAsked(): boolean {
    return this.#signal !== null;
  }

  /** What to exit with: 128 and the number of the signal, as a shell has it. */
  get exitCode(): number {
    return exitCodes[this.#signal ?? 'SIGINT'];
  }

  /** Leaves the signals to Node again. */
  close(): void {
    process.off('SIGINT', this.#listener).off('SIGTERM', this.#listener);
  }
}
