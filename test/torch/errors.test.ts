import { describe, expect, test } from '@jest/globals';
import * as torch from '../../src/torch/index.js';
import { arange, cat, F, linspace, NotImplementedError, stack, tensor, Tensor, zeros } from '../../src/torch/index.js';

/** A call as a student's file makes it: transpiled, so no type was checked. */
function untyped(target: object, method: string, ...args: unknown[]): unknown {
  const called: unknown = Reflect.get(target, method);
  if (typeof called !== 'function') throw new Error(`no method ${method}`);
  return Reflect.apply(called, target, args);
}

const trained = { requiresGrad: true } as const;
const x = zeros([4, 5]);

const cases: readonly (readonly [title: string, run: () => unknown, message: string])[] = [
  [
    'inner dimensions',
    () => zeros([32, 30]).matmul(zeros([200, 27])),
    'matmul: [32, 30] @ [200, 27]: inner dimensions 30 and 200 differ',
  ],
  [
    'batch dimensions',
    () => zeros([2, 3, 4]).matmul(zeros([5, 4, 2])),
    'matmul: [2, 3, 4] @ [5, 4, 2]: batch dimensions [2] and [5] differ',
  ],
  [
    'a 0-d operand of matmul',
    () => x.matmul(tensor(2)),
    'matmul: [4, 5] @ []: a 0-d tensor has no matrix product; use mul to scale by it',
  ],
  [
    'a number where a tensor belongs',
    () => untyped(x, 'matmul', 3),
    'matmul: expected a tensor, got 3 (number); make one with tensor(...)',
  ],
  [
    'nothing where an operand belongs',
    () => untyped(x, 'add', undefined),
    'add: expected a tensor or a number, got undefined',
  ],
  [
    'an array where a tensor belongs',
    () => untyped(x, 'mul', [1, 2]),
    'mul: expected a tensor or a number, got an array of 2 elements',
  ],
  [
    'an object where a tensor belongs',
    () => untyped(x, 'gt', {}),
    'gt: expected a tensor or a number, got an object (Object)',
  ],
  [
    'shapes that do not broadcast',
    () => x.add(zeros([4])),
    'add: [4, 5] and [4]: sizes 5 and 4 (dimension -1) differ and neither is 1',
  ],
  [
    'a dimension that is not there',
    () => x.sum(2),
    'sum: dim 2 is outside shape [4, 5]; expected an integer from -2 to 1',
  ],
  ['a dimension twice', () => x.mean([0, -2]), 'mean: dims [0, -2] name a dimension of [4, 5] twice'],
  [
    'a misspelt option',
    () => untyped(x, 'var', 0, { keepDim: true }),
    'var: unknown option "keepDim"; expected keepdim or correction',
  ],
  [
    'an option that is no object',
    () => untyped(x, 'mean', 0, true),
    'mean: expected options as in { keepdim: true }, got true (boolean)',
  ],
  ['a view that does not fit', () => x.view([3, -1]), 'view: [4, 5] to [3, -1]: 20 elements do not fit'],
  ['two unknown sizes', () => x.view([-1, -1]), 'view: [4, 5] to [-1, -1]: only one size may be -1'],
  [
    'sizes without their array',
    () => untyped(x, 'view', 2, -1),
    'view: expected a shape as an array such as [32, 30], got 2 (number)',
  ],
  ['a broken size', () => zeros([2, 1.5]), 'zeros: expected a shape of whole numbers, got 1.5 (number) in it'],
  [
    'a NaN index',
    () => x.index([[0, NaN]]),
    'index: expected whole numbers from 0 to 3 for dimension 0 of shape [4, 5], got NaN (number)',
  ],
  [
    'an index out of range',
    () => x.index([4]),
    'index: expected whole numbers from 0 to 3 for dimension 0 of shape [4, 5], got 4 (number)',
  ],
  [
    'a hole among indices',
    () => untyped(x, 'index', [[0, undefined]]),
    'index: expected numbers, or arrays of them, got undefined',
  ],
  [
    'ragged indices',
    () => x.index([[0, 1], [2]]),
    'index: expected arrays of 2 elements at depth 1 (as the first one, [2, 2]), got one of 1',
  ],
  [
    'ragged rows',
    () => tensor([[1, 2], [3]]),
    'tensor: expected arrays of 2 elements at depth 1 (as the first one, [2, 2]), got one of 1',
  ],
  [
    'text in a tensor',
    () => untyped(torch, 'tensor', ['a']),
    'tensor: expected numbers, or arrays of them, got "a" (string)',
  ],
  [
    'item of many',
    () => x.item(),
    'item: expected a tensor of one element, got shape [4, 5]; reduce it first, as with mean()',
  ],
  [
    't of three dimensions',
    () => zeros([2, 3, 4]).t(),
    't: expected at most 2 dimensions, got shape [2, 3, 4]; use transpose',
  ],
  ['max of nothing', () => zeros([0]).max(), 'max: a tensor of shape [0] has no elements'],
  [
    'cat of other widths',
    () => cat([zeros([2, 3]), zeros([2, 4])]),
    'cat: [2, 3] and [2, 4] differ in more than dimension 0',
  ],
  ['cat of nothing', () => cat([]), 'cat: expected at least one tensor, got an empty list'],
  ['stack of other shapes', () => stack([zeros([2]), zeros([3])]), 'stack: [2] and [3] differ; expected equal shapes'],
  [
    'a range that leads away',
    () => arange(5, 0),
    'arange: expected steps that lead from start to end, got 5 to 0 in steps of 1',
  ],
  ['half a step', () => linspace(0, 1, 2.5), 'linspace: expected a whole number of steps, got 2.5 (number)'],
  [
    'a target beyond the classes',
    () => F.crossEntropy(x, [0, 1, 2, 5]),
    'crossEntropy (targets): expected whole numbers from 0 to 4 for dimension 0 of shape [5], got 5 (number)',
  ],
  ['a negative target', () => F.crossEntropy(x, [0, 1, 2, -1]), 'crossEntropy: expected targets from 0 to 4, got -1'],
  ['too few targets', () => F.crossEntropy(x, [0]), 'crossEntropy: 1 targets for logits of shape [4, 5]'],
  [
    'logits of one dimension',
    () => F.crossEntropy(zeros([5]), [0]),
    'crossEntropy: expected logits of shape [rows, classes], got [5]',
  ],
  [
    'targets that are a number',
    () => untyped(F, 'crossEntropy', x, 3),
    'crossEntropy: expected targets as number[] or a tensor, got 3 (number)',
  ],
  [
    'a batch of one',
    () => F.batchNorm(zeros([1, 5]), null, null, { training: true }),
    'batchNorm: a batch of 1 has no variance (x is [1, 5]); normalize it with running statistics, in evaluation',
  ],
  [
    'a gamma of another width',
    () => F.batchNorm(x, null, null, { weight: zeros([4]) }),
    'batchNorm: x [4, 5] has 5 features, weight is [4]',
  ],
  [
    'numbers that do not fill a shape',
    () => new Tensor(new Float32Array(3), [2, 2]),
    'Tensor: 3 numbers do not fill shape [2, 2]',
  ],
  [
    'backward without history',
    () => x.sum().backward(),
    'backward: this tensor does not require a gradient and has no history; set requiresGrad on the parameters before the forward pass',
  ],
  [
    'backward of many elements',
    () => zeros([4, 5], trained).mul(2).backward(),
    'backward: expected a tensor of one element, got shape [4, 5]; reduce it with mean() or sum(), or pass its gradient',
  ],
  [
    'backward with a gradient of another shape',
    () =>
      zeros([4], trained)
        .mul(2)
        .backward(zeros([5])),
    'backward: expected a gradient of shape [4], got a tensor of shape [5]',
  ],
  [
    'requiresGrad taken from a result',
    () => {
      zeros([4], trained).mul(2).requiresGrad = false;
    },
    'requiresGrad: expected a leaf, got the result of mul; use detach() for a tensor without history',
  ],
  [
    'a gradient of another shape',
    () => {
      zeros([4]).grad = zeros([5]);
    },
    'grad: expected null or a tensor of shape [4], got a tensor of shape [5]',
  ],
  [
    'a parameter changed while recording',
    () => zeros([4], trained).sub_(1),
    'sub_: a parameter (a leaf that requires a gradient) cannot be changed in place while operations are recorded; wrap the update in noGrad(() => { ... })',
  ],
  [
    'an in-place result that grows',
    () => zeros([4]).add_(zeros([2, 4])),
    'add_: a result of shape [2, 4] does not fit into [4]',
  ],
];

describe('an impossible request is a one-line error', () => {
  test.each(cases)('%s', (_, run, message) => {
    expect(run).toThrow(expect.objectContaining({ name: 'TensorError', message }));
    expect(message).not.toContain('\n');
  });
});

describe('a stub', () => {
  test('says which exercise is to do, and what to run', () => {
    const error = new NotImplementedError('1.4');
    expect(error.name).toBe('NotImplementedError');
    expect(error.exercise).toBe('1.4');
    expect(error.message).toBe(
      'Exercise 1.4 is still to do: replace this line with your answer, then run "npx stepzero run 1.4".',
    );
  });
});
