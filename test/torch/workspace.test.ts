import { afterEach, describe, expect, test } from '@jest/globals';
import { randn, Tensor, Generator } from '../../src/torch/index.js';
import { type KernelName, useKernels } from '../../src/torch/kernels.js';
import { sgdStep } from '../../src/torch/sgd.js';
import { Workspace } from '../../src/torch/workspace.js';

afterEach(() => useKernels('webasm'));

const names: readonly KernelName[] = ['webasm', 'cpu'];

describe.each(names)('a workspace on %s', (name) => {
  test('gives each step the arrays of the step before', () => {
    useKernels(name);
    const workspace = new Workspace();
    const x = workspace.lasting(() => randn([8, 40], { generator: new Generator(1) }));
    const first = workspace.step(() => [x.mul(2).data, x.tanh().data]);
    const again = workspace.step(() => [x.mul(3).data, x.tanh().data]);
    expect(again[0]).toBe(first[0]);
    expect(again[1]).toBe(first[1]);
    expect(again[0]?.[0]).toBe(Math.fround(3 * (x.data[0] ?? NaN)));
    workspace.close();
  });

  test('a step of another shape makes its own arrays from where it differs', () => {
    useKernels(name);
    const workspace = new Workspace();
    const x = workspace.lasting(() => randn([8, 40], { generator: new Generator(1) }));
    const before = x.data.slice();
    const [small] = workspace.step(() => [x.mul(2).data, x.mul(3).data]);
    const [same, large] = workspace.step(() => [x.mul(2).data, x.matmul(x.t()).data]);
    expect(same).toBe(small);
    expect(large).toHaveLength(64);
    expect(workspace.step(() => x.mul(2).data)).toBe(small);
    expect(x.data).toEqual(before);
    workspace.close();
  });

  test('trains to the bits of training without it', () => {
    useKernels(name);
    const train = (workspace: Workspace | null): Float32Array => {
      const build = (): Tensor => {
        const w = randn([30, 200], { generator: new Generator(7) }).mul(0.1);
        w.requiresGrad = true;
        return w;
      };
      const w = workspace === null ? build() : workspace.lasting(build);
      const generator = new Generator(3);
      const step = (): void => {
        const x = randn([32, 30], { generator });
        w.grad = null;
        x.matmul(w).tanh().square().mean().backward();
        sgdStep([w], 0.5);
      };
      for (let i = 0; i < 5; i++) {
        if (workspace === null) step();
        else workspace.step(step);
      }
      return w.data.slice();
    };
    const workspace = new Workspace();
    expect(train(workspace)).toEqual(train(null));
    workspace.close();
  });

  test('a second workspace works too, and the first can be closed and made anew', () => {
    useKernels(name);
    const [first, second] = [new Workspace(), new Workspace()];
    const x = first.lasting(() => randn([40], { generator: new Generator(1) }));
    const y = second.lasting(() => randn([40], { generator: new Generator(2) }));
    expect(second.step(() => x.add(y).data.slice())).toEqual(first.step(() => y.add(x).data.slice()));
    first.close();
    second.close();
    const third = new Workspace();
    expect(third.step(() => new Tensor(new Float32Array(40).fill(1), [40]).tanh().data[39])).toBeCloseTo(
      Math.tanh(1),
      6,
    );
    third.close();
  });

  test('says what it cannot do: a step within a step, parameters within a step', () => {
    useKernels(name);
    const workspace = new Workspace();
    expect(() => workspace.step(() => workspace.step(() => 1))).toThrow('expected a step to end before the next one');
    expect(() => workspace.step(() => workspace.lasting(() => 1))).toThrow('expected lasting() outside a step');
    expect(workspace.step(() => 2)).toBe(2);
    workspace.close();
  });
});
