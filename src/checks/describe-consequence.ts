/** The sentences and the plot of a consequence. */
import type { Consequence, StartFigures } from '../grading/consequence.js';
import { format, formatShare } from '../grading/format.js';
import type { Plot } from '../grading/plot.js';

/** Who takes the steps, as it reads behind their number. */
export interface Steps {
  /** "200 steps of SGD" without the number. */
  readonly own: string;
  /** "a right start" */
  readonly right: string;
}

/** The judge trains both networks in the same way. */
export const sameSteps: Steps = { own: 'steps of SGD', right: 'a right start' };

/**
 * "On all 47,156 training examples your network starts with a loss of 26.00, where a right start has 3.31. …": where it starts, how
 * much of it is saturated, where training takes it, each beside the right one's.
 */
export function describeConsequence(figures: Omit<Consequence, 'text' | 'plots'>, steps: Steps): string {
  const { student, reference } = figures;
  const loss = `${formatNats(student.initialLoss)}, where ${steps.right} has ${formatNats(reference.initialLoss)}`;
  return [
    `On ${format(figures.examples)} training examples your network starts with a loss of ${loss}.`,
    saturation(figures),
    ...afterwards(figures, steps),
  ].join(' ');
}

function saturation({ student, reference, units }: Pick<Consequence, 'student' | 'reference' | 'units'>): string {
  const [own, right] = [formatShare(student.saturated), formatShare(reference.saturated)];
  const share = `${own} of its tanh outputs are saturated ${own === right ? 'in both' : `(against ${right})`}`;
  const dead =
    student.deadUnits === 0
      ? 'none of its units is dead, that is saturated on every example'
      : `${format(student.deadUnits)} of its ${format(units)} units ${student.deadUnits === 1 ? 'is' : 'are'} dead, saturated on every example`;
  return reference.deadUnits === student.deadUnits
    ? `${share}, and ${dead}.`
    : `${share}, and ${dead} (against ${format(reference.deadUnits)}).`;
}

function afterwards(
  { student, reference, steps }: Pick<Consequence, 'student' | 'reference' | 'steps'>,
  { own }: Steps,
) {
  if (student.lossAfter === undefined || reference.lossAfter === undefined) return [];
  const against = `against ${formatNats(reference.lossAfter)}`;
  if (student.divergedAt !== undefined) {
    return [
      `Training it breaks down: at step ${format(student.divergedAt)} its loss is not a finite number any more, where after ${steps} ${own} the other has ${formatNats(reference.lossAfter)}.`,
    ];
  }
  return [`After ${steps} ${own} its loss is ${formatNats(student.lossAfter)}, ${against}.`];
}

/** Two decimals: what differs only beyond them has no consequence worth a sentence. */
function formatNats(loss: StartFigures['initialLoss']): string {
  return Math.abs(loss) < 1000 ? loss.toFixed(2) : format(loss);
}

/** The loss of each batch before its step. A training that broke off ends where it did. */
export function trainingPlot(steps: number, student: readonly number[], reference: readonly number[]): Plot {
  const upTo = (losses: readonly number[]) => Array.from({ length: steps }, (_, index) => losses[index] ?? NaN);
  return {
    kind: 'line',
    title: `The loss of each batch over ${steps} steps`,
    x: { label: 'step', values: Array.from({ length: steps }, (_, index) => index) },
    y: { label: 'loss', unit: 'nats' },
    series: [
      { name: 'your weights', values: upTo(student) },
      { name: 'right weights', values: upTo(reference) },
    ],
  };
}
