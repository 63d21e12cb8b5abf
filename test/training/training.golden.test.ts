/** `stepzero train` beside PyTorch: the same flags, the same draws, the same losses, statistics and names. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { remove, stepzero, temporaryFolder } from '../cli/course-copy.js';
import { lectureNamesFile } from '../dataset/names-file.js';

jest.setTimeout(60_000);

const figure = z.number().nullable();
const layer = z.object({ mean: figure, std: figure, saturated: figure, gradStd: figure });
const weight = z.object({
  name: z.string(),
  shape: z.array(z.number()),
  gradMean: figure,
  gradStd: figure,
  gradDataRatio: figure,
  updateRatio: figure,
});
const figures = z.object({
  losses: z.array(z.number()),
  train: z.number(),
  dev: z.number(),
  layers: z.array(layer),
  weights: z.array(weight),
  parameters: z.number(),
});
const run = z.object({
  title: z.string(),
  flags: z.array(z.string()),
  float32: figures,
  float64: figures,
  nudged: figures,
  samples: z.array(z.string()),
  nudgedSamples: z.array(z.string()),
});
type Run = z.infer<typeof run>;
const oracle = z
  .object({ names: z.array(z.string()), runs: z.array(run), lecture: z.array(run) })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/oracle/training.json', import.meta.url), 'utf8')));

const printed = figures.extend({
  losses: z.array(z.object({ step: z.number(), loss: z.number() })),
  layers: z.array(layer.extend({ name: z.string() })),
  samples: z.array(z.string()),
});

const folder = temporaryFolder();
afterAll(() => remove(folder));
const names = path.join(folder, 'names.txt');
writeFileSync(names, oracle.names.join('\n'));

type Figures = Readonly<Record<string, readonly (number | null)[]>>;

/** The same figures of either side, those of one kind together. */
function byKind({ losses, train, dev, layers, weights }: Run['float32']): Figures {
  const columns = <T extends object>(rows: readonly T[], of: string, keys: readonly (keyof T & string)[]) =>
    keys.map((key) => [`${of} ${key}`, rows.map((row) => z.number().nullable().parse(row[key]))] as const);
  return {
    losses: [...losses, train, dev],
    ...Object.fromEntries(columns(layers, 'layer', ['mean', 'std', 'saturated', 'gradStd'])),
    ...Object.fromEntries(columns(weights, 'weight', ['gradMean', 'gradStd', 'gradDataRatio', 'updateRatio'])),
  };
}

/**
 * How far figures of one kind may be from float64's. PyTorch's float32 is another rounding of the same run, and the run from nudged
 * draws one from the draws of another implementation: their farthest figures tell what either does to it. Ours are others, no
 * larger and no better correlated: 4 times as far is far beyond them. A share of saturated outputs changes by whole outputs,
 * of which two may cross the level.
 */
function toleranceOf(
  kind: string,
  others: readonly (readonly (number | null)[])[],
  float64: readonly (number | null)[],
  outputs: number,
) {
  const distances = others.flatMap((values) =>
    values.map((value, index) => Math.abs((value ?? 0) - (float64[index] ?? 0))),
  );
  const largest = Math.max(...float64.map((value) => Math.abs(value ?? 0)));
  return 4 * Math.max(...distances) + 2 ** -22 * largest + (kind === 'layer saturated' ? 2 / outputs : 0);
}

async function compare(
  { flags, float32, float64, nudged, samples, nudgedSamples }: Run,
  file: string,
  logEvery: number,
): Promise<void> {
  const args = ['train', '--names', file, ...flags, '--log-every', String(logEvery), '--json'];
  const { stdout, stderr, exitCode } = await stepzero(args, folder);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  const ours = printed.parse(JSON.parse(stdout));
  expect(ours.parameters).toBe(float64.parameters);
  expect(ours.weights.map(({ name, shape }) => ({ name, shape }))).toEqual(
    float64.weights.map(({ name, shape }) => ({ name, shape })),
  );
  const measured = byKind({ ...ours, losses: ours.losses.map(({ loss }) => loss) });
  const expected = byKind(float64);
  const others = [byKind(float32), byKind(nudged)];
  const outputs = 16 * 24; // the smallest layer of all runs
  for (const [kind, values] of Object.entries(expected)) {
    const got = measured[kind] ?? [];
    expect({ kind, count: got.length }).toEqual({ kind, count: values.length });
    const tolerance = toleranceOf(
      kind,
      others.map((each) => each[kind] ?? []),
      values,
      outputs,
    );
    for (const [index, value] of values.entries()) {
      const error = value === null ? Number(got[index] !== null) : Math.abs((got[index] ?? NaN) - value);
      expect({ kind, index, isClose: error <= tolerance, error, tolerance }).toMatchObject({ isClose: true });
    }
  }
  if (decidesNames({ samples, nudgedSamples })) expect(ours.samples).toEqual(samples);
}

/** Whether the names come out the same from nudged draws: of a network that learned little in 200 wild steps they do not. */
function decidesNames({ samples, nudgedSamples }: Pick<Run, 'samples' | 'nudgedSamples'>): boolean {
  return samples.join() === nudgedSamples.join();
}

test('nearly all runs decide their names', () => {
  const runs = [...oracle.runs, ...oracle.lecture];
  expect(runs.filter((each) => !decidesNames(each)).map(({ title }) => title)).toEqual(['lecture-naive']);
});

describe('short runs of small networks', () => {
  test.each(oracle.runs.map((each) => [each.title, each] as const))('%s', async (_, each) => {
    await compare(each, names, 1);
  });
});

const withNames = lectureNamesFile === null ? describe.skip : describe;

withNames("the lecture's stages with names.txt (skipped without it)", () => {
  test.each(oracle.lecture.map((each) => [each.title, each] as const))('%s', async (title, each) => {
    await compare(each, lectureNamesFile ?? '', title === 'lecture-deep' ? 50 : 10);
  });

  test('the first 10,001 of its 200,000 steps with batch norm', async () => {
    const { every } = z
      .object({ every: z.array(z.tuple([z.number(), z.number()])) })
      .parse(JSON.parse(readFileSync(new URL('../fixtures/oracle/train_bn.json', import.meta.url), 'utf8')));
    const expected = every.filter(([step]) => step % 1000 === 0 && step <= 10_000);
    const run = ['--preset', 'lecture-bn', '--steps', '10001', '--log-every', '1000', '--json'];
    const { stdout } = await stepzero(['train', '--names', lectureNamesFile ?? '', ...run], folder);
    const { losses } = printed.parse(JSON.parse(stdout));
    expect(losses.map(({ step }) => step)).toEqual(expected.map(([step]) => step));
    // The printed digits: PyTorch on another processor, with another BLAS, has them too.
    losses.forEach(({ loss }, index) => expect(Math.abs(loss - (expected[index]?.[1] ?? NaN))).toBeLessThan(1e-4));
  });
});
