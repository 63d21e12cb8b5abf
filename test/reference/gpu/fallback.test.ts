/** gpu.js may run a kernel elsewhere than asked, with a warning at most; the reference refuses. */
import { expect, jest, test } from '@jest/globals';
import { readBackendName } from '../../../src/reference/gpu/backend-name.js';
import { chooseBackend } from '../../../src/reference/gpu/choose-backend.js';
import { Engine, type Kernel } from '../../../src/reference/gpu/engine.js';
import { rowPanel } from '../../../src/reference/gpu/panel.js';
import { Plan } from '../../../src/reference/gpu/plan.js';
import { refuseFallback } from '../../../src/reference/gpu/refuse-fallback.js';
import { whyNoWebGpu } from '../../../src/reference/gpu/webgpu.js';

/** gpu.js's webasm takes no constant of two numbers: it computes on cpu instead, and the answer looks like any other. */
class SilentlyElsewhere extends Engine {
  override create({ source, rows, cols }: Kernel) {
    const constants = { constants: { pair: [2, 3] }, constantTypes: { pair: 'Array(2)' } };
    const settings = {
      output: [cols, rows] as const,
      asyncMode: false,
      loopMaxIterations: 1,
      poolSize: 1,
      ...constants,
    };
    return this.gpu.createKernel(source, settings);
  }
}

test('a kernel that gpu.js runs on cpu without an error is refused on webasm with the reason, and runs where cpu is asked for', async () => {
  const source = 'function (a) { return a[0][this.thread.x] * this.constants.pair[1]; }';
  const kernel = { source, rows: 1, cols: 4, work: 1 };
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const webasm = new SilentlyElsewhere('webasm');
  await expect(webasm.run(kernel, rowPanel([1, 2, 3, 4]))).rejects.toThrow(
    'reference: expected the kernel to run on webasm, it ran on cpu: ' +
      'constant "pair" of type Array(2) is not supported on the webasm backend. Choose another backend with STEPZERO_BACKEND',
  );
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
  const cpu = new SilentlyElsewhere('cpu');
  expect(Array.from((await cpu.run(kernel, rowPanel([1, 2, 3, 4]))).data)).toEqual([3, 6, 9, 12]);
  await webasm.destroy();
  await cpu.destroy();
});

test('a plan whose vectors feed another step is refused with the reason, not run kernel by kernel', async () => {
  const engine = new Engine('webasm');
  const vector = { source: 'function (a) { return [a[0][this.thread.x], 1, 2, 3]; }', rows: 1, cols: 4, work: 1 };
  const first = { source: 'function (a) { return a[0][this.thread.x][0]; }', rows: 1, cols: 4, work: 1 };
  const plan = new Plan(engine, 1, (step, [a]) => {
    if (!a) throw new Error('expected one input');
    return { result: { kernel: first, handle: step(first, step(vector, a)) } };
  });
  await expect(plan.run(rowPanel([1, 2, 3, 4]))).rejects.toThrow(
    'reference: expected the kernel to run on webasm, it ran on webasm, kernel by kernel: ' +
      'a step returning Array(4) cannot feed another step in the fused executor. Choose another backend with STEPZERO_BACKEND',
  );
  await plan.destroy();
  await engine.destroy();
});

test('an unknown backend is named with those that there are', () => {
  expect(() => readBackendName('cuda', 'STEPZERO_BACKEND')).toThrow(
    'STEPZERO_BACKEND: expected one of webgpu, webasm, cpu, float64, got "cuda". Leave it out to let stepzero choose',
  );
  expect(readBackendName('', 'STEPZERO_BACKEND')).toBeNull();
});

test('a native webgpu that does not load is a sentence without a path', async () => {
  const load = () => Promise.reject(new Error("/usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found\nat x"));
  expect(await whyNoWebGpu(load)).toBe(
    "webgpu: the native package does not load: libstdc++.so.6: version `GLIBCXX_3.4.32' not found",
  );
  expect(await whyNoWebGpu(() => Promise.resolve({}))).toBe(
    'webgpu: the native package is not installed (npm install --no-save webgpu adds it)',
  );
});

test('webasm is chosen where no GPU answers', async () => {
  const { backend, passedOver } = await chooseBackend(null);
  expect(['webgpu', 'webasm']).toContain(backend);
  expect(passedOver).toHaveLength(backend === 'webasm' ? 1 : 0);
});

test('a kernel that ran elsewhere than asked is refused with the reason', () => {
  expect(() => refuseFallback('webasm', 'cpu', 'kernel maps are not supported')).toThrow(
    'reference: expected the kernel to run on webasm, it ran on cpu: kernel maps are not supported. ' +
      'Choose another backend with STEPZERO_BACKEND',
  );
  expect(() => refuseFallback('webasm', 'webasm', null)).not.toThrow();
});
