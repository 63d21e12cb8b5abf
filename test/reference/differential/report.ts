/** What the comparison in plain Node tells the test. */
import { z } from 'zod';

const result = z.object({
  networks: z.number(),
  comparisons: z.number(),
  /** Comparisons of which nothing can be said (agreement.ts). */
  unbounded: z.number(),
  /** How near the worst came to its tolerance: 1 is at its edge. */
  worst: z.number(),
  /** The first ten. */
  disagreements: z.array(
    z.object({
      between: z.string(),
      value: z.string(),
      index: z.number(),
      measured: z.number().nullable(),
      expected: z.number().nullable(),
      allowed: z.number().nullable(),
    }),
  ),
  /** The smallest configuration that fails, with fast-check's path to it. */
  counterexample: z.unknown(),
});

export const reportSchema = z.object({
  implementations: z.array(z.string()),
  /** Backends that are not here, each with its reason. */
  unavailable: z.array(z.object({ name: z.string(), reason: z.string() })),
  pytorch: result.extend({
    torchVersion: z.string(),
    /** The float64 reference beside PyTorch's float64: the largest |error| / (1 + |value|). */
    float64Error: z.number(),
  }),
  /** Batches that a plain loop would take. */
  small: result,
  /** Batches large enough for threads. */
  large: result,
  mistakes: z.array(z.object({ name: z.string(), tried: z.number(), rejected: z.number() })),
});

/** The report. */
export type Report = z.infer<typeof reportSchema>;
