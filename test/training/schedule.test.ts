import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatSchedule, isSchedule, parseSchedule, rateAt } from '../../src/training/schedule.js';

describe('a schedule', () => {
  test('holds each rate from its step on', () => {
    const schedule = parseSchedule('0.1,0.01@100000,1e-3@150000') ?? [];
    const steps = [0, 99_999, 100_000, 149_999, 150_000, 1e9];
    expect(steps.map((step) => rateAt(schedule, step))).toEqual([0.1, 0.1, 0.01, 0.01, 1e-3, 1e-3]);
  });

  test.each([
    '',
    'abc',
    '0.1,0.01',
    '0.1@5',
    '0.1,0.01@0',
    '0.1,0.01@5,0.001@5',
    '-1',
    '0.1,0.01@1.5',
    '0.1@',
    '0.1@0@0',
    'NaN',
    '0.1,',
  ])('is not %j', (text) => {
    expect(parseSchedule(text)).toBeNull();
  });

  test('reads what it writes', () => {
    const rates = fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 1e6 }), (values, apart) => {
        const schedule = values.map((rate, index) => ({ rate, from: index * apart }));
        expect(isSchedule(schedule)).toBe(true);
        expect(parseSchedule(formatSchedule(schedule))).toEqual(schedule);
      }),
    );
  });
});
