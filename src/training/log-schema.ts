/** What a run has noted down, as it reads from a file. */
import { z } from 'zod';
import { rules } from '../diagnostics/rules.js';
import { unitRules } from '../diagnostics/unit-rules.js';

/** JSON writes null for NaN and infinity; either way there is no figure, and NaN says so. */
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

const step = z.int().min(0);

const findingSchema = z.strictObject({
  finding: z.enum([...rules, ...unitRules].map(({ finding }) => finding)),
  measure: z.string(),
  healthy: z.strictObject({ from: z.number().nullable(), to: z.number().nullable() }).nullable(),
  measurements: z.array(z.strictObject({ name: z.string(), value: figure, mayBeChance: z.boolean() })).readonly(),
  detail: z.string().nullable(),
  cause: z.string(),
  remedy: z.string(),
  verify: z.string(),
});

const layerSchema = z.strictObject({
  name: z.string(),
  mean: figure,
  std: figure,
  saturated: z.number().nullable(),
  gradStd: figure,
});

const weightSchema = z.strictObject({
  name: z.string(),
  shape: z.array(z.int()).readonly(),
  gradMean: figure,
  gradStd: figure,
  gradDataRatio: figure,
  updateRatio: figure,
});

/** The log of a trainer. */
export const logSchema = z.strictObject({
  losses: z.array(z.strictObject({ step, loss: z.number() })).readonly(),
  health: z.array(z.strictObject({ step, findings: z.array(findingSchema).readonly() })).readonly(),
  last: z
    .strictObject({ layers: z.array(layerSchema).readonly(), weights: z.array(weightSchema).readonly() })
    .nullable(),
});
