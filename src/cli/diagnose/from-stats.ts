/** `--stats FILE.json`: figures that somebody measured elsewhere, PyTorch's for example. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { NetworkFigures, ParameterFigures } from '../../diagnostics/figures.js';
import { UsageError } from '../errors.js';
import type { Looked, Source } from './diagnosis.js';

/** JSON has no NaN and no infinity: null, or a text, stands for them. */
const figure = z.union(
  [z.number(), z.null().transform(() => NaN), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)],
  { error: 'expected a number, or "NaN" or "Infinity" for one that is not finite' },
);

const optional = z.number().nullable().default(null);
const isShare = 'expected a share from 0 to 1';
const share = z.number().min(0, { error: isShare }).max(1, { error: isShare }).nullable().default(null);
const count = z.int().min(0).nullable().default(null);

const layerSchema = z.object({
  name: z.string(),
  units: count,
  preactivationMean: figure,
  preactivationStd: figure,
  within2: share,
  within3: share,
  activationMean: optional,
  activationStd: optional,
  saturated: share,
  deadUnits: count,
  areUnitsAlike: z.boolean().nullable().default(null),
  errors: z
    .object({ preactivationMean: z.number(), preactivationStd: z.number(), saturated: z.number() })
    .nullable()
    .default(null),
});

const parameterSchema = z.object({
  name: z.string(),
  role: z.enum(['hidden', 'output', 'embedding', 'other']),
  shape: z.array(z.int()).nullable().default(null),
  mean: optional,
  std: optional,
  ruleStd: optional,
  gradientStd: optional,
  updateRatio: optional,
});

const statsSchema = z.object({
  classes: z.int().min(2),
  loss: figure,
  /** Steps taken before; from 1 on only the rules in training apply. */
  step: z.int().min(0).default(0),
  rows: z.int().min(1).nullable().default(null),
  lossError: optional,
  logitsStd: optional,
  learningRate: optional,
  layers: z
    .array(layerSchema)
    .min(1, { error: 'expected at least one hidden layer, got an empty list; leave layers out for a network without' })
    .optional(),
  parameters: z.array(parameterSchema).default([]),
  gradients: z.array(z.object({ name: z.string(), std: figure })).default([]),
  updateRatios: z.array(figure).default([]),
});

/** What `diagnose --json` prints: figures of a start, or of a network in training. */
const diagnosisSchema = z.object({
  initialization: z.object({ figures: z.unknown() }).nullable(),
  training: z.object({ figures: z.unknown(), step: z.int() }).nullable(),
});

type Stats = z.infer<typeof statsSchema>;

/** Reads the figures. @throws UsageError, in one sentence, for a file that holds none */
export function lookAtStats(name: string): { source: Source; looked: Looked } {
  const title = path.basename(name);
  const json = jsonOf(name);
  const diagnosis = diagnosisSchema.safeParse(json);
  const given = diagnosis.success ? (diagnosis.data.initialization?.figures ?? diagnosis.data.training?.figures) : json;
  const parsed = statsSchema.safeParse(given);
  if (!parsed.success) throw refusal(title, parsed.error);
  const figures = figuresOf(parsed.data);
  const { step, layers } = parsed.data;
  return {
    source: {
      kind: 'stats',
      title,
      facts: [`${plural(figures.layers.length, 'hidden layer')}, ${plural(figures.parameters.length, 'parameter')}`],
      notes:
        layers === undefined ? ['No hidden layers in the file: only the loss and the gradients were looked at.'] : [],
      printed: '',
    },
    looked: step === 0 ? { start: figures, later: null } : { start: null, later: { step, figures } },
  };
}

function figuresOf({ layers = [], gradients, updateRatios, parameters, ...rest }: Stats): NetworkFigures {
  const { classes, rows, loss, lossError, logitsStd, learningRate } = rest;
  const more = Array.from({ length: Math.max(gradients.length, updateRatios.length) }, (_, index): ParameterFigures => {
    const gradient = gradients[index];
    const unknown = { shape: null, mean: null, std: null, ruleStd: null };
    return {
      name: gradient?.name ?? `weight ${index + 1}`,
      role: 'hidden',
      ...unknown,
      gradientStd: gradient?.std ?? null,
      updateRatio: updateRatios[index] ?? null,
    };
  });
  return { classes, rows, loss, lossError, logitsStd, learningRate, layers, parameters: [...parameters, ...more] };
}

/** Python writes NaN and Infinity as bare words, which JSON does not know. */
const BARE = /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g;

function jsonOf(name: string): unknown {
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : code;
    throw new UsageError(
      `--stats: expected a JSON file of statistics, got ${name === '' ? 'nothing' : `${name} (${why})`}; ${FORM}`,
    );
  }
  try {
    return JSON.parse(text.replaceAll(BARE, (word, quoted: string | undefined) => quoted ?? `"${word}"`));
  } catch {
    throw new UsageError(`--stats: ${path.basename(name)}: expected JSON to its end, got something else; ${FORM}`);
  }
}

const FORM =
  'write { "classes": 27, "loss": 3.3, "layers": [{ "name", "preactivationMean", "preactivationStd", "saturated" }], "gradients": [{ "name", "std" }], "updateRatios": [] }';

function refusal(title: string, error: z.ZodError): UsageError {
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'the file' : issue.path.join('.');
  return new UsageError(
    `--stats: ${title}: ${place}: ${(issue?.message ?? 'not understood').replace(/^Invalid input: /, '')}; ${FORM}`,
  );
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
