/** How claims are written down: what they have in common, and the evidence that most of them ask for. */
import { format, formatShare } from '../../grading/format.js';
import type { Case, Claim, Evidence } from '../claim.js';
import type { Criterion } from '../criteria.js';
import type { Lab } from '../lab/lab.js';
import type { StartFigures, StartName } from '../lab/starts.js';

/** A number in four digits, a whole one in full. */
export const plain = (value: number): string =>
  Number.isFinite(value) && !Number.isInteger(value) ? format(Number(value.toPrecision(4))) : format(value);

/** A share as a percentage. */
export const percent = formatShare;

/** A count of steps; none is enough where it is infinite. */
export const steps = (value: number): string => (value === Infinity ? 'never' : format(value));

/** What every claim says, and nothing else: the rest depends on where its numbers come from. */
type Said = Pick<Claim, 'id' | 'topic' | 'title' | 'says' | 'how' | 'why'>;

/** A claim that arithmetic decides: no data, no chance. */
export function ofFormula(said: Said, cases: () => readonly Case[], show = plain): Claim {
  return {
    ...said,
    usesData: false,
    trains: false,
    show,
    measure: () => Promise.resolve<Evidence>({ kind: 'cases', cases: cases() }),
  };
}

/** A claim about one of the tutorial's networks before training, on every draw of it. */
export function ofStart(
  said: Said,
  start: StartName,
  figure: keyof StartFigures,
  criterion: Criterion,
  show = plain,
): Claim {
  const measure = async (lab: Lab): Promise<Evidence> => ({
    kind: 'draws',
    values: (await lab.starts(start)).map((figures) => figures[figure]),
    criterion,
  });
  return { ...said, usesData: true, trains: false, show, measure };
}

/** A claim whose cases are measured some other way. */
export function ofCases(
  said: Said,
  about: Pick<Claim, 'usesData' | 'trains'>,
  measure: (lab: Lab) => Promise<readonly Case[]>,
  show = plain,
): Claim {
  return { ...said, ...about, show, measure: async (lab) => ({ kind: 'cases', cases: await measure(lab) }) };
}

/** One number under a name. */
export function caseOf(name: string, value: number, criterion: Criterion): Case {
  return { name, value, criterion };
}
