import { describe, expect, test } from '@jest/globals';
import { F, noGrad, ones, tensor, zeros } from '../../src/torch/index.js';
import { expectClose } from './close.js';

const trained = { requiresGrad: true } as const;

describe('what is recorded', () => {
  test('a gradient adds up over passes until it is set to null', () => {
    const x = tensor([1, 2, 3], trained);
    x.pow(2).sum().backward();
    x.pow(2).sum().backward();
    expectClose(x.grad, [4, 8, 12]);
    x.grad = null;
    x.sum().backward();
    expectClose(x.grad, [1, 1, 1]);
  });

  test('a tensor used on two paths gets both gradients', () => {
    const x = tensor([3], trained);
    const y = x.mul(2);
    y.mul(y).add(y).add(x).sum().backward(); // 4x^2 + 3x
    expectClose(x.grad, [27]);
  });

  test('the gradient of a sum does not share storage between its operands', () => {
    const [a, b] = [zeros([2], trained), zeros([2], trained)];
    a.add(b).sum().backward();
    a.grad?.fill_(9);
    expectClose(b.grad, [1, 1]);
  });

  test('gradients that meet at one tensor leave those of its neighbours, and the upstream gradient, alone', () => {
    for (const isLast of [true, false]) {
      const [x, w] = [tensor([1, 1], trained), tensor([1, 1], trained)];
      const [a, b] = [x.mul(2), w.mul(3)];
      const [sum, other] = [a.add(b), a.mul(5)];
      const upstream = ones([2]);
      (isLast ? sum.add(other) : other.add(sum)).backward(upstream); // 2x + 3w + 10x
      expectClose(x.grad, [12, 12]);
      expectClose(w.grad, [3, 3]);
      expectClose(upstream, [1, 1]);
    }
  });

  test('a scaled random tensor becomes a parameter when requiresGrad is set', () => {
    const W = ones([2, 2]).mul(0.01);
    W.requiresGrad = true;
    expect(W.isLeaf).toBe(true);
    W.sum().backward();
    expectClose(W.grad, [
      [1, 1],
      [1, 1],
    ]);
  });

  test('noGrad records nothing, returns the result, and ends even when the function throws', () => {
    const x = tensor([1], trained);
    expect(noGrad(() => x.mul(2)).requiresGrad).toBe(false);
    expect(() =>
      noGrad(() => {
        throw new Error('inside');
      }),
    ).toThrow('inside');
    expect(x.mul(2).requiresGrad).toBe(true);
  });

  test('detach cuts the history and shares the storage; clone keeps it and copies', () => {
    const x = tensor([1, 2], trained);
    const y = x.mul(3);
    const [cut, copy] = [y.detach(), y.clone()];
    cut.data[0] = 7;
    expectClose(y, [7, 6]);
    expectClose(copy, [3, 6]);
    expect(cut.requiresGrad).toBe(false);
    copy.sum().backward();
    expectClose(x.grad, [3, 3]);
  });

  test('comparisons and indices have no gradient', () => {
    const x = tensor([[1, 3, 2]], trained);
    expect(x.gt(1).requiresGrad).toBe(false);
    expect(x.max(1).indices.requiresGrad).toBe(false);
    expectClose(x.max(1).indices, [1]);
  });

  test('retainGrad keeps the gradient of an intermediate result', () => {
    const x = tensor([1, 2], trained);
    const y = x.mul(3);
    expect(y.grad).toBeNull();
    y.retainGrad();
    y.pow(2).sum().backward();
    expectClose(y.grad, [6, 12]);
    expectClose(x.grad, [18, 36]);
  });

  test('ties share the gradient of the largest of all, and the first takes it along a dimension', () => {
    const x = tensor([[2, 5, 5]], trained);
    x.max().backward();
    expectClose(x.grad, [[0, 0.5, 0.5]]);
    x.grad = null;
    x.max(1).values.sum().backward();
    expectClose(x.grad, [[0, 1, 0]]);
  });

  test('a graph of 20,000 operations needs no deep stack', () => {
    const x = tensor(1, trained);
    let y = x.mul(1);
    for (let i = 0; i < 20000; i++) y = y.add(1);
    y.backward();
    expect(x.grad?.item()).toBe(1);
  });
});

