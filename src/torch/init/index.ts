export type { DrawOptions } from '../draw-options.js';
export { calculateFanInAndFanOut } from './fans.js';
export { constant_, eye_, normal_, ones_, uniform_, zeros_ } from './fill.js';
export { calculateGain, type Nonlinearity } from './gain.js';
export { kaimingNormal_, kaimingUniform_, type KaimingOptions } from './kaiming.js';
export { orthogonal_, type OrthogonalOptions } from './orthogonal.js';
export { truncNormal_, type TruncNormalOptions } from './trunc-normal.js';
export { xavierNormal_, xavierUniform_, type XavierOptions } from './xavier.js';
