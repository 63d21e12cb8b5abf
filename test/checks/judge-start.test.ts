/** How initializers are told from each other, at the two sizes that every one is judged at. */
import { describe, expect, test } from '@jest/globals';
import { judgeStart, STATISTICS } from '../../src/checks/judge-start.js';
import { lectureConfig, parameterShapes, wideConfig } from '../../src/checks/network.js';
import { drawnByFanIn, drawnWith, filled, type Start, standardNormal, tanhGain } from '../../src/checks/start.js';
import { TensorValue } from '../../src/guest/contract/value.js';
import { Generator } from '../../src/torch/generator.js';

type Shape = readonly number[];
const shapes: readonly Shape[] = [lectureConfig, wideConfig].map((config) => parameterShapes(config).W1);
const advice = { why: 'Too wide.', whySmall: 'Too narrow.', next: 'Multiply by the right std.' };
const sizeOf = (shape: Shape) => shape.reduce((product, size) => product * size, 1);
const kaiming = drawnByFanIn(tanhGain);

function normal(std: (shape: Shape) => number, mean = 0): readonly TensorValue[] {
  const generator = new Generator(7);
  return shapes.map((shape) => {
    const data = new Float32Array(sizeOf(shape));
    generator.normalFill(data, mean, std(shape));
    return new TensorValue(shape, data);
  });
}

function uniform(reach: (shape: Shape) => number): readonly TensorValue[] {
  const generator = new Generator(7);
  return shapes.map((shape) => {
    const data = new Float32Array(sizeOf(shape));
    generator.uniformFill(data, -reach(shape), reach(shape));
    return new TensorValue(shape, data);
  });
}

const judge = (start: Start, tensors: readonly TensorValue[]) =>
  judgeStart('W1', start, tensors, advice, STATISTICS * tensors.length);

function rationaleOf(outcome: ReturnType<typeof judge>): string {
  return outcome.status === 'fail' ? outcome.rationale : 'passed';
}

describe('a right draw', () => {
  test('passes, normal or uniform, and says what was measured at each size', () => {
    expect(judge(kaiming, normal(kaiming.std))).toMatchObject({
      status: 'pass',
      measured: expect.stringMatching(/^W1 \[30, 200\] std 0\.30\d*, mean .*; W1 \[500, 100\] std 0\.07\d*, mean /),
    });
    expect(
      judge(
        kaiming,
        uniform((shape) => Math.sqrt(3) * kaiming.std(shape)),
      ).status,
    ).toBe('pass');
  });

  test('must be normal only where the exercise asks for it', () => {
    const flat = uniform(() => Math.sqrt(3));
    expect(judge(drawnWith(1, 'one'), flat).status).toBe('pass');
    expect(rationaleOf(judge(standardNormal, flat))).toMatch(
      /^W1 \[30, 200\] has the right mean and standard deviation but is not normal: the share of its values below some point is 0\.06\d* away from the bell curve's, where 6,000 normal draws stay within 0\.03686\.$/,
    );
    expect(
      judge(
        standardNormal,
        normal(() => 1),
      ).status,
    ).toBe('pass');
  });
});

describe('a wrong draw', () => {
  test('is told by how much, against whose std, and what it does', () => {
    expect(
      rationaleOf(
        judge(
          kaiming,
          normal((shape) => 3.3 * kaiming.std(shape)),
        ),
      ),
    ).toMatch(
      /^The standard deviation of W1 \[30, 200\] is 1\.01, about 3\.3 times too large against \(5\/3\) \/ sqrt\(30\) = 0\.3043 \(accepted: 0\.2899 to 0\.3189\)\. Too wide\.$/,
    );
    expect(
      rationaleOf(
        judge(
          kaiming,
          normal(() => 0.01),
        ),
      ),
    ).toContain('times too small against');
    expect(
      rationaleOf(
        judge(
          kaiming,
          normal(() => 0.01),
        ),
      ),
    ).toContain('Too narrow.');
  });

  const fanIn = ([rows = NaN]: Shape) => rows;
  const fanOut = ([, cols = NaN]: Shape) => cols;
  test.each<[string, (shape: Shape) => number]>([
    ['no gain', (s) => 1 / Math.sqrt(fanIn(s))],
    ["relu's gain", (s) => Math.sqrt(2 / fanIn(s))],
    ['fanOut', (s) => 5 / 3 / Math.sqrt(fanOut(s))],
    ['no root', (s) => 5 / 3 / fanIn(s)],
    ['the variance', (s) => 25 / 9 / fanIn(s)],
    ['Xavier', (s) => Math.sqrt(2 / (fanIn(s) + fanOut(s)))],
    ['Xavier with gain', (s) => (5 / 3) * Math.sqrt(2 / (fanIn(s) + fanOut(s)))],
    ['30 written out', () => 5 / 3 / Math.sqrt(30)],
    ["2.3's factor", () => 0.2],
    ['no factor', () => 1],
  ])('%s is another spread', (_, std) => {
    expect(rationaleOf(judge(kaiming, normal(std)))).toMatch(
      /^The standard deviation of W1 .* too (large|small) against/,
    );
  });

  test('a uniform draw within +-std is another spread', () => {
    expect(rationaleOf(judge(kaiming, uniform(kaiming.std)))).toContain('too small against');
  });

  test('an offset is found though the spread is right, and is not called a wrong spread', () => {
    const rationale = rationaleOf(
      judge(
        standardNormal,
        normal(() => 1, 0.2),
      ),
    );
    expect(rationale).toMatch(/^The mean of W1 \[30, 200\] is 0\.2\d*, instead of 0 /);
  });
});

describe('a filled parameter', () => {
  test('holds its value everywhere', () => {
    const tensors = shapes.map((shape) => new TensorValue(shape, new Float32Array(sizeOf(shape)).fill(1)));
    expect(judge(filled(1), tensors).status).toBe('pass');
    const [first] = tensors;
    first?.data.set([0.5], 203);
    expect(rationaleOf(judge(filled(1), tensors))).toBe(
      'W1[1, 3] is 0.5 and should be 1 (1 of 6,000 values are off). Too wide.',
    );
  });
});
