/** From places in transpiled code back to the student's own text. */
import type { StudentFrame } from './contract/fault.js';

/** Every line of the code is the same line of the source; columns move where types were erased. */
export class SourcePositions {
  readonly #lines = new Map<number, { readonly codeColumn: number; readonly sourceColumn: number }[]>();

  /** From this column of a line of the code on, the source is at that column. In order. */
  add(line: number, codeColumn: number, sourceColumn: number): void {
    const segments = this.#lines.get(line) ?? [];
    segments.push({ codeColumn, sourceColumn });
    this.#lines.set(line, segments);
  }

  /** The frame with its column in the source. */
  toSource(frame: StudentFrame): StudentFrame {
    const segment = this.#lines.get(frame.line)?.findLast(({ codeColumn }) => codeColumn <= frame.column);
    return segment ? { ...frame, column: segment.sourceColumn } : frame;
  }
}
