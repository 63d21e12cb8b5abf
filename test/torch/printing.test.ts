import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { arange, tensor, zeros } from '../../src/torch/index.js';

describe('a printed tensor', () => {
  test('shows 4 decimals in aligned columns, and its shape', () => {
    expect(
      tensor([
        [1.5, -2.25],
        [300.125, 0],
      ]).toString(),
    ).toBe(
      // prettier-ignore
      ['tensor([[  1.5000,  -2.2500],', '        [300.1250,   0.0000]], shape: [2, 2])'].join('\n'),
    );
  });

  test('shows whole numbers as PyTorch does, and a single number without brackets', () => {
    expect(tensor([3, 14, -1]).toString()).toBe('tensor([ 3., 14., -1.], shape: [3])');
    expect(tensor(2.5).toString()).toBe('tensor(2.5000, shape: [])');
    expect(tensor([]).toString()).toBe('tensor([], shape: [0])');
  });

  test('says whether a gradient is required, and which operation made it', () => {
    const x = tensor([1, 2], { requiresGrad: true });
    expect(x.toString()).toBe('tensor([1., 2.], shape: [2], requiresGrad: true)');
    expect(x.tanh().toString()).toBe('tensor([0.7616, 0.9640], shape: [2], gradFn: tanh)');
  });

  test('shows very small and very large numbers with an exponent, and what is not finite', () => {
    expect(tensor([1e-8, 1]).toString()).toBe('tensor([1.0000e-08, 1.0000e+00], shape: [2])');
    expect(tensor([NaN, -Infinity, 0.5]).toString()).toBe('tensor([   nan,   -inf, 0.5000], shape: [3])');
  });

  test('leaves an empty line between matrices', () => {
    expect(arange(8).view([2, 2, 2]).toString()).toBe(
      [
        'tensor([[[0., 1.],',
        '         [2., 3.]],',
        '',
        '        [[4., 5.],',
        '         [6., 7.]]], shape: [2, 2, 2])',
      ].join('\n'),
    );
  });

  test('is summarized beyond 1000 elements', () => {
    expect(zeros([1001]).toString()).toBe('tensor([0., 0., 0., ..., 0., 0., 0.], shape: [1001])');
    expect(arange(6000).view([30, 200]).toString()).toBe(
      [
        'tensor([[   0.,    1.,    2., ...,  197.,  198.,  199.],',
        '        [ 200.,  201.,  202., ...,  397.,  398.,  399.],',
        '        [ 400.,  401.,  402., ...,  597.,  598.,  599.],',
        '        ...,',
        '        [5400., 5401., 5402., ..., 5597., 5598., 5599.],',
        '        [5600., 5601., 5602., ..., 5797., 5798., 5799.],',
        '        [5800., 5801., 5802., ..., 5997., 5998., 5999.]], shape: [30, 200])',
      ].join('\n'),
    );
    expect(zeros([1000]).toString()).not.toContain('...');
  });

  test('wraps long rows at 80 columns', () => {
    const lines = arange(100).mul(0.5).toString().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[1]).toMatch(/^ {8}\S| {8} /);
  });

  test('looks the same in console.log and in the differences that Jest shows', () => {
    const [x, y] = [tensor([[1, 2], [3, 4]]), tensor([[1, 2], [3, 5]])]; // prettier-ignore
    expect(inspect(x)).toBe(x.toString());
    expect(inspect({ x })).toContain('tensor([[1., 2.],');
    let difference = '';
    try {
      expect(x).toEqual(y);
    } catch (error) {
      difference = error instanceof Error ? error.message : '';
    }
    expect(difference).toMatch(/-\s+\[3\., 5\.\]\], shape: \[2, 2\]\)/);
    expect(difference).toMatch(/\+\s+\[3\., 4\.\]\], shape: \[2, 2\]\)/);
    expect(difference).not.toContain('Float32Array');
  });
});
