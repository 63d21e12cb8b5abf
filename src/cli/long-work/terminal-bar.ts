/** A bar on stderr, drawn as everywhere here; nothing at all where stderr is no terminal. */
import { SingleBar } from 'cli-progress';

/** What a bar's format names in braces. */
export type Facts = Readonly<Record<string, string>>;

/** One bar, which is taken away in the end. */
export class TerminalBar {
  readonly #bar: SingleBar | null;

  readonly #stop = (): void => this.#bar?.stop();

  /**
   * @param format with {bar}, {value}, {total}, {percentage} and whatever facts are given
   * @param besides columns that the rest of the line takes: the bar has what is left, from 4 to 24
   */
  constructor(format: string, besides: number) {
    this.#bar = process.stderr.isTTY
      ? new SingleBar({
          stream: process.stderr,
          format,
          barCompleteChar: '█',
          barIncompleteChar: '░',
          barsize: Math.min(24, Math.max(4, process.stderr.columns - besides)),
          clearOnComplete: true,
          fps: 8,
          gracefulExit: false,
        })
      : null;
    // Ctrl-C twice ends at once: the terminal gets its settings back even then.
    process.once('exit', this.#stop);
  }

  start(total: number, value: number, facts: Facts): void {
    this.#bar?.start(total, value, facts);
  }

  update(value: number, facts: Facts): void {
    this.#bar?.update(value, facts);
  }

  /** Takes the bar away. */
  close(): void {
    process.off('exit', this.#stop);
    this.#stop();
  }
}
