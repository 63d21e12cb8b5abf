/** `#torch` in a guest, under its limits: it computes on the same kernels as here, and the student's code does not see them. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { TensorValue } from '../../src/guest/contract/value.js';
import type { GuestSession } from '../../src/guest/session.js';
import { Generator, linspace, rand } from '../../src/torch/index.js';
import { useKernels } from '../../src/torch/kernels.js';
import { open } from './open.js';

let session: GuestSession;

beforeAll(async () => {
  session = await open(['kernels']);
});
afterAll(() => session.close());
afterEach(() => useKernels('webasm'));

/** The numbers of the tensor that a function of the fixture returns. */
async function answer(name: string, ...args: number[]): Promise<number[]> {
  const { value } = await session.beginCheck('kernels.ts').call(name, ...args);
  if (!(value instanceof TensorValue)) throw new Error('expected a tensor');
  return [...value.data];
}

test('a guest has the WebAssembly kernels: its tanh has their bits and not those of Math.tanh', async () => {
  const x = linspace(-3, 3, 1000);
  const onKernels = x.tanh().data;
  useKernels('cpu');
  const inTypeScript = x.tanh().data;
  expect(Array.from(onKernels)).not.toEqual(Array.from(inTypeScript));
  expect(await answer('squashed')).toEqual(Array.from(onKernels));
});

test('their memory grows within the limit on the address space', async () => {
  const generator = new Generator(1);
  const sum = rand([700, 900], { generator })
    .matmul(rand([900, 1100], { generator }))
    .sum()
    .item();
  expect(await answer('product', 700, 900, 1100)).toEqual([sum]);
});

test('student code finds no WebAssembly', async () => {
  expect((await session.beginCheck('kernels.ts').call('webAssembly')).value).toBe('undefined');
});
