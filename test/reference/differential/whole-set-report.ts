/** What the comparison of whole sets tells the test. */
import { z } from 'zod';

export const wholeSetSchema = z.object({
  networks: z.number(),
  backends: z.array(
    z.object({
      name: z.string(),
      compared: z.number(),
      misfits: z.array(
        z.object({ figure: z.string(), measured: z.number().nullable(), low: z.number(), high: z.number() }),
      ),
    }),
  ),
  mistakes: z.array(z.object({ name: z.string(), on: z.string(), isTried: z.boolean(), isRejected: z.boolean() })),
});

/** The report. */
export type WholeSetReport = z.infer<typeof wholeSetSchema>;
