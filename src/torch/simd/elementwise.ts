/** tanh and its derivative on the kernels. Each function gives null where plain TypeScript is to do the work. */
import { activeEngine } from '../kernels.js';
import { allocate } from '../memory.js';
import { type Floats, isFloat32 } from '../ndarray.js';

/** Below this, copying in and out takes longer than it saves. */
const LEAST = 32;

/** tanh x. */
export function tanh(x: Floats): Float32Array | null {
  if (x.length < LEAST || !isFloat32(x)) return null;
  const engine = activeEngine();
  if (engine?.begin(2 * x.length, 2) !== true) return null;
  const y = allocate(x.length);
  const from = engine.read(x);
  const to = engine.write(y);
  engine.kernels.tanh(from, to, x.length);
  engine.settle(y, to);
  return y;
}

/** grad (1 - y^2). */
export function tanhBackward(grad: Floats, y: Floats): Float32Array | null {
  if (y.length < LEAST || !isFloat32(grad) || !isFloat32(y)) return null;
  const engine = activeEngine();
  if (engine?.begin(3 * y.length, 3) !== true) return null;
  const g = allocate(y.length);
  const to = engine.write(g);
  engine.kernels.tanhBackward(engine.read(grad), engine.read(y), to, y.length);
  engine.settle(g, to);
  return g;
}
