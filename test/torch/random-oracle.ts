/** PyTorch's answers about random numbers: the `rng`, `rng_sequences`, `init` and `gain` cases of ops.json, and the corners. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const numbers = z.array(z.number());
const draw = z.discriminatedUnion('fn', [
  z.object({ fn: z.literal('randn'), n: z.number(), values: numbers }),
  z.object({ fn: z.literal('rand'), n: z.number(), values: numbers }),
  z.object({ fn: z.literal('randint'), n: z.number(), low: z.number().default(0), high: z.number(), values: numbers }),
  z.object({ fn: z.literal('randperm'), n: z.number(), values: numbers }),
  z.object({ fn: z.literal('multinomial'), p: numbers, n: z.number(), replacement: z.boolean(), values: numbers }),
  z.object({ fn: z.literal('uniform_'), a: z.number(), b: z.number(), n: z.number(), values: numbers }),
  z.object({ fn: z.literal('normal_'), mean: z.number(), std: z.number(), n: z.number(), values: numbers }),
]);

/** One draw of PyTorch's. */
export type Draw = z.infer<typeof draw>;

const big = z.object({
  name: z.string(),
  shape: numbers,
  first: numbers,
  last: numbers,
  sum: z.number(),
  sumsq: z.number(),
});
const oracleFile = z.object({
  torch_version: z.string(),
  rng: z.array(z.intersection(z.object({ seed: z.number() }), draw)),
  rng_sequences: z.array(
    z.union([
      z.object({ seed: z.number(), draws: z.array(draw) }),
      z.object({ seed: z.number(), tutorial_order: z.array(big), then_randint_182625: numbers }),
    ]),
  ),
  init: z.array(
    z.object({
      seed: z.number(),
      fn: z.string(),
      shape: numbers,
      std: z.number(),
      mean: z.number(),
      first: numbers,
      last: numbers,
    }),
  ),
  gain: z.array(z.object({ nonlinearity: z.string(), param: z.number().nullable(), gain: z.number() })),
});

const seeded = { seed: z.number() };
const cornersFile = z.object({
  default_initial_seed: z.string(),
  default_randint: numbers,
  seeds: z.array(z.object({ seed: z.string(), initial_seed: z.string(), randint: numbers })),
  randint: z.array(z.object({ ...seeded, low: z.number(), high: z.number(), values: numbers })),
  randperm: z.array(z.object({ ...seeded, n: z.number(), first: numbers, last: numbers, weighted_sum: z.number() })),
  multinomial: z.array(
    z.object({
      ...seeded,
      weights: z.union([numbers, z.array(numbers)]),
      count: z.number(),
      replacement: z.boolean(),
      values: z.union([numbers, z.array(numbers)]),
    }),
  ),
  state: z.object({ ...seeded, skipped_randn: z.number(), randn: numbers, rand: numbers, block: numbers }),
  trunc_normal_: z.array(
    z.object({ ...seeded, mean: z.number(), std: z.number(), a: z.number(), b: z.number(), values: numbers }),
  ),
});

function read(file: string | URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** ops.json, or the file that STEPZERO_ORACLE names: one written with another --seed-offset must pass as well. */
export const oracle = oracleFile.parse(
  read(process.env['STEPZERO_ORACLE'] ?? new URL('../fixtures/oracle/ops.json', import.meta.url)),
);

/** random_corners.json. */
export const corners = cornersFile.parse(read(new URL('../fixtures/oracle/random_corners.json', import.meta.url)));

/** The largest |measured - expected|; Infinity where the lengths differ or a value is not a number. */
export function worstError(measured: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (measured.length !== expected.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs((measured[i] ?? NaN) - (expected[i] ?? NaN));
    worst = Number.isNaN(error) ? Infinity : Math.max(worst, error);
  }
  return worst;
}
