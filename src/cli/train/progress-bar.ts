/** The bar on stderr while a network trains; nothing at all where stderr is no terminal. */
import { duration } from '../long-work/duration.js';
import { type Facts, TerminalBar } from '../long-work/terminal-bar.js';

/** Shows how far a run is. */
export class ProgressBar {
  // With the figures of a run of millions of steps it fits into the line.
  readonly #bar = new TerminalBar('  {bar} {step} of {steps}   loss {loss}   {rate} steps/s   {left} left', 70);
  readonly #started = performance.now();
  readonly #from: number;
  readonly #steps: number;

  /** @param from the step that the run goes on from */
  constructor(steps: number, from: number) {
    this.#from = from;
    this.#steps = steps;
    this.#bar.start(steps, from, this.#facts(from, NaN));
  }

  /** @param loss a recent one, in nats */
  show(step: number, loss: number): void {
    this.#bar.update(step, this.#facts(step, loss));
  }

  /** Takes the bar away. */
  close(): void {
    this.#bar.close();
  }

  #facts(step: number, loss: number): Facts {
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
