import { describe, expect, test } from '@jest/globals';
import type { Examples } from '../../src/dataset/examples.js';
import { type Fault, SubjectFault } from '../../src/guest/contract/fault.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { Handle, Opaque, TensorValue, type Value } from '../../src/guest/contract/value.js';
import { asFinite, asNumbers, asRecord, asTensor, describe as describeValue } from '../../src/grading/answers.js';
import type { Check } from '../../src/grading/check.js';
import { runCheck } from '../../src/grading/run-check.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import { Generator } from '../../src/torch/generator.js';

const empty = { words: [], X: [], Y: [] };
const examples: Examples = {
  label: 'none',
  digest: '',
  stoi: {},
  itos: {},
  vocabSize: 0,
  blockSize: 3,
  train: empty,
  dev: empty,
  test: empty,
};
const context = { seed: 1, generator: new Generator(1), examples };

/** A subject that answers every question in the same way: with a value, or with a fault. */
function answering(reply: Value | SubjectFault): Subject {
  const answer = () =>
    reply instanceof SubjectFault ? Promise.reject(reply) : Promise.resolve({ value: reply, handle: new Handle(1) });
  return {
    call: answer,
    construct: answer,
    invoke: answer,
    read: answer,
    hold: answer,
    fixtureLayers: answer,
    write: async () => {
      await answer();
    },
  };
}

function checkThat(run: (value: Value) => Pass | Fail): Check {
  return {
    id: '1.1/example',
    asks: 'an example',
    points: 1,
    run: async (subject) => run((await subject.call('f')).value),
  };
}

const passing: Pass = { status: 'pass', measured: 1, expected: 1 };

describe('every fault becomes the status that it means', () => {
  const rows: [Fault, string, string][] = [
    [{ kind: 'not-implemented', exercise: '1.1' }, 'todo', '1.1 is still to do.'],
    [{ kind: 'missing', what: 'file', name: 'a.ts' }, 'missing', 'There is no file a.ts.'],
    [{ kind: 'missing', what: 'export', name: 'f' }, 'missing', 'The file does not export f.'],
    [{ kind: 'missing', what: 'method', name: 'forward' }, 'missing', 'There is no method forward.'],
    [
      {
        kind: 'unloadable',
        message: 'Unexpected token',
        frames: [{ file: 'a.ts', line: 3, column: 7, functionName: '' }],
      },
      'fail',
      'Unexpected token (a.ts:3:7)',
    ],
    [
      { kind: 'threw', errorName: 'TypeError', message: 'x is not a function', frames: [] },
      'fail',
      'Your code threw TypeError: x is not a function',
    ],
    [{ kind: 'timeout', deadlineMs: 5000 }, 'timeout', 'No answer within 5 s: the process was stopped.'],
    [{ kind: 'crashed', reason: 'out of memory' }, 'crashed', 'The process that ran your code ended: out of memory.'],
    [
      { kind: 'tampered', evidence: 'two replies' },
      'tampered',
      'The reply broke the protocol between your code and the grader: two replies',
    ],
    [{ kind: 'error', message: 'no process could be started' }, 'error', 'no process could be started'],
  ];

  test.each(rows)('%j', async (fault, status, rationale) => {
    const outcome = await runCheck(
      checkThat(() => passing),
      answering(new SubjectFault(fault)),
      context,
    );
    expect(outcome).toMatchObject({ status, rationale });
  });
});

describe('what a check returns or throws', () => {
  test('its own outcome stands', async () => {
    expect(
      await runCheck(
        checkThat(() => passing),
        answering(1),
        context,
      ),
    ).toEqual(passing);
  });

  test('a mistake in the check is ours', async () => {
    const broken = checkThat(() => {
      throw new RangeError('index 3 of 2');
    });
    expect(await runCheck(broken, answering(1), context)).toMatchObject({
      status: 'error',
      rationale: 'The check 1.1/example itself failed: index 3 of 2',
    });
  });
});

describe('untrusted answers', () => {
  const tensor = new TensorValue([2, 3], new Float32Array(6));
  const rows: [string, Value, (value: Value) => unknown, string][] = [
    [
      'shape',
      tensor,
      (value) => asTensor(value, 'h', [3, 2]),
      'h: expected a Tensor of shape [3, 2], got Tensor [2, 3].',
    ],
    ['type', [1, 2], (value) => asTensor(value, 'h'), 'h: expected a Tensor, got array of 2 (number).'],
    ['element', [1, 'a'], (value) => asNumbers(value, 'Y'), 'Y[1]: expected a number, got "a" (string).'],
    [
      'nothing',
      undefined,
      (value) => asRecord(value, 'the parameters'),
      'the parameters: expected an object, got undefined.',
    ],
    [
      'not finite',
      NaN,
      (value) => asFinite(value, 'the loss'),
      'the loss: expected a finite number, got NaN (number).',
    ],
    ['opaque', new Opaque('Map'), (value) => asRecord(value, 'stoi'), 'stoi: expected an object, got Map.'],
    ['tensor for a record', tensor, (value) => asRecord(value, 'p'), 'p: expected an object, got Tensor [2, 3].'],
  ];

  test.each([
    ['turned around', [3, 2], 'The sizes are right, in the wrong order'],
    ['another one', [3, 3], 'Write down the shape after each line'],
  ])('of a shape that is %s come with a next step for it', async (_, shape, next) => {
    const check = checkThat((reply) => {
      asTensor(reply, 'W1', shape);
      return passing;
    });
    expect(await runCheck(check, answering(tensor), context)).toMatchObject({
      status: 'fail',
      next: expect.stringContaining(next),
    });
  });

  test.each(rows)('of the wrong %s fail with what was expected and what came', async (_, value, read, rationale) => {
    const check = checkThat((reply) => {
      read(reply);
      return passing;
    });
    expect(await runCheck(check, answering(value), context)).toMatchObject({ status: 'fail', rationale });
  });

  test('objects are described by their keys', () => {
    expect(describeValue({ C: 1, W1: 2 })).toBe('object { C, W1 }');
    expect(describeValue([])).toBe('an empty array');
    expect(describeValue(null)).toBe('null');
  });
});
