/** What the comparison in plain Node tells the test. */
import { z } from 'zod';

const tally = z.object({
  /** Values held to a finite bound. */
  compared: z.number(),
  /** Values of which nothing can be said (agreement.ts). */
  unbounded: z.number(),
  /** How near the worst came to its tolerance: 1 is at its edge. JSON has no infinity. */
  worst: z.number().nullable(),
  /** The first ten. */
  disagreements: z
    .array(
      z.object({
        between: z.string(),
        value: z.string(),
        index: z.number(),
        measured: z.number().nullable(),
        expected: z.number().nullable(),
        allowed: z.number().nullable(),
      }),
    )
    .readonly(),
});

const part = z.object({
  networks: z.number(),
  /** Of the stage-by-stage comparison, what the shapes say. */
  expected: z.number(),
  staged: tally,
  composed: tally,
  pairs: tally,
  /** The smallest configuration that fails, with fast-check's path to it. */
  counterexample: z.unknown(),
});

export const reportSchema = z.object({
  implementations: z.array(z.string()),
  /** Backends that are not here, each with its reason. */
  unavailable: z.array(z.object({ name: z.string(), reason: z.string() })),
  pytorch: part.extend({
    torchVersion: z.string(),
    /** The float64 reference beside PyTorch's float64: the largest |error| / (1 + |value|). */
    float64Error: z.number(),
  }),
  /** Batches that a plain loop would take. */
  small: part,
  /** Batches large enough for threads. */
  large: part,
  /** Every planted mistake on every implementation: how many examples it was tried on, and in how many it was seen. */
  mistakes: z.array(z.object({ name: z.string(), on: z.string(), tried: z.number(), rejected: z.number() })),
});

/** The report. */
export type Report = z.infer<typeof reportSchema>;
