/** The sentences and the plot of a consequence. */
import type { Consequence } from '../grading/consequence.js';
import { format, formatShare } from '../grading/format.js';
import type { Plot } from '../grading/plot.js';

/** How the sentences name the training and the other network. */
export interface Steps {
  /** As it reads behind their number: "steps of SGD". */
  readonly own: string;
  /** What the student's network stands beside: "a right start". */
  readonly right: string;
}

/** The judge trains both networks in the same way. */
export const sameSteps: Steps = { own: 'steps of SGD', right: 'a right start' };

/**
 * Where the student's network starts, how much of it is saturated, where training takes it, each beside the right one's: "On 47,156
 * training examples your network starts with a loss of 24.27, where a right start has 3.27. …"
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
  const share = `${own} of its tanh outputs are saturated, ${own === right ? 'as in the right one' : `against ${right}`}`;
  const [dead, deadThere] = [student.deadUnits, reference.deadUnits];
  const count = dead === 0 ? 'none' : format(dead);
  const against = dead === deadThere ? '' : `, against ${format(deadThere)}`;
  return `${share}; ${count} of its ${format(units)} units ${dead < 2 ? 'is' : 'are'} dead (saturated on every example)${against}.`;
}

function afterwards(
  { student, reference, steps }: Pick<Consequence, 'student' | 'reference' | 'steps'>,
  { own }: Steps,
): readonly string[] {
  const { lossAfter } = student;
  if (lossAfter === undefined || reference.lossAfter === undefined) return [];
  const breaks = Number.isFinite(lossAfter) ? 'After' : 'Training breaks it: after';
  return [
    `${breaks} ${steps} ${own} its loss is ${formatNats(lossAfter)}, against ${formatNats(reference.lossAfter)}.`,
  ];
}

/** Two decimals: what differs only beyond them has no consequence worth a sentence. */
function formatNats(loss: number): string {
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
