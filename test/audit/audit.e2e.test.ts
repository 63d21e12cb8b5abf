/** `stepzero audit` as a user runs it, and docs/claims.md held to what it measures. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { claims } from '../../src/audit/claims/claims.js';
import { topics, type Verdict } from '../../src/audit/claim.js';
import { claimRow } from '../../src/cli/audit/claims-markdown.js';
import { clone, remove, stepzero, temporaryFolder } from '../cli/course-copy.js';
import { lectureNamesFile } from '../dataset/names-file.js';

jest.setTimeout(120_000);

const folder = temporaryFolder();
afterAll(() => remove(folder));

const verdict: z.ZodType<Verdict> = z.enum(['holds', 'does not hold', 'depends']);
const auditedClaim = z.object({
  id: z.string(),
  topic: z.enum(topics),
  title: z.string(),
  says: z.string(),
  usesData: z.boolean(),
  verdict,
  met: z.number(),
  of: z.number(),
  rule: z.string(),
  measured: z.string(),
  spread: z.string().nullable(),
  evidence: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('draws'), values: z.array(z.union([z.number(), z.literal('Infinity')])) }),
    z.object({
      kind: z.literal('cases'),
      cases: z.array(
        z.object({
          name: z.string(),
          value: z.union([z.number(), z.literal('Infinity')]),
          rule: z.string(),
          isMet: z.boolean(),
        }),
      ),
    }),
  ]),
});
const report = z.object({
  summary: z.record(z.string(), z.number()),
  claims: z.array(auditedClaim),
  provenance: z.object({ data: z.object({ label: z.string() }) }),
});

const document = readFileSync(path.join(clone, 'docs/claims.md'), 'utf8');
/** The rows of the document, by the id of their claim. */
const rows = new Map(
  document.split('\n').flatMap((line) => {
    const id = /^\| <a id="([^"]+)">/.exec(line)?.[1];
    return id === undefined ? [] : [[id, line] as const];
  }),
);

async function audited(...args: string[]) {
  const { exitCode, stdout, stderr } = await stepzero(['audit', '--json', ...args], folder);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return report.parse(JSON.parse(stdout));
}

test('docs/claims.md has every claim, in order, with its title', () => {
  expect([...rows.keys()]).toEqual(claims.map(({ id }) => id));
  const sample = claims.map(({ id, title }) => [
    id,
    rows.get(id)?.includes(title.replaceAll('|', '\\|').replaceAll('<', '&lt;')),
  ]);
  expect(sample).toEqual(claims.map(({ id }) => [id, true]));
});

if (lectureNamesFile === null) {
  test.skip("docs/claims.md against the lecture's names: names.txt is not here (STEPZERO_NAMES names it)", () =>
    undefined);
}
const describeWithNames = lectureNamesFile === null ? describe.skip : describe;

describeWithNames("with the lecture's names", () => {
  const names = ['--names', lectureNamesFile ?? ''];

  test('docs/claims.md says what is measured before training, to the byte', async () => {
    const { claims: measured, provenance } = await audited(...names, '--no-training');
    expect(document).toContain(`Data: ${provenance.data.label}.`);
    expect(measured.map(({ id }) => id)).toEqual(claims.filter(({ trains }) => !trains).map(({ id }) => id));
    for (const claim of measured) expect(rows.get(claim.id)).toBe(claimRow(claim));
    // As PyTorch has them on the lecture's seed.
    const lecture = (id: string) => measured.find((claim) => claim.id === id)?.measured;
    expect(lecture('loss/naive')).toBe('27.88');
    expect(lecture('saturation/naive')).toBe('68.5 %');
    expect(lecture('saturation/quick-fix')).toBe('5.5 %');
    expect(lecture('saturation/kaiming')).toBe('20.6 %');
    expect(lecture('batch-norm/saturation')).toBe('3.2 %');
  });

  test('and in training', async () => {
    const { claims: measured } = await audited(...names, '--claim', 'training/recovery', '--backend', 'webasm');
    expect(measured).toHaveLength(1);
    for (const claim of measured) expect(rows.get(claim.id)).toBe(claimRow(claim));
  });
});

test('on other names: the claims that are about none come out the same, the others say so', async () => {
  const { stdout, exitCode } = await stepzero(['audit', '--claim', 'gain', '--claim', 'tanh/slopes'], folder);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('built-in names (8,403 names');
  expect(stdout).toContain('✗ E[tanh²(x)] for x ~ N(0, 1)');
  expect(stdout).toContain('6 claims: ✓ 3 hold, ✗ 3 do not, ~ 0 depend');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

describe('one sentence, exit code 2', () => {
  test.each([
    [['--claim', 'saturatoin'], '--claim: there is no claim "saturatoin". Did you mean saturation?'],
    [
      ['--claim', 'zzzzzzzz'],
      '--claim: there is no claim "zzzzzzzz". They begin with loss, tanh, saturation, preactivation, activation, gain, depth, batch-norm, training',
    ],
    [
      ['--claim', 'training', '--no-training'],
      '--no-training: expected claims without training among those asked for, got none; leave it out',
    ],
    [
      ['--claim', 'gain', '--out', 'claims.md'],
      `--out: expected every claim in it, got 5 of ${claims.length}; leave --claim and --no-training out`,
    ],
    [['--out='], '--out: expected a file, got nothing; say where the Markdown goes'],
    [
      ['--claim', 'gain', '--backend', 'cpu'],
      '--backend: expected a claim that networks are trained for, got none; leave it out',
    ],
    [
      ['--claim', 'training', '--backend', 'gpu'],
      '--backend: expected webasm or cpu for training, got "gpu"; leave it out to let stepzero choose',
    ],
    [['--frobnicate'], 'Unknown argument: frobnicate. Try: npx stepzero --help'],
  ])('%j', async (args, message) => {
    const { exitCode, stderr, stdout } = await stepzero(['audit', ...args], folder);
    expect({ exitCode, stderr, stdout }).toEqual({ exitCode: 2, stderr: `stepzero: ${message}`, stdout: '' });
    expect(existsSync(path.join(folder, 'claims.md'))).toBe(false);
  });
});
