import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Misconception } from '../grading/misconception.js';
import type { Exercise } from './manifest.js';

const edit = z.object({ replace: z.string().min(1), by: z.string() });

const misconceptionsModule = z.object({
  default: z
    .array(
      z.object({
        id: z.string(),
        title: z.string().min(1),
        explanation: z.string().min(1),
        next: z.string().min(1),
        ways: z
          .array(z.union([z.string().min(1), z.array(edit).min(1).readonly()]))
          .min(1)
          .readonly(),
        isByChance: z.boolean().default(false),
      }),
    )
    .min(1)
    .readonly(),
});

/**
 * Loads the misconceptions of an exercise, from beside its grader.
 *
 * @throws Error naming the file where it is missing or is no list of misconceptions of this exercise
 */
export async function loadMisconceptions(exercise: Exercise): Promise<readonly Misconception[]> {
  const file = exercise.file.replace(/\.ts$/, '.misconceptions');
  const module: unknown = await import(`../../graders/${file}.js`);
  const parsed = misconceptionsModule.safeParse(module);
  if (!parsed.success) throw new Error(`graders/${file}.ts: ${z.prettifyError(parsed.error)}`);
  const stranger = parsed.data.default.find(({ id }) => !id.startsWith(`${exercise.id}/`));
  if (stranger) throw new Error(`graders/${file}.ts: expected ids of ${exercise.id}, got ${stranger.id}`);
  return parsed.data.default;
}

/** The text of the reference answer, which the build keeps beside the graders. */
export function loadSolution({ file }: Exercise): Promise<string> {
  return readFile(new URL(`../../solutions/${file}`, import.meta.url), 'utf8');
}
