/** Long work that goes on piece by piece: a bar on stderr while it lasts (where that is a terminal), and Ctrl-C. */
import { SingleBar } from 'cli-progress';
import { oneLine } from '../report/text.js';
import { Interruption } from './train/interruption.js';
import { duration } from './train/progress-bar.js';
import { inSlices } from './train/slices.js';

/** How far the work is, and what it is doing. */
export interface WorkProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

const WHAT = 34;

/**
 * Does the work to its end.
 * @param work yields how far it is; returns its result
 * @returns the result; null where Ctrl-C came first: the process's exit code is set then
 */
export async function withBar<T>(work: Iterator<WorkProgress, T>): Promise<T | null> {
  const bar = new WorkBar();
  const interruption = new Interruption();
  const results: T[] = [];
  try {
    const step = (): boolean => {
      const next = work.next();
      if (next.done === true) results.push(next.value);
      else bar.note(next.value);
      return next.done === true;
    };
    const isFinished = await inSlices(step, () => {
      bar.draw();
      return interruption.isAsked;
    });
    const [result] = results;
    if (isFinished && result !== undefined) return result;
    process.exitCode = interruption.exitCode;
    return null;
  } finally {
    interruption.close();
    bar.close();
  }
}

class WorkBar {
  readonly #started = performance.now();
  readonly #bar: SingleBar | null;
  #latest: WorkProgress | null = null;

  readonly #stop = (): void => this.#bar?.stop();

  constructor() {
    this.#bar = process.stderr.isTTY
      ? new SingleBar({
          stream: process.stderr,
          format: `  {bar} {percentage} %   {what}   {left} left`,
          barCompleteChar: '█',
          barIncompleteChar: '░',
          barsize: Math.min(24, Math.max(4, process.stderr.columns - 66)),
          clearOnComplete: true,
          fps: 8,
          gracefulExit: false,
        })
      : null;
    // Ctrl-C twice ends at once: the terminal gets its settings back even then.
    process.once('exit', this.#stop);
  }

  note(progress: WorkProgress): void {
    if (this.#latest === null) this.#bar?.start(progress.total, 0, facts(progress, NaN));
    this.#latest = progress;
  }

  draw(): void {
    if (this.#latest === null) return;
    this.#bar?.update(this.#latest.done, facts(this.#latest, (performance.now() - this.#started) / 1000));
  }

  /** Takes the bar away. */
  close(): void {
    process.off('exit', this.#stop);
    this.#stop();
  }
}

function facts({ done, total, what }: WorkProgress, seconds: number): Readonly<Record<string, string>> {
  const isKnown = done > 0 && seconds > 1;
  return {
    what: oneLine(what, WHAT).padEnd(WHAT),
    left: isKnown ? duration((seconds * (total - done)) / done) : '…',
  };
}
