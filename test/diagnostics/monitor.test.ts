import { describe, expect, test } from '@jest/globals';
import { HealthMonitor } from '../../src/diagnostics/monitor.js';

const observation = (loss: number) => ({ loss, layers: [], parameters: [] });

describe('HealthMonitor', () => {
  test('looks every so many steps, and asks for nothing in between', () => {
    const monitor = new HealthMonitor({ classes: 27, every: 3 });
    const asked: number[] = [];
    for (let step = 0; step < 8; step++) {
      monitor.observe(step, () => {
        asked.push(step);
        return observation(3.3);
      });
    }
    expect(asked).toEqual([0, 3, 6]);
    expect(monitor.history.map(({ step }) => step)).toEqual([0, 3, 6]);
  });

  test('judges step 0 by the rules at initialization alone, later ones by those in training', () => {
    const monitor = new HealthMonitor({ classes: 27, every: 1 });
    const found = (step: number) =>
      monitor.observe(step, () => observation(10))?.findings.map(({ finding }) => finding);
    expect(found(0)).toEqual(['loss-too-high']);
    expect(found(1)).toEqual([]);
  });

  test('keeps the newest reports where it is told to', () => {
    const monitor = new HealthMonitor({ classes: 27, every: 1, keep: 2 });
    for (let step = 0; step < 5; step++) monitor.observe(step, () => observation(step));
    expect(monitor.history.map(({ figures }) => figures.loss)).toEqual([3, 4]);
  });

  test('looks out of turn when it is asked to', () => {
    const monitor = new HealthMonitor({ classes: 27, every: 100 });
    expect(monitor.look(7, observation(NaN)).findings.map(({ finding }) => finding)).toEqual(['loss-not-finite']);
    expect(monitor.history).toHaveLength(1);
  });

  test.each([
    [{ classes: 1, every: 1 }, 'HealthMonitor: expected classes to be a whole number from 2, got 1'],
    [{ classes: 27, every: 0 }, 'HealthMonitor: expected every to be a whole number from 1, got 0'],
    [{ classes: 27, every: 1, keep: 0.5 }, 'HealthMonitor: expected keep to be a whole number from 1, got 0.5'],
  ])('refuses %j', (options, message) => {
    expect(() => new HealthMonitor(options)).toThrow(new RangeError(message));
  });

  test('refuses a step that is none', () => {
    const monitor = new HealthMonitor({ classes: 27, every: 1 });
    expect(() => monitor.observe(-1, () => observation(1))).toThrow(
      new RangeError('HealthMonitor: expected step to be a whole number from 0, got -1'),
    );
  });
});
