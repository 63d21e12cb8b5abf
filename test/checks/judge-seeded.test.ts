import { describe, expect, test } from '@jest/globals';
import { normalTensor, uniformTensor } from '../../src/checks/inputs.js';
import { judgeSeeded, repeatedDraws } from '../../src/checks/judge-seeded.js';
import { TensorValue } from '../../src/guest/contract/value.js';
import { Generator } from '../../src/torch/generator.js';

const shape = [4, 5];
const from = (generator: Generator) => [{ name: 'W1', tensor: normalTensor(generator, shape) }];
const next = 'Pass the generator on.';

/** What a right initializer gives. */
function drawings() {
  const held = new Generator(1);
  return { first: from(new Generator(1)), twin: from(held), later: from(held), stranger: from(new Generator(2)) };
}

function rationaleOf(changed: Partial<ReturnType<typeof drawings>>): string {
  const outcome = judgeSeeded({ ...drawings(), ...changed }, next);
  return outcome.status === 'fail' ? outcome.rationale : outcome.status;
}

describe('draws from the generator that was passed in', () => {
  test('are equal for equal seeds, and only for these', () => {
    expect(rationaleOf({})).toBe('pass');
  });

  test('another generator of the same seed must give the same', () => {
    expect(rationaleOf({ twin: from(new Generator(3)) })).toMatch(
      /^Two generators of the same seed give different numbers: W1\[0, 0\] is \S+ in one network and \S+ in the other\. A run that cannot be repeated cannot be debugged\.$/,
    );
  });

  test('another seed must give others', () => {
    expect(rationaleOf({ stranger: from(new Generator(1)) })).toBe(
      'W1 is the same for two different seeds: it was not drawn from the generator that was passed in.',
    );
  });

  test('a generator that goes on must give others', () => {
    expect(rationaleOf({ later: from(new Generator(1)) })).toContain(
      'W1 is the same in two networks that were drawn one after the other from one generator',
    );
  });

  test('what is not random at all is left to another check', () => {
    const zeros = [{ name: 'W1', tensor: new TensorValue(shape, new Float32Array(20)) }];
    expect(rationaleOf({ first: zeros, twin: zeros, later: zeros, stranger: zeros })).toBe('pass');
  });
});

describe('draws that are used twice', () => {
  const generator = new Generator(4);
  const named = (name: string, tensor: TensorValue) => ({ name, tensor });
  const C = named('C', normalTensor(generator, [27, 10]));
  const W1 = named('W1', normalTensor(generator, [30, 200], 0, 0.2));
  const flat = named('W2', uniformTensor(generator, [200, 27], -0.0173, 0.0173));

  test('are not found in independent draws, normal or uniform', () => {
    expect(repeatedDraws([C, W1, flat], [1, 0.2, 0.01])).toBeUndefined();
  });

  test('are found within a parameter', () => {
    const twice = new TensorValue([60, 200], Float32Array.of(...W1.tensor.data, ...W1.tensor.data));
    expect(repeatedDraws([C, named('W1', twice)], [1, 0.2])).toBe('W1');
  });

  test('are found between two parameters, whatever their scale', () => {
    const again = new TensorValue(
      [270],
      C.tensor.data.map((value) => value * 0.01),
    );
    expect(repeatedDraws([C, W1, named('W2', again)], [1, 0.2, 0.01])).toBe('C');
  });
});
