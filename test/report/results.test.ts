import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ExerciseResult, Outcome } from '../../src/grading/verdict.js';
import { toResults } from '../../src/report/from-verdicts.js';
import { resultsJsonSchema, resultsSchema, resultsText } from '../../src/report/results.js';
import { readResults } from './fixture.js';

const published = new URL('../../docs/results.schema.json', import.meta.url);
const { provenance } = readResults('mixed');

function exercise(outcome: Outcome): ExerciseResult {
  const verdict = {
    id: '1.4/x',
    asks: 'x',
    points: 0,
    maxPoints: 6,
    outcome,
    seed: 7,
    replay: 'npx stepzero run 1.4',
    durationMs: 1.6,
  };
  return { id: '1.4', status: 'wrong', points: 0, maxPoints: 6, printed: '', verdicts: [verdict] };
}

/** STEPZERO_WRITE_FIXTURES=1 publishes the present one. */
function readPublished(): object {
  if (process.env['STEPZERO_WRITE_FIXTURES'] === '1')
    writeFileSync(published, JSON.stringify(resultsJsonSchema(), null, 2));
  const schema: unknown = JSON.parse(readFileSync(published, 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error('docs/results.schema.json: expected an object');
  return schema;
}

test('the published JSON Schema is the one that the code generates', () => {
  expect(readPublished()).toEqual(JSON.parse(JSON.stringify(resultsJsonSchema())));
});

describe('a validator that knows only the published schema', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(readPublished());

  test.each(['mixed', 'class'] as const)('accepts the results of %s', (name) => {
    expect(validate(JSON.parse(resultsText(readResults(name))))).toBe(true);
  });

  test('accepts every kind of outcome', () => {
    const outcomes: Outcome[] = [
      { status: 'pass', measured: 1, expected: 1, notes: ['a note'] },
      {
        status: 'fail',
        rationale: 'r',
        next: 'n',
        measured: NaN,
        expected: Infinity,
        ratio: NaN,
        error: -Infinity,
        consequence: {
          text: 't',
          examples: 512,
          units: 320,
          steps: 200,
          student: { initialLoss: Infinity, saturated: 0.5, deadUnits: 3, lossAfter: NaN },
          reference: { initialLoss: 3.3, saturated: 0.1, deadUnits: 0 },
          plots: [
            {
              kind: 'line',
              title: 't',
              x: { label: 'x', values: [0, 1] },
              y: { label: 'y' },
              series: [{ name: 's', values: [NaN, 2] }],
            },
          ],
        },
        plots: [
          {
            kind: 'line',
            title: 't',
            x: { label: 'x', values: [1, NaN] },
            y: { label: 'y', unit: 'nats' },
            series: [{ name: 's', values: [Infinity, 2] }],
            band: { name: 'b', low: 0, high: Infinity },
          },
        ],
      },
      { status: 'todo', rationale: 'r', next: 'n' },
      { status: 'tampered', rationale: 'r' },
    ];
    const results = toResults([{ student: 's', exercises: outcomes.map(exercise) }], provenance);
    expect(validate(JSON.parse(resultsText(results)))).toBe(true);
    expect(resultsSchema.parse(JSON.parse(resultsText(results)))).toEqual(results);
  });

  test('accepts fields that it does not know', () => {
    expect(validate({ ...readResults('mixed'), more: 1 })).toBe(true);
  });

  test('refuses another version, an unknown status and a missing field', () => {
    const results = readResults('mixed');
    const [submission] = results.submissions;
    expect(validate({ ...results, version: 2 })).toBe(false);
    expect(validate({ ...results, submissions: [{ ...submission, score: 'all' }] })).toBe(false);
    expect(validate({ ...results, provenance: { ...results.provenance, data: undefined } })).toBe(false);
    const text = resultsText(results).replace('"status": "blocked"', '"status": "skipped"');
    expect(validate(JSON.parse(text))).toBe(false);
  });
});

describe('from verdicts', () => {
  test('a number that JSON does not have travels by name', () => {
    const results = toResults(
      [{ student: 's', exercises: [exercise({ status: 'pass', measured: NaN, expected: 3.2958 })] }],
      provenance,
    );
    expect(results.submissions[0]?.exercises[0]?.checks[0]).toEqual({
      id: '1.4/x',
      asks: 'x',
      status: 'pass',
      points: 0,
      maxPoints: 6,
      measured: 'NaN',
      expected: 3.2958,
      replay: 'npx stepzero run 1.4',
      seed: 7,
      durationMs: 2,
    });
  });

  test('title and file come from the manifest', () => {
    const results = toResults(
      [{ student: 's', exercises: [exercise({ status: 'todo', rationale: 'r' })] }],
      provenance,
    );
    expect(results.submissions[0]?.exercises[0]).toMatchObject({
      title: 'Fixing the output layer',
      file: '1-initial-loss/1.4-output-layer.ts',
    });
  });

  test('the score is the sum over the exercises', () => {
    const one = { ...exercise({ status: 'pass', measured: 1, expected: 1 }), points: 6 };
    const results = toResults(
      [{ student: 's', exercises: [one, { ...one, id: '1.3', points: 2, maxPoints: 7 }] }],
      provenance,
    );
    expect(results.submissions[0]).toMatchObject({ score: 8, maxScore: 13 });
  });

  test('an exercise that is not in the manifest is refused', () => {
    const stranger = { ...exercise({ status: 'todo', rationale: 'r' }), id: '9.9' };
    expect(() => toResults([{ student: 's', exercises: [stranger] }], provenance)).toThrow(
      'results: expected an exercise of the course, got "9.9". Is it in src/course/manifest.ts?',
    );
  });
});
