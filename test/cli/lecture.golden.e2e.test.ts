/** The lecture's printed losses, through the real command line: its names, its seed, the reference answers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { resultsSchema } from '../../src/report/results.js';
import { lectureNamesFile } from '../dataset/names-file.js';
import { clone, stepzero } from './course-copy.js';

jest.setTimeout(90_000);

const run = z.object({ batch_indices: z.array(z.number()), loss: z.number(), saturation: z.number() });
const tutorial = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync(path.join(clone, 'test/fixtures/oracle/tutorial.json'), 'utf8')));

// Skipped only where the lecture's names.txt is neither in STEPZERO_NAMES nor beside the repository.
const withNames = lectureNamesFile === null ? describe.skip : describe;

withNames('stepzero run with names.txt (skipped without it) and seed 2147483647', () => {
  test.each([
    ['1.3', '1.3_naive', '27.8817'],
    ['1.4', '1.4_fixed_output', '3.2975'],
    ['2.3', '2.3_adhoc_0.2', '3.3195'],
    ['3.2', '3.2_kaiming', '3.3246'],
    ['4.2', '4.2_batchnorm', '3.3198'],
  ])('%s prints the loss of %s, %s, on its batch', async (id, tag, loss) => {
    const torch = run.parse(tutorial[tag]);
    expect(torch.loss.toFixed(4)).toBe(loss);

    const names = lectureNamesFile ?? '';
    const args = ['run', id, '--from', 'solutions', '--names', names, '--seed', '2147483647'];
    const printed = await stepzero(args);
    expect(printed.exitCode).toBe(0);
    expect(printed.stdout).toMatch(new RegExp(`measured .*loss ${loss.replace('.', '\\.')}`, 'm'));

    const { stdout } = await stepzero([...args, '--json']);
    const notes = resultsSchema
      .parse(JSON.parse(stdout))
      .submissions.flatMap(({ exercises }) => exercises)
      .flatMap(({ checks }) => checks)
      .flatMap((check) => check.notes ?? []);
    expect(notes.join('\n')).toContain(torch.batch_indices.join(', '));
    expect(notes.join('\n')).toContain('names.txt (32,033 names, sha256 0a30b555)');
  });
});
