/**
 * Every tolerance of every check, derived and never tuned. Three kinds: what float32 may round (rounding), what a random
 * draw may vary (sampling), and the comparison of deterministic results (compare).
 */
export * from './tolerance/activation.js';
export * from './tolerance/batch-norm-gradient.js';
export * from './tolerance/compare.js';
export * from './tolerance/deep-network.js';
export * from './tolerance/loss.js';
export * from './tolerance/network-gradient.js';
export * from './tolerance/rounding.js';
export * from './tolerance/running-statistics.js';
export * from './tolerance/sampling.js';
