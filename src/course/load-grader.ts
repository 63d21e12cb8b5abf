import { z } from 'zod';
import type { Check, ConsequenceRule, Grader } from '../grading/check.js';
import type { Exercise } from './manifest.js';

const isRunnable = (value: unknown): value is Check['run'] => typeof value === 'function';

const checkSchema = z.object({
  id: z.string(),
  asks: z.string().min(1),
  points: z.int().positive(),
  dependsOn: z.array(z.string()).readonly().optional(),
  run: z.custom<Check['run']>(isRunnable),
});

const consequenceSchema = z.object({
  of: z.array(z.string()).min(1).readonly(),
  measure: z.custom<ConsequenceRule['measure']>(isRunnable),
});

const graderModule = z.object({
  default: z.object({
    id: z.string(),
    checks: z.array(checkSchema).min(1).readonly(),
    hints: z.tuple([z.string().min(1), z.string().min(1), z.string().min(1)]).readonly(),
    consequence: consequenceSchema.optional(),
    traits: z.custom<NonNullable<Grader['traits']>>(isRunnable).optional(),
  }),
});

/**
 * Loads the grader of an exercise by its path in `graders/`.
 *
 * @throws Error naming the file where it is missing, does not export a Grader, or belongs to another exercise
 */
export async function loadGrader(exercise: Exercise): Promise<Grader> {
  const file = exercise.file.replace(/\.ts$/, '.js');
  const module: unknown = await import(`../../graders/${file}`);
  const parsed = graderModule.safeParse(module);
  if (!parsed.success) throw new Error(`graders/${exercise.file}: ${z.prettifyError(parsed.error)}`);
  const { id, checks, hints, consequence, traits } = parsed.data.default;
  if (id !== exercise.id) throw new Error(`graders/${exercise.file}: expected the grader of ${exercise.id}, got ${id}`);
  return {
    id,
    hints,
    checks: checks.map((check) => withOptional(check)),
    ...(consequence ? { consequence } : {}),
    ...(traits ? { traits } : {}),
  };
}

function withOptional(check: z.infer<typeof checkSchema>): Check {
  const { dependsOn, ...rest } = check;
  return dependsOn === undefined ? rest : { ...rest, dependsOn };
}
