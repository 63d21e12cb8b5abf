/** Softmax of rows on the kernels, as the cross-entropy needs it. */
import { activeEngine } from '../kernels.js';
import { allocate } from '../memory.js';
import { type Floats, isFloat32 } from '../ndarray.js';

/** Below this, copying in and out takes longer than it saves. */
const LEAST = 64;

/** Softmax of each row, e^(x - shift) / total, with what it was computed by. */
export interface SoftmaxRows {
  readonly probabilities: Floats;
  /** The largest x of each row. */
  readonly shifts: Float64Array;
  /** sum e^(x - shift) of each row. */
  readonly totals: Float64Array;
}

/** Softmax of each row of x, [rows, classes]; null where plain TypeScript is to do the work. */
export function softmaxRows(x: Floats, rows: number, classes: number): SoftmaxRows | null {
  if (x.length < LEAST || !isFloat32(x)) return null;
  const engine = activeEngine();
  if (engine?.begin(2 * x.length + 4 * rows + classes, 5) !== true) return null;
  const probabilities = allocate(x.length);
  const to = engine.write(probabilities);
  const from = engine.read(x);
  const maxima = engine.room(2 * rows);
  const totals = engine.room(2 * rows);
  engine.kernels.softmax(from, to, maxima, totals, engine.room(classes), rows, classes);
  engine.settle(probabilities, to);
  return { probabilities, shifts: engine.doubles(maxima, rows), totals: engine.doubles(totals, rows) };
}

/** factor * p; null where plain TypeScript is to do the work. */
export function scaled(p: Floats, factor: number): Float32Array | null {
  if (p.length < LEAST || !isFloat32(p)) return null;
  const engine = activeEngine();
  if (engine?.begin(2 * p.length, 2) !== true) return null;
  const g = allocate(p.length);
  const to = engine.write(g);
  engine.kernels.scale(engine.read(p), factor, to, p.length);
  engine.settle(g, to);
  return g;
}
