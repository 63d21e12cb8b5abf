/** Every claim, in the order of the topics and, within one, of the tutorial. */
import type { Claim } from '../claim.js';
import { batchNormClaims } from './batch-norm.js';
import { depthClaims } from './depth.js';
import { lossClaims } from './loss.js';
import { saturationClaims } from './saturation.js';
import { tanhClaims } from './tanh.js';
import { trainingClaims } from './training.js';

/** What the tutorial says in figures and this project can measure. */
export const claims: readonly Claim[] = [
  ...lossClaims,
  ...tanhClaims,
  ...saturationClaims,
  ...depthClaims,
  ...batchNormClaims,
  ...trainingClaims,
];
