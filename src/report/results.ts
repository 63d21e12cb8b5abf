/**
 * results.json: what every report reads and every export is made from. The schema is written once, as zod; the published
 * JSON Schema (docs/results.schema.json) is generated from it. Readers must accept more fields than are listed here.
 */
import { z } from 'zod';

/** A measurement. JSON has no NaN and no infinity, and a diverged network has both: they travel by name. */
const real = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);

const plot = z.object({
  kind: z.enum(['line', 'histogram', 'bars']),
  title: z.string(),
  x: z.object({ label: z.string(), values: z.array(real) }),
  y: z.object({ label: z.string(), unit: z.string().optional() }),
  series: z.array(z.object({ name: z.string(), values: z.array(real) })),
  band: z.object({ name: z.string(), low: real, high: real }).optional(),
});

const startFigures = z.object({
  initialLoss: real.describe('In nats, over `examples` training examples, as lossAfter.'),
  saturated: z.number().describe('Share of |activation| > 0.97 in the hidden layers, in 0..1.'),
  deadUnits: z.number().describe('Hidden units that are saturated on every example.'),
  lossAfter: real.optional().describe('After `steps` steps; left out where there was no training.'),
});

const consequence = z.object({
  text: z.string().describe('The figures as sentences.'),
  examples: z.number().describe('How many training examples the figures were measured on.'),
  units: z.number().describe("Hidden units of the student's network."),
  steps: z.number(),
  student: startFigures,
  reference: startFigures.describe('The same of a right initialization, on the same data and batches.'),
  plots: z.array(plot).optional(),
});

const check = z.object({
  id: z.string().describe('Stable: "1.4/logits-are-small".'),
  asks: z.string().describe('A sentence saying what is asserted.'),
  status: z.enum(['pass', 'fail', 'todo', 'missing', 'blocked', 'timeout', 'crashed', 'tampered', 'error']),
  points: z.number(),
  maxPoints: z.number(),
  rationale: z.string().optional().describe('What is wrong and what it does to the network.'),
  measured: z.union([z.string(), z.number()]).optional(),
  expected: z.union([z.string(), z.number()]).optional(),
  ratio: real.optional().describe('measured / expected'),
  error: real.optional().describe('The largest error, in the unit of the measurement.'),
  diagnosis: z.object({ id: z.string(), title: z.string(), explanation: z.string() }).optional(),
  consequence: consequence
    .optional()
    .describe("What the student's own weights do. On one failed check of an exercise, where it was asked for."),
  next: z.string().optional().describe('The next thing to try.'),
  notes: z.array(z.string()).optional(),
  plots: z.array(plot).optional(),
  replay: z.string().describe('The command that replays this check with the same inputs.'),
  seed: z.number(),
  durationMs: z.number(),
});

const exercise = z.object({
  id: z.string(),
  title: z.string(),
  file: z.string().describe('Relative to the folder of exercises.'),
  status: z.enum(['done', 'wrong', 'partly', 'todo', 'error']),
  points: z.number(),
  maxPoints: z.number(),
  printed: z.string().describe("What the student's code printed, truncated with a note."),
  checks: z.array(check),
});

const submission = z.object({
  student: z.string(),
  score: z.number(),
  maxScore: z.number(),
  notes: z
    .array(z.string())
    .optional()
    .describe('Facts about the submission as a whole: files that were skipped, and why.'),
  exercises: z.array(exercise),
});

const provenance = z.object({
  stepzero: z.string().describe('Version of the course.'),
  node: z.string(),
  platform: z.string().describe('"linux x64"'),
  data: z.object({ label: z.string(), digest: z.string().describe('SHA-256 of the names.') }),
  isolation: z.string().describe('The isolation tier in force.'),
  keyId: z.string().describe('Names the key that the inputs were derived from; "public" for a student\'s own run.'),
  reference: z.string().describe('The backend of the reference network.'),
  graders: z.string().describe('SHA-256 over the graders and the rules that they grade by.'),
});

/** The schema of results.json. */
export const resultsSchema = z.object({
  version: z.literal(1),
  provenance,
  submissions: z.array(submission),
});

export type Results = z.infer<typeof resultsSchema>;
export type Provenance = Results['provenance'];
export type SubmissionRow = Results['submissions'][number];
export type ExerciseRow = SubmissionRow['exercises'][number];
export type CheckRow = ExerciseRow['checks'][number];

/** The JSON Schema (draft 2020-12) of results.json, as published in docs/results.schema.json. */
export function resultsJsonSchema(): Record<string, unknown> {
  // As input: what a reader may be given, so fields beyond these are allowed.
  return { title: 'Stepzero results.json', ...z.toJSONSchema(resultsSchema, { io: 'input' }) };
}

/** results.json as text: two spaces of indent and a final newline, so that two runs can be compared line by line. */
export function resultsText(results: Results): string {
  return `${JSON.stringify(results, null, 2)}\n`;
}
