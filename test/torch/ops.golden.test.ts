import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { F, linspace, tensor, zeros, ones, type Tensor } from '../../src/torch/index.js';
import { expectClose } from './close.js';

/** PyTorch's own answers, written by tools/oracle/ops.py: forward and gradients of every operation. */
type Nested = number | readonly Nested[];
const nested: z.ZodType<Nested> = z.lazy(() => z.union([z.number(), z.array(nested)]));
const fixture = z
  .object({ torch_version: z.string(), ops: z.array(z.looseObject({ op: z.string() })) })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/oracle/ops.json', import.meta.url), 'utf8')));

const unarySchema = z.object({ x: nested, y: nested, upstream: nested, grad_x: nested });
const binarySchema = z.object({ a: nested, b: nested, y: nested, upstream: nested, grad_a: nested, grad_b: nested });
const crossEntropySchema = z.object({ logits: nested, targets: z.array(z.number()), y: z.number(), grad_x: nested });
const batchNormSchema = z.object({
  eps: z.number(),
  momentum: z.number(),
  x: nested,
  gamma: nested,
  beta: nested,
  y: nested,
  upstream: nested,
  grad_x: nested,
  grad_gamma: nested,
  grad_beta: nested,
  running_mean: nested,
  running_var: nested,
  y_eval: nested,
});
const embeddingSchema = z.object({
  table: nested,
  index: z.array(z.array(z.number())),
  y: nested,
  upstream: nested,
  grad_table: nested,
});

const keep = { keepdim: true } as const;
const unary: Record<string, (x: Tensor) => Tensor> = {
  tanh: (x) => x.tanh(),
  relu: (x) => x.relu(),
  sigmoid: (x) => x.sigmoid(),
  exp: (x) => x.exp(),
  neg: (x) => x.neg(),
  square: (x) => x.pow(2),
  abs: (x) => x.abs(),
  'leaky_relu(0.01)': (x) => x.leakyRelu(0.01),
  elu: (x) => x.elu(),
  gelu: (x) => x.gelu(),
  gelu_tanh: (x) => x.gelu('tanh'),
  silu: (x) => x.silu(),
  softplus: (x) => x.softplus(),
  selu: (x) => x.selu(),
  'softmax(1)': (x) => x.softmax(1),
  'log_softmax(1)': (x) => x.logSoftmax(1),
  'sum(0,keepdim)': (x) => x.sum(0, keep),
  'mean(0,keepdim)': (x) => x.mean(0, keep),
  'mean(1)': (x) => x.mean(1),
  'var(0,keepdim,unbiased=False)': (x) => x.var(0, { keepdim: true, correction: 0 }),
  'var(0,keepdim,unbiased=True)': (x) => x.var(0, keep),
  'std(0,keepdim)': (x) => x.std(0, keep),
  std: (x) => x.std(),
  'max(1)': (x) => x.max(1).values,
  t: (x) => x.t(),
  log: (x) => x.log(),
  sqrt: (x) => x.sqrt(),
};

const binary: Record<string, (a: Tensor, b: Tensor) => Tensor> = {
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => a.div(b),
  matmul: (a, b) => a.matmul(b),
};

const trained = { requiresGrad: true } as const;

function checkCase(row: (typeof fixture.ops)[number]): void {
  const simple = unary[row.op];
  const pair = binary[row.op.split(' ')[0] ?? ''];
  if (simple !== undefined) {
    const { x, y, upstream, grad_x } = unarySchema.parse(row);
    const input = tensor(x, trained);
    const output = simple(input);
    output.backward(tensor(upstream));
    expectClose(output, y);
    expectClose(input.grad, grad_x);
  } else if (pair !== undefined) {
    const { a, b, y, upstream, grad_a, grad_b } = binarySchema.parse(row);
    const [left, right] = [tensor(a, trained), tensor(b, trained)];
    const output = pair(left, right);
    output.backward(tensor(upstream));
    expectClose(output, y);
    expectClose(left.grad, grad_a);
    expectClose(right.grad, grad_b);
  } else if (row.op === 'cross_entropy') {
    const { logits, targets, y, grad_x } = crossEntropySchema.parse(row);
    const input = tensor(logits, trained);
    const loss = F.crossEntropy(input, targets);
    loss.backward();
    expectClose(loss, y);
    expectClose(input.grad, grad_x);
  } else if (row.op === 'batch_norm') checkBatchNorm(batchNormSchema.parse(row));
  else if (row.op === 'embedding_concat') {
    const { table, index, y, upstream, grad_table } = embeddingSchema.parse(row);
    const C = tensor(table, trained);
    const output = C.index(index).view([index.length, -1]); // (8, 3) -> (8, 3, 4) -> (8, 12)
    output.backward(tensor(upstream));
    expectClose(output, y);
    expectClose(C.grad, grad_table);
  } else if (row.op === 'note') {
    const { y } = z.object({ y: z.array(z.number()) }).parse(row);
    expectClose(linspace(-5, 5, 200).index([0, 1, 2, 99, 100, 198, 199]), y);
  } else throw new Error(`ops.json holds "${row.op}", which this test does not know`);
}

function checkBatchNorm(row: z.infer<typeof batchNormSchema>): void {
  const [x, weight, bias] = [tensor(row.x, trained), tensor(row.gamma, trained), tensor(row.beta, trained)];
  const [runningMean, runningVar] = [zeros(weight.shape), ones(weight.shape)];
  const options = { weight, bias, eps: row.eps, momentum: row.momentum };
  const output = F.batchNorm(x, runningMean, runningVar, { ...options, training: true });
  output.backward(tensor(row.upstream));
  expectClose(output, row.y);
  expectClose(x.grad, row.grad_x);
  expectClose(weight.grad, row.grad_gamma);
  expectClose(bias.grad, row.grad_beta);
  expectClose(runningMean, row.running_mean);
  expectClose(runningVar, row.running_var);
  expectClose(F.batchNorm(x, runningMean, runningVar, options), row.y_eval);
  expectClose(runningMean, row.running_mean); // evaluation leaves the buffers alone
}

describe(`operations and gradients as PyTorch ${fixture.torch_version} computes them`, () => {
  test('the fixture holds every kind of case', () => {
    expect(fixture.ops).toHaveLength(66);
  });

  test.each(fixture.ops.map((row, place) => ({ name: `${row.op} (case ${place})`, row })))('$name', ({ row }) => {
    checkCase(row);
  });
});
