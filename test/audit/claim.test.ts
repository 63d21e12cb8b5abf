/** How verdicts follow from rules and measurements. */
import { expect, test } from '@jest/globals';
import { makeExamples } from '../../src/dataset/load-examples.js';
import { judged } from '../../src/audit/audit.js';
import { type Claim, type Evidence, verdictOf } from '../../src/audit/claim.js';
import { claims } from '../../src/audit/claims/claims.js';
import { about, aboutShare, between, exactly, nearestPowerOfTen, printedAs } from '../../src/audit/criteria.js';
import { Lab } from '../../src/audit/lab/lab.js';
import { gaussianMean } from '../../src/reference/predict/gaussian-mean.js';

const draws = (met: number, of = 100): Evidence => ({
  kind: 'draws',
  values: Array.from({ length: of }, (_, index) => (index < met ? 10 : 20)),
  criterion: about(10),
});
const cases = (...values: number[]): Evidence => ({
  kind: 'cases',
  cases: values.map((value, index) => ({ name: `case ${index}`, value, criterion: about(10) })),
});

test.each<[Evidence, string]>([
  [draws(100), 'holds'],
  [draws(95), 'holds'],
  [draws(94), 'depends'],
  [draws(6), 'depends'],
  [draws(5), 'does not hold'],
  [draws(0), 'does not hold'],
  [cases(10, 10.5), 'holds'],
  [cases(10, 20), 'depends'],
  [cases(20, 20), 'does not hold'],
  [cases(NaN), 'does not hold'],
])('verdict %#', (evidence, verdict) => {
  expect(verdictOf(evidence)).toBe(verdict);
});

test('nothing measured is no verdict', () => {
  expect(() => verdictOf(cases())).toThrow('verdictOf: expected at least one measurement, got none');
});

test.each([
  ['about', about(14), [12.6, 15.4], [12.59, 15.41]],
  ['a share and its rest', aboutShare(0.97), [0.9671, 0.9729], [0.966, 0.974]],
  ['a printed figure', printedAs('3.29'), [3.28, 3.2958, 3.3], [3.279, 3.31]],
  ['a printed figure of one digit', printedAs('1'), [0, 2], [2.1]],
  ['a range with its ends', between(15, 27), [15, 27], [14.99, 27.01]],
  ['infinity', exactly(Infinity), [Infinity], [1e300, NaN, -Infinity]],
  ['a power of ten', nearestPowerOfTen(-3), [3.2e-4, 3.1e-3], [3.1e-4, 3.2e-3, 0, -1e-3]],
])('%s', (_name, { isMet }, inside, outside) => {
  for (const value of inside) expect([value, isMet(value)]).toEqual([value, true]);
  for (const value of outside) expect([value, isMet(value)]).toEqual([value, false]);
});

test('the mean under a normal distribution', () => {
  expect(gaussianMean(() => 1)).toBeCloseTo(1, 13);
  expect(gaussianMean((x) => x ** 4)).toBeCloseTo(3, 12);
  expect(gaussianMean((x) => Math.max(0, x) ** 2)).toBeCloseTo(0.5, 12);
  expect(gaussianMean((x) => Math.exp(x))).toBeCloseTo(Math.exp(0.5), 12);
});

const claim: Claim = {
  id: 'some/claim',
  topic: 'Training',
  title: 'A claim',
  says: '10',
  usesData: false,
  trains: false,
  show: (value) => value.toFixed(1),
  measure: () => Promise.resolve(cases(1)),
};

test('in words: the lecture’s seed first, then where the draws lie', () => {
  const values = Array.from({ length: 100 }, (_, index) => 99 - index);
  const evidence: Evidence = { kind: 'draws', values, criterion: about(10) };
  expect(judged(claim, evidence)).toMatchObject({ measured: '99.0', spread: '5.0 to 95.0', met: 3, of: 100 });
});

test('in words: cases by name, a crowd of them as a range; what JSON has no number for as its name', () => {
  expect(judged(claim, cases(9, 20))).toMatchObject({
    measured: 'case 0: 9.0, case 1: 20.0',
    spread: null,
    rule: 'within 10 % of 10',
    verdict: 'depends',
  });
  expect(judged(claim, cases(1, 2, 3, 4, 5, 6, 7, 8, 9))).toMatchObject({ measured: '1.0 to 9.0, the 9 of them' });
  expect(judged(claim, cases(Infinity)).evidence).toMatchObject({ cases: [{ value: 'Infinity', isMet: false }] });
});

test('every claim has an id of its own, and there are at least 25', () => {
  const ids = claims.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(25);
  expect(ids.filter((id) => !/^[a-z-]+\/[a-z0-9-]+$/.test(id))).toEqual([]);
});

test('no rule of a formula is met by every number', async () => {
  const names = Array.from({ length: 10 }, (_, index) => 'abcdefghij'.slice(index));
  const lab = new Lab(makeExamples({ origin: '--names', label: 'ten', digest: '', names }), () => Promise.resolve());
  const tried = [-1e9, -1, 0, 1e-9, 0.5, 1, 3.3, 27, 1e9, Infinity];
  const formulas = claims.filter(({ usesData, trains, how }) => !usesData && !trains && how === undefined);
  expect(formulas.length).toBeGreaterThan(10);
  for (const { id, measure } of formulas) {
    const evidence = await measure(lab);
    const criteria = evidence.kind === 'draws' ? [evidence.criterion] : evidence.cases.map((each) => each.criterion);
    for (const { isMet } of criteria) expect([id, tried.every(isMet)]).toEqual([id, false]);
  }
});
