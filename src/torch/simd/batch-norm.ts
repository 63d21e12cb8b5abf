/** Batch normalization on the kernels; the same bits as in plain TypeScript. */
import { activeEngine } from '../kernels.js';
import { allocate } from '../memory.js';
import { type Floats, isFloat32 } from '../ndarray.js';

/** Below this, copying in and out takes longer than it saves. */
const LEAST = 128;

/** Mean and variance of each column; null where plain TypeScript is to do the work. */
export function statistics(
  x: Floats,
  rows: number,
  features: number,
  divisor: number,
): { means: Float64Array; variances: Float64Array } | null {
  if (x.length < LEAST || !isFloat32(x)) return null;
  const engine = activeEngine();
  if (engine?.begin(x.length + 4 * features, 3) !== true) return null;
  const from = engine.read(x);
  const means = engine.room(2 * features);
  const variances = engine.room(2 * features);
  engine.kernels.statistics(from, means, variances, rows, features, divisor);
  return { means: engine.doubles(means, features), variances: engine.doubles(variances, features) };
}

/** What each feature is moved and scaled by. */
export interface Affine {
  readonly means: Float64Array;
  readonly scales: Float64Array;
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
}

/** xhat = (x - mean) scale and y = gamma xhat + beta; null where plain TypeScript is to do the work. */
export function normalize(
  x: Floats,
  rows: number,
  features: number,
  { means, scales, gamma, beta }: Affine,
): { xhat: Float32Array; y: Float32Array } | null {
  if (x.length < LEAST || !isFloat32(x)) return null;
  const engine = activeEngine();
  if (engine?.begin(3 * x.length + 8 * features, 7) !== true) return null;
  const xhat = allocate(x.length);
  const y = allocate(x.length);
  const xhatAt = engine.write(xhat);
  const yAt = engine.write(y);
  engine.kernels.normalize(
    engine.read(x),
    xhatAt,
    yAt,
    engine.readDoubles(means),
    engine.readDoubles(scales),
    engine.readDoubles(gamma),
    engine.readDoubles(beta),
    rows,
    features,
  );
  engine.settle(xhat, xhatAt);
  engine.settle(y, yAt);
  return { xhat, y };
}

/** sum grad xhat and sum grad of each column; null where plain TypeScript is to do the work. */
export function gradientSums(
  grad: Floats,
  xhat: Floats,
  rows: number,
  features: number,
): { gradGamma: Float64Array; gradBeta: Float64Array } | null {
  if (grad.length < LEAST || !isFloat32(grad) || !isFloat32(xhat)) return null;
  const engine = activeEngine();
  if (engine?.begin(2 * grad.length + 4 * features, 4) !== true) return null;
  const gradAt = engine.read(grad);
  const xhatAt = engine.read(xhat);
  const gradGamma = engine.room(2 * features);
  const gradBeta = engine.room(2 * features);
  engine.kernels.normalizeSums(gradAt, xhatAt, gradGamma, gradBeta, rows, features);
  return { gradGamma: engine.doubles(gradGamma, features), gradBeta: engine.doubles(gradBeta, features) };
}

/** What the gradient of each feature is scaled and moved by. */
export interface GradientAffine {
  readonly factors: Float64Array;
  readonly centres: Float64Array;
  readonly slopes: Float64Array;
}

/** factor (grad - (centre + slope xhat)); null where plain TypeScript is to do the work. */
export function gradientOfInput(
  grad: Floats,
  xhat: Floats,
  rows: number,
  features: number,
  { factors, centres, slopes }: GradientAffine,
): Float32Array | null {
  if (grad.length < LEAST || !isFloat32(grad) || !isFloat32(xhat)) return null;
  const engine = activeEngine();
  if (engine?.begin(3 * grad.length + 6 * features, 6) !== true) return null;
  const gradX = allocate(grad.length);
  const to = engine.write(gradX);
  engine.kernels.normalizeBackward(
    engine.read(grad),
    engine.read(xhat),
    to,
    engine.readDoubles(factors),
    engine.readDoubles(centres),
    engine.readDoubles(slopes),
    rows,
    features,
  );
  engine.settle(gradX, to);
  return gradX;
}
