/** Long work that goes on piece by piece: a bar on stderr while it lasts (where that is a terminal), and Ctrl-C. */
import { oneLine } from '../../report/text.js';
import { Interruption } from './interruption.js';
import { duration } from './duration.js';
import { inSlices } from './slices.js';
import { type Facts, TerminalBar } from './terminal-bar.js';

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
  readonly #bar = new TerminalBar('  {bar} {percentage} %   {what}   {left} left', 66);
  #latest: WorkProgress | null = null;

  note(progress: WorkProgress): void {
    if (this.#latest === null) this.#bar.start(progress.total, 0, facts(progress, NaN));
    this.#latest = progress;
  }

  draw(): void {
    if (this.#latest === null) return;
    this.#bar.update(this.#latest.done, facts(this.#latest, (performance.now() - this.#started) / 1000));
  }

  /** Takes the bar away. */
  close(): void {
    this.#bar.close();
  }
}

function facts({ done, total, what }: WorkProgress, seconds: number): Facts {
  const isKnown = done > 0 && seconds > 1;
  return {
    what: oneLine(what, WHAT).padEnd(WHAT),
    left: isKnown ? duration((seconds * (total - done)) / done) : '…',
  };
}