describe('a second backward', () => {
  test('is refused when the graph was freed, before any gradient changes', () => {
    const x = tensor([1, 2], trained);
    const shared = x.tanh();
    shared.sum().backward();
    const before = x.grad?.toArray();
    expect(() => shared.mul(2).sum().backward()).toThrow(
      'backward: the graph was freed by an earlier backward() (at tanh); run the forward pass again, or pass { retainGraph: true } the first time',
    );
    expect(x.grad?.toArray()).toEqual(before);
  });

  test('adds the same gradient again when the graph was retained', () => {
    const x = tensor([2], trained);
    const y = x.pow(2).sum();
    y.backward(undefined, { retainGraph: true });
    y.backward();
    expectClose(x.grad, [8]);
  });
});

describe('in place', () => {
  test('an update in noGrad changes the parameter, which stays a leaf', () => {
    const W = tensor([1, 2], trained);
    W.mul(3).sum().backward();
    noGrad(() => W.sub_(W.grad?.mul(0.5) ?? 0));
    expectClose(W, [-0.5, 0.5]);
    expect([W.isLeaf, W.requiresGrad]).toEqual([true, true]);
  });

  test('a value that the derivative needs must not be overwritten', () => {
    const x = tensor([1, 2], trained);
    const y = x.tanh();
    const loss = y.sum();
    noGrad(() => y.mul_(2));
    expect(() => loss.backward()).toThrow(
      'backward: the output of tanh was changed in place after it was used; its gradient needs the old values, so change a clone() instead',
    );
  });

  test('a view shares the storage and the check', () => {
    const x = tensor([[1, 2]], trained);
    const y = x.exp();
    const loss = y.sum();
    noGrad(() => y.view([2]).zero_());
    expect(() => loss.backward()).toThrow('the output of exp was changed in place');
  });

  test('a value that no derivative needs may be overwritten', () => {
    const x = tensor([1, 2], trained);
    const y = x.mul(3);
    const loss = y.add(1).sum();
    noGrad(() => y.zero_());
    loss.backward();
    expectClose(x.grad, [3, 3]);
  });

  test('an intermediate result is recorded as the operation that replaces it', () => {
    const [x, b] = [tensor([1, 2], trained), tensor([10, 20], trained)];
    const y = x.mul(2);
    y.add_(b).mul_(3);
    y.sum().backward();
    expectClose(y, [36, 72]);
    expectClose(x.grad, [6, 6]);
    expectClose(b.grad, [3, 3]);
  });

  test('fill_, zero_, copy_ and div_ write what they say', () => {
    const x = zeros([2, 2]);
    expectClose(
      x
        .fill_(4)
        .div_(2)
        .copy_(x.add(tensor([0, 1]))),
      [
        [2, 3],
        [2, 3],
      ],
    );
    expectClose(x.zero_(), [
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('numbers at the edge', () => {
  test('the cross-entropy of logits of +-1000 is finite and exact', () => {
    const logits = tensor([[1000, -1000], [-1000, 1000]], trained); // prettier-ignore
    const loss = F.crossEntropy(logits, [1, 1]);
    expect(loss.item()).toBe(1000);
    loss.backward();
    expectClose(logits.grad, [
      [0.5, -0.5],
      [0, 0],
    ]);
    expectClose(F.logSoftmax(logits.detach(), 1), [
      [0, -2000],
      [-2000, 0],
    ]);
  });

  test('NaN stays NaN through relu, max and cross-entropy', () => {
    const x = tensor([[NaN, 1, 2]]);
    expect(x.relu().data[0]).toBeNaN();
    expect(x.max().item()).toBeNaN();
    expect(F.crossEntropy(x, [1]).item()).toBeNaN();
  });

  test('the std of one number is NaN, and the gradient at std 0 is 0, as in PyTorch', () => {
    expect(tensor([3]).std().item()).toBeNaN();
    const x = ones([3], trained);
    x.std().backward();
    expectClose(x.grad, [0, 0, 0]);
  });

  test('numbers are float32: 0.1 + 0.2 is float32 arithmetic, and so is a threshold', () => {
    expect(tensor(0.1).add(0.2).item()).toBe(Math.fround(Math.fround(0.1) + Math.fround(0.2)));
    expect(tensor(0.97).gt(0.97).item()).toBe(0);
    expect(tensor(0.97).ge(0.97).item()).toBe(1);
  });
});
