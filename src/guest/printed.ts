/** What a student's code printed, kept up to a limit. */
import { printable } from './wire/values.js';

/** Collects printed text between two takes. */
export class Printed {
  readonly #limit: number;
  #text = '';
  #omitted = 0;

  /** @param limit characters that are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds text, and a number of characters that did not even come. */
  add(text: string, omitted: number): void {
    const kept = text.slice(0, this.#limit - this.#text.length);
    this.#text += kept;
    this.#omitted += text.length - kept.length + omitted;
  }

  /** All of it since the last take, with control characters made visible, and a note where it was cut. */
  take(): string {
    const text = this.#text
      .split('\n')
      .map((line) => line.split('\t').map(printable).join('\t'))
      .join('\n');
    const note = this.#omitted > 0 ? `… ${this.#omitted.toLocaleString('en-US')} more characters not shown\n` : '';
    this.#text = '';
    this.#omitted = 0;
    return text + (note !== '' && text !== '' && !text.endsWith('\n') ? '\n' : '') + note;
  }
}
