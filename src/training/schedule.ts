/** Learning rates by step: `0.1,0.01@100000` is 0.1, and from step 100,000 on 0.01. */

/** A learning rate, and the step from which it holds. */
interface RateFrom {
  /** The first step (counted from 0) that is taken with it. */
  readonly from: number;
  readonly rate: number;
}

/** One rate or more, in the order of their steps; the first holds from step 0. */
export type Schedule = readonly RateFrom[];

/** The learning rate of a step: the last one that has begun. */
export function rateAt(schedule: Schedule, step: number): number {
  let rate = NaN;
  for (const each of schedule) if (each.from <= step) rate = each.rate;
  return rate;
}

/** Whether it begins at step 0, and each further rate later than the one before. */
export function isSchedule(schedule: Schedule): boolean {
  return schedule.every(({ from }, index) => from > (schedule[index - 1]?.from ?? -1) && (index > 0 || from === 0));
}

/** Reads `0.1` or `0.1,0.01@100000`; null where the text is no schedule. */
export function parseSchedule(text: string): Schedule | null {
  const schedule = text.split(',').map((part, index): RateFrom => {
    const [rate = '', from] = part.split('@').map((each) => each.trim());
    const isPlain = part.split('@').length <= 2 && rate !== '' && (index === 0 || from !== undefined) && from !== '';
    return { rate: isPlain ? Number(rate) : NaN, from: Number(from ?? 0) };
  });
  const isSound = schedule.every(({ rate, from }) => Number.isFinite(rate) && rate >= 0 && Number.isSafeInteger(from));
  return isSound && isSchedule(schedule) ? schedule : null;
}

/** The text that `parseSchedule` reads. */
export function formatSchedule(schedule: Schedule): string {
  return schedule.map(({ rate, from }) => (from === 0 ? String(rate) : `${rate}@${from}`)).join(',');
}
