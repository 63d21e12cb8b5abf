/** What `stepzero diagnose` answers with: the object that --json prints, and that text and page are written from. */
import { examine, type HealthFinding, isCertain } from '../../diagnostics/examine.js';
import type { NetworkFigures } from '../../diagnostics/figures.js';
import { batchTooSmall } from '../../diagnostics/unit-rules.js';
import { courseVersion } from '../course-root.js';

/** Where the figures come from. */
export interface Source {
  readonly kind: 'flags' | 'model' | 'stats';
  /** A few words: "lecture-bn", "model.ts". */
  readonly title: string;
  /** What the network is and what it was looked at with, a line each. */
  readonly facts: readonly string[];
  /** What the reader should know about how it was looked at, in sentences. */
  readonly notes: readonly string[];
  /** What the code of a model printed. */
  readonly printed: string;
}

/** What the rules of a phase say. */
interface Phase {
  readonly figures: NetworkFigures;
  readonly findings: readonly HealthFinding[];
}

/** A diagnosis. */
export interface Diagnosis {
  readonly source: Source;
  /** ln(classes), in nats: the loss of equal probabilities. */
  readonly expectedLoss: number;
  readonly initialization: Phase | null;
  /** After that many steps; with 0 of the first step, whose update is yet to come. null where no gradient was measured. */
  readonly training: (Phase & { readonly step: number }) | null;
  readonly provenance: {
    readonly stepzero: string;
    readonly node: string;
    readonly data: { readonly label: string; readonly digest: string } | null;
    /** What computed. */
    readonly computed: string | null;
  };
}

/** A network at its start, and perhaps after some steps. */
export interface Looked {
  readonly start: NetworkFigures | null;
  readonly later: { readonly step: number; readonly figures: NetworkFigures } | null;
}

/** Applies the rules of each phase: those in training to the later figures, or else to the gradients of the first step. */
export function diagnosisOf(
  source: Source,
  { start, later }: Looked,
  facts: Omit<Diagnosis['provenance'], 'stepzero' | 'node'>,
): Diagnosis {
  const figures = later?.figures ?? start;
  const classes = figures?.classes ?? NaN;
  const initialization = start === null ? null : { figures: start, findings: examine(start, 'initialization') };
  const tooSmall = start === null ? null : batchTooSmall(start);
  return {
    source: { ...source, notes: [...source.notes, ...(tooSmall === null ? [] : [smallBatchNote(tooSmall)])] },
    expectedLoss: Math.log(classes),
    initialization,
    training:
      figures !== null && (later !== null || hasGradients(figures))
        ? inTraining(figures, later?.step ?? 0, initialization)
        : null,
    provenance: { stepzero: courseVersion(), node: process.version, ...facts },
  };
}

/** Whether no rule applies beyond chance. */
export function isHealthy({ initialization, training }: Diagnosis): boolean {
  return ![...(initialization?.findings ?? []), ...(training?.findings ?? [])].some(isCertain);
}

/** What the same figures already showed at the start is not said twice. */
function inTraining(figures: NetworkFigures, step: number, start: Phase | null): Diagnosis['training'] {
  const known = step === 0 ? (start?.findings.map(({ finding }) => finding) ?? []) : [];
  const findings = examine(figures, 'training').filter(({ finding }) => !known.includes(finding));
  return { step, figures, findings };
}

function hasGradients({ parameters }: NetworkFigures): boolean {
  return parameters.some(({ gradientStd, updateRatio }) => gradientStd !== null || updateRatio !== null);
}

function smallBatchNote({ rows, needed }: { readonly rows: number; readonly needed: number }): string {
  return `Dead units cannot be told from live ones on ${rows} ${rows === 1 ? 'example' : 'examples'}: that takes ${needed} here (--batch ${needed}).`;
}
