import { describe, expect, test } from '@jest/globals';
import { exercises, findExercise, parts } from '../../src/course/manifest.js';
import { manifestProblems } from '../../tools/course/problems.js';

describe('the manifest', () => {
  test('lists 21 exercises in 8 parts, worth 100 points', () => {
    expect(parts.map((part) => part.number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(exercises).toHaveLength(21);
    expect(exercises.reduce((sum, exercise) => sum + exercise.points, 0)).toBe(100);
  });

  test('has no problem that the gate knows of', () => {
    expect(manifestProblems(parts)).toEqual([]);
  });

  test('counts the ids of a part from 1, in the order of the course', () => {
    expect(exercises.map((exercise) => exercise.id)).toEqual([
      ...['0.1', '0.2', '0.3', '1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '2.3', '3.1'],
      ...['3.2', '4.1', '4.2', '4.3', '5.1', '6.1', '6.2', '6.3', '6.4', '7.1'],
    ]);
  });

  test('knows the file and the exports of an exercise', () => {
    expect(findExercise('1.3')).toEqual({
      id: '1.3',
      title: 'The forward pass',
      file: '1-initial-loss/1.3-forward-pass.ts',
      points: 7,
      exports: ['forward', 'initialLoss'],
    });
  });

  test('does not know an exercise that is not there', () => {
    expect(findExercise('1.5')).toBeUndefined();
    expect(findExercise('')).toBeUndefined();
  });
});
