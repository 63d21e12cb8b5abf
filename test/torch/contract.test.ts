import { expect, test } from '@jest/globals';
import {
  F,
  Generator,
  init,
  linspace,
  manualSeed,
  noGrad,
  NotImplementedError,
  ones,
  rand,
  randint,
  randn,
  type Tensor,
  tensor,
  zeros,
} from '../../src/torch/index.js';

/** Every line of the course's contract for '#torch', as a submission writes it; its types are checked by `check:types`. */
test('the way #torch reads in TypeScript', () => {
  const g = new Generator(2147483647);
  expect(new Generator().manualSeed(2147483647).initialSeed).toBe(g.initialSeed);
  const C = randn([27, 10], { generator: g, requiresGrad: true });
  const W2 = randn([200, 27], { generator: g }).mul(0.01);
  W2.requiresGrad = true;
  const W1 = randn([30, 200], { generator: g, requiresGrad: true });
  const b1 = randn([200], { generator: g, requiresGrad: true });
  const ix: number[] = randint(0, 182625, [32], { generator: g }).toArray();
  const X: number[][] = ix.map((i) => [i % 27, i % 26, i % 25]);
  const Y: number[] = ix.map((i) => i % 27);
  const emb = C.index(X); // (32, 3, 10)
  expect(emb.shape).toEqual([32, 3, 10]);
  const h = emb.view([X.length, -1]).matmul(W1).add(b1).tanh(); // (32, 30) @ (30, 200) -> (32, 200)
  const m = h.mean(0, { keepdim: true }); // (1, 200)
  const v = h.var(0, { keepdim: true, correction: 0 }); // (1, 200)
  const [gamma, beta] = [ones([1, 200]), zeros([1, 200])];
  expect([h.std(), h.sum(), h.max()].map((all) => all.shape)).toEqual([[], [], []]);
  const { values, indices } = h.max(1);
  expect([values.shape, indices.shape]).toEqual([[32], [32]]);
  expect(h.std({ correction: 0 }).item()).toBeLessThan(h.std().item());
  expect(h.sub(m).div(v.add(1e-5).sqrt()).mul(gamma).add(beta).shape).toEqual([32, 200]);
  expect(h.neg().pow(2).shape).toEqual([32, 200]);
  const share: number = h.abs().gt(0.97).mean().item();
  expect(share).toBeGreaterThan(0.5);
  const logits = h.matmul(W2); // (32, 200) @ (200, 27) -> (32, 27)
  const loss = F.crossEntropy(logits, Y);
  loss.backward();
  const before = W1.detach().clone();
  noGrad(() => {
    if (W1.grad !== null) W1.sub_(W1.grad.mul(0.1));
  });
  expect(W1.sub(before).abs().max().item()).toBeGreaterThan(0);
  const grad: Tensor | null = W1.grad;
  expect(grad?.shape).toEqual(W1.shape);
  W1.grad = null;
  expect([W1.grad, W1.numel(), W1.dim()]).toEqual([null, 6000, 2]);
  W1.data[0] = 5;
  expect(W1.index([0]).toArray<number[][]>()[0]?.[0]).toBe(5);
  const x = zeros([3]);
  expect(init.normal_(x, 0, 0.01, { generator: g })).toBe(x);
  expect(init.uniform_(x, -1, 1, { generator: g })).toBe(x);
  manualSeed(42);
  const draws = rand([2]).toArray();
  manualSeed(42);
  expect(rand([2]).toArray()).toEqual(draws);
  expect(linspace(-5, 5, 3).toArray()).toEqual([-5, 0, 5]);
  expect(tensor([[1, 2]]).toArray<number[][]>()).toEqual([[1, 2]]);
  expect(new NotImplementedError('1.4')).toBeInstanceOf(Error);
});
