/** A table for a terminal: columns as wide as they need, cells wrapped where the terminal is narrower. */
import type { Layout } from '../../report/layout.js';
import { padRight, wrap } from '../../report/text.js';

const GAP = 2;
const NARROWEST = 7;

/** Header and rows, with a line between rows where some cell is wrapped. */
export function tableLines(columns: readonly string[], rows: readonly (readonly string[])[], layout: Layout): string[] {
  const widths = widthsOf([columns, ...rows], layout.width);
  const lines = rows.map((row) => rowLines(row, widths));
  const isWrapped = lines.some(({ length }) => length > 1);
  return [
    ...rowLines(columns, widths).map(layout.palette.dim),
    ...lines.flatMap((row, index) => (isWrapped && index > 0 ? ['', ...row] : row)),
  ];
}

/** Narrows the widest column until all fit. */
function widthsOf(rows: readonly (readonly string[])[], available: number): number[] {
  const count = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const total = () => widths.reduce((sum, width) => sum + width + GAP, -GAP);
  while (total() > available) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function rowLines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = row.map((cell, column) => wrap(cell, widths[column] ?? NARROWEST));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, column) => padRight(cell[line] ?? '', (widths[column] ?? NARROWEST) + GAP))
      .join('')
      .trimEnd(),
  );
}
