/** The bar on stderr while a network trains; nothing at all where stderr is no terminal. */
import { SingleBar } from 'cli-progress';

/** Shows how far a run is. */
export class ProgressBar {
  readonly #bar: SingleBar | null;
  readonly #started = performance.now();
  readonly #from: number;
  readonly #steps: number;

  readonly #stop = (): void => this.#bar?.stop();

  /** @param from the step that the run goes on from */
  constructor(steps: number, from: number) {
    this.#from = from;
    this.#steps = steps;
    if (!process.stderr.isTTY) {
      this.#bar = null;
      return;
    }
    this.#bar = new SingleBar({
      stream: process.stderr,
      format: '  {bar} {step} of {steps}   loss {loss}   {rate} steps/s   {left} left',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      // With the figures of a run of millions of steps it fits into the line.
      barsize: Math.min(24, Math.max(4, process.stderr.columns - 70)),
      clearOnComplete: true,
      fps: 8,
      gracefulExit: false,
    });
    // Ctrl-C twice ends at once: the terminal gets its settings back even then.
    process.once('exit', this.#stop);
    this.#bar.start(steps, from, this.#facts(from, NaN));
  }

  /** @param loss a recent one, in nats */
  show(step: number, loss: number): void {
    this.#bar?.update(step, this.#facts(step, loss));
  }

  /** Takes the bar away. */
  close(): void {
    process.off('exit', this.#stop);
    this.#stop();
  }

  #facts(step: number, loss: number): Readonly<Record<string, string>> {
    const rate = ((step - this.#from) * 1000) / (performance.now() - this.#started);
    return {
      step: step.toLocaleString('en-US'),
      steps: this.#steps.toLocaleString('en-US'),
      loss: Number.isNaN(loss) ? '…' : loss.toFixed(4),
      rate: step === this.#from ? '…' : Math.round(rate).toLocaleString('en-US'),
      left: step === this.#from ? '…' : duration((this.#steps - step) / rate),
    };
  }
}

/** 59 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
