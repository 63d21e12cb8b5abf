import type { NdArray } from './ndarray.js';

/** Beyond this many elements only the edges are shown, as in PyTorch. */
const SUMMARIZE_OVER = 1000;
/** How many elements are shown at either end of a summarized dimension. */
const EDGE_ITEMS = 3;
const LINE_WIDTH = 80;

/** Writes an array as PyTorch prints a tensor: 4 decimals, columns aligned, the shape after it. */
export function formatTensor(array: NdArray, notes: readonly string[] = []): string {
  const prefix = 'tensor(';
  const isSummarized = array.data.length > SUMMARIZE_OVER;
  const shown = shownIndices(array.shape, isSummarized);
  const write = numberWriter(shown.map((index) => array.data[index]!));
  const body = array.data.length === 0 ? '[]' : table(array, write, 0, 0, prefix.length, isSummarized);
  const tail = [`shape: [${array.shape.join(', ')}]`, ...notes].join(', ');
  const separator =
    body.includes('\n') && body.length - body.lastIndexOf('\n') + tail.length > LINE_WIDTH ? ',\n       ' : ', ';
  return `${prefix}${body}${separator}${tail})`;
}

/** Positions of one dimension that are shown; null stands for the dots. */
function positions(size: number, isSummarized: boolean): (number | null)[] {
  if (!isSummarized || size <= 2 * EDGE_ITEMS) return Array.from({ length: size }, (_, i) => i);
  const head = Array.from({ length: EDGE_ITEMS }, (_, i) => i);
  return [...head, null, ...head.map((i) => size - EDGE_ITEMS + i)];
}

function shownIndices(shape: readonly number[], isSummarized: boolean): number[] {
  let indices = [0];
  for (const size of shape) {
    const shown = positions(size, isSummarized).filter((position) => position !== null);
    indices = indices.flatMap((base) => shown.map((position) => base * size + position));
  }
  return indices;
}

function table(
  { shape, data }: NdArray,
  write: (value: number) => string,
  dim: number,
  base: number,
  indent: number,
  isSummarized: boolean,
): string {
  if (dim === shape.length) return write(data[base]!);
  const size = shape[dim]!;
  const cells = positions(size, isSummarized).map((position) =>
    position === null
      ? '...'
      : table({ shape, data }, write, dim + 1, base * size + position, indent + 1, isSummarized),
  );
  const space = ' '.repeat(indent + 1);
  if (dim < shape.length - 1) {
    const blankLines = '\n'.repeat(shape.length - dim - 1);
    return `[${cells.join(`,${blankLines}${space}`)}]`;
  }
  const perLine = Math.max(1, Math.floor((LINE_WIDTH - indent - 1) / ((cells[0]?.length ?? 0) + 2)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += perLine) lines.push(cells.slice(i, i + perLine).join(', '));
  return `[${lines.join(`,\n${space}`)}]`;
}

/** One way to write all of the numbers: whole, with 4 decimals, or with an exponent; padded to one width. */
function numberWriter(values: readonly number[]): (value: number) => string {
  const finite = values.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  const largest = finite.reduce((best, value) => Math.max(best, value), 0);
  const smallest = finite.reduce((best, value) => Math.min(best, value), Infinity);
  const isWhole = finite.every(Number.isInteger);
  const needsExponent = largest >= 1e8 || (!isWhole && (smallest < 1e-4 || largest / smallest > 1000));
  const plain = (value: number): string => {
    if (Number.isNaN(value)) return 'nan';
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
    if (needsExponent) return value.toExponential(4).replace(/e([+-])(\d)$/, 'e$10$2');
    if (isWhole) return `${value.toFixed(0)}.`;
    return value.toFixed(4);
  };
  const width = values.reduce((widest, value) => Math.max(widest, plain(value).length), 0);
  return (value) => plain(value).padStart(width);
}
