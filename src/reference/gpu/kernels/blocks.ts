/** Rows in blocks: what a kernel's cell takes when it sums up a column, and the loop that takes it. */
import { padded } from '../panel.js';

/** About how many cells: enough for threads, few enough that reading back a vector for each costs nothing. */
const CELLS = 16384;

/** Rows in one turn of the inner loop: gpu.js counts in float32, which takes as long as a row does. */
const UNROLLED = 4;

/** How rows are cut: `count` blocks of `outer` runs of `inner` rows. A sum of sums: float32 adds at most inner + outer times. */
export interface Blocks {
  readonly count: number;
  readonly outer: number;
  /** A multiple of 4. */
  readonly inner: number;
}

/** The blocks for a panel of so many rows and columns. */
export function blocksOf(rows: number, cols: number): Blocks {
  const most = Math.max(1, Math.floor(CELLS / padded(cols)));
  const size = Math.max(16, Math.ceil(rows / most));
  const inner = Math.ceil(Math.sqrt(size) / UNROLLED) * UNROLLED;
  const outer = Math.ceil(size / inner);
  return { count: Math.ceil(rows / (inner * outer)), outer, inner };
}

/**
 * A loop over the rows of block this.thread.y that are there.
 *
 * @param body - statements for one row, which is given as an expression; they declare nothing, for they are repeated
 * @param afterRun - statements after each run of `inner` rows
 */
export function overRows(
  rows: number,
  { outer, inner }: Blocks,
  body: (row: string) => string,
  afterRun: string,
): string {
  const turn = Array.from({ length: UNROLLED }, (_, u) => (u === 0 ? 'row' : `row + ${u}`));
  return `for (let i = 0; i < ${outer}; i++) {
      for (let j = 0; j < ${inner / UNROLLED}; j++) {
        const row = this.thread.y * ${outer * inner} + i * ${inner} + j * ${UNROLLED};
        if (row <= ${rows - UNROLLED}) { ${turn.map(body).join('')} }
        else { ${turn.map((each) => `if (${each} < ${rows}) { ${body(each)} }`).join(' ')} }
      }
      ${afterRun}
    }`;
}
