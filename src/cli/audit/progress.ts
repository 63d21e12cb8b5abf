/** The line on stderr while claims are measured; nothing at all where stderr is no terminal. */
import type { AuditProgress } from '../../audit/audit.js';
import { oneLine } from '../../report/text.js';
import { TerminalBar } from '../long-work/terminal-bar.js';

/** Others get their turn this often: the line moves and Ctrl-C arrives. */
const TURN_MS = 30;

/** A line that says which claim is measured, and how far its training is. */
export class AuditLine implements AuditProgress {
  readonly #bar = new TerminalBar('  {bar} {value} of {total}   {title}{steps}', 64);
  #claim = 0;
  #title = '';
  #lastTurn = performance.now();

  constructor(claims: number) {
    if (claims > 0) this.#bar.start(claims, 0, { title: '', steps: '' });
  }

  readonly onClaim = ({ title }: { readonly title: string }, index: number): void => {
    // Bar, counts and steps take 55 columns.
    this.#title = oneLine(title, Math.max(10, process.stderr.columns - 55));
    this.#claim = index;
    this.#bar.update(index, { title: this.#title, steps: '' });
  };

  readonly onTurn = async (step: number, of: number): Promise<void> => {
    if (performance.now() - this.#lastTurn < TURN_MS) return;
    const steps = ` (step ${step.toLocaleString('en-US')} of ${of.toLocaleString('en-US')})`;
    this.#bar.update(this.#claim, { title: this.#title, steps });
    await new Promise((resolve) => setImmediate(resolve));
    this.#lastTurn = performance.now();
  };

  /** Takes the line away. */
  close(): void {
    this.#bar.close();
  }
}
