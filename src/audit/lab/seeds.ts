/** The seeds that the audit draws with: the lecture's, and others beside it, so that nothing rests on one draw. */

/** The seed of the lecture and of the tutorial. */
const LECTURE_SEED = 2_147_483_647;

/** Of networks before training: the lecture's and 1, 2, 3 ... */
export const startSeeds: readonly number[] = [LECTURE_SEED, ...Array.from({ length: 99 }, (_, index) => index + 1)];

/** Of networks in training, which take seconds each. */
export const trainingSeeds: readonly number[] = startSeeds.slice(0, 3);
