import { describe, expect, test } from '@jest/globals';
import { describeConsequence, type Steps, trainingPlot } from '../../src/checks/describe-consequence.js';
import type { StartFigures } from '../../src/grading/consequence.js';

const steps: Steps = { own: 'steps of SGD', right: 'a right start' };
const right = { initialLoss: 3.2712, saturated: 0.0462, deadUnits: 0, lossAfter: 2.5009 };

function say(student: Partial<StartFigures>, reference: StartFigures = right): string {
  const own = { initialLoss: 24.2749, saturated: 0.6931, deadUnits: 0, lossAfter: 6.98, ...student };
  return describeConsequence({ examples: 47156, units: 200, steps: 200, student: own, reference }, steps);
}

describe('describeConsequence', () => {
  test('puts every figure beside the right one', () => {
    expect(say({})).toBe(
      'On 47,156 training examples your network starts with a loss of 24.27, where a right start has 3.27. ' +
        '69.3 % of its tanh outputs are saturated, against 4.6 %; none of its 200 units is dead (saturated on every example). ' +
        'After 200 steps of SGD its loss is 6.98, against 2.50.',
    );
  });

  test('counts dead units', () => {
    expect(say({ deadUnits: 1 })).toContain('; 1 of its 200 units is dead (saturated on every example), against 0.');
    expect(say({ deadUnits: 57 })).toContain('; 57 of its 200 units are dead (saturated on every example), against 0.');
    expect(say({ deadUnits: 2 }, { ...right, deadUnits: 2 })).toContain('2 of its 200 units are dead (saturated on');
    expect(say({ deadUnits: 0 }, { ...right, deadUnits: 2 })).toContain(
      'none of its 200 units is dead (saturated on every example), against 2.',
    );
  });

  test('shares that read alike are not set against each other', () => {
    expect(say({ saturated: 0.04623 })).toContain('4.6 % of its tanh outputs are saturated, as in the right one;');
  });

  test('says that training broke the network', () => {
    expect(say({ lossAfter: NaN })).toMatch(
      / Training breaks it: after 200 steps of SGD its loss is NaN, against 2\.50\.$/,
    );
  });

  test('says nothing of a training that did not take place', () => {
    const student = { initialLoss: 3.3, saturated: 0, deadUnits: 0 };
    const text = describeConsequence({ examples: 512, units: 320, steps: 200, student, reference: right }, steps);
    expect(text).toMatch(/saturated on every example\)\.$/);
  });

  test('losses beyond a thousand keep to four digits', () => {
    expect(say({ initialLoss: 123456.7, lossAfter: 1e30 })).toMatch(/loss of 123,?457, .* its loss is 1\.000e\+30/);
  });
});

test('a training that broke off leaves its curve open', () => {
  const { x, series } = trainingPlot(4, [9, NaN], [3, 2.9, 2.8, 2.7]);
  expect(x.values).toEqual([0, 1, 2, 3]);
  expect(series.map(({ values }) => values)).toEqual([
    [9, NaN, NaN, NaN],
    [3, 2.9, 2.8, 2.7],
  ]);
});
