import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Subject } from '../../src/guest/contract/subject.js';
import { GeneratorSeed, Opaque, TensorValue, type Value } from '../../src/guest/contract/value.js';
import type { GuestSession } from '../../src/guest/session.js';
import { faultOf, open } from './open.js';

let session: GuestSession;
let subject: Subject;

beforeAll(async () => {
  session = await open(['values', 'throws', 'state', 'empty', 'typescript']);
  subject = session.beginCheck('values.ts');
});

afterAll(() => session.close());

function tensorOf(value: Value): { shape: number[]; data: number[]; requiresGrad: boolean; grad: number[] | null } {
  if (!(value instanceof TensorValue)) throw new Error('expected a tensor');
  const { shape, data, requiresGrad, grad } = value;
  return { shape: [...shape], data: [...data], requiresGrad, grad: grad && [...grad] };
}

describe('values cross the boundary and come back as they were', () => {
  test.each<[string, Parameters<Subject['hold']>[0]]>([
    ['undefined', undefined],
    ['null', null],
    ['booleans', [true, false]],
    ['numbers that JSON would lose', [Number.NaN, Infinity, -Infinity, -0, 0, 5e-324, 2 ** 53]],
    ['text', 'é ☃ 𝒳 \u0000 \n'],
    ['nested arrays', [[1, 2], [], [[3]], ['a', 4]]],
    ['an object with names that mean something to JavaScript', { constructor: 1, toString: 'x', __proto__x: [] }],
  ])('%s', async (_name, value) => {
    const { value: back } = await subject.call('echo', value);
    expect(JSON.stringify(exact(back))).toBe(JSON.stringify(exact(value)));
  });

  test('a tensor with its gradient', async () => {
    const data = new Float32Array([0.1, Number.NaN, -0]);
    const sent = new TensorValue([3, 1], data, { requiresGrad: true, grad: new Float32Array([1, 2, 3]) });
    const back = tensorOf((await subject.call('echo', sent)).value);
    expect(back).toEqual({ ...back, shape: [3, 1], requiresGrad: true, grad: [1, 2, 3] });
    expect(Object.is(back.data[0], Math.fround(0.1)) && Number.isNaN(back.data[1]) && Object.is(back.data[2], -0)).toBe(
      true,
    );
  });

  test('objects are plain in the guest and have no prototype here', async () => {
    expect((await subject.call('keysOf', { a: 1, b: 2 })).value).toEqual(['a', 'b', 'true']);
    const { value } = await subject.call('echo', { a: 1 });
    expect(Object.getPrototypeOf(value)).toBeNull();
  });

  test('a class instance crosses by its own fields and the getters of its class', async () => {
    const { value } = await subject.construct('Layer');
    expect(Object.keys(value ?? {})).toEqual(['weight', 'out', 'computed']);
  });
});

describe('what does not cross says what it is', () => {
  test('functions, maps, typed arrays and the like', async () => {
    const { value } = await subject.call('opaque');
    const descriptions = Array.isArray(value)
      ? value.map((item: Value) => item instanceof Opaque && item.description)
      : [];
    expect(descriptions).toEqual([
      'function (anonymous)',
      'function echo',
      'class Layer',
      'Map(1)',
      'Float32Array(3)',
      'bigint 10n',
      'Symbol(s)',
      'Promise',
      'Date',
    ]);
  });

  test('cycles, depth and size', async () => {
    expect((await subject.call('cycle')).value).toEqual({
      name: 'loop',
      self: new Opaque('Object that contains itself'),
    });
    expect(JSON.stringify((await subject.call('deep', 100)).value)).toContain(
      '"description":"array of 1, nested too deep"',
    );
    expect((await subject.call('large')).value).toEqual(new Opaque('array of 3000, too large to hand over'));
    expect((await subject.call('sparse')).value).toEqual(new Opaque('array of 4000000000, too large to hand over'));
  });

  test('a getter that throws is the student’s error', async () => {
    expect(await faultOf(subject.call('getter'))).toMatchObject({
      kind: 'threw',
      errorName: 'RangeError',
      message: 'not computed',
    });
  });
});

describe('handles', () => {
  test('a parameter set goes to a loss, whose backward leaves gradients behind', async () => {
    const { handle: parameters } = await subject.call('parameters');
    const { handle: loss } = await subject.call('loss', parameters);
    await subject.invoke(loss, 'backward');
    expect(tensorOf((await subject.hold(parameters.at('W'))).value).grad).toEqual([3, 3, 3, 3]);
    expect(tensorOf((await subject.read(parameters, 'W')).value).requiresGrad).toBe(true);
  });

  test('methods, getters and fields of an instance', async () => {
    const { handle } = await subject.construct('Layer');
    expect((await subject.invoke(handle, 'forward', 4)).value).toBe(9);
    expect((await subject.read(handle, 'computed')).value).toBe(7);
    await subject.write(handle, 'out', 5);
    expect((await subject.read(handle, 'out')).value).toBe(5);
    expect((await subject.read(handle.at('no').at('where'), 'to')).value).toBeUndefined();
    expect(await faultOf(subject.invoke(handle, 'backward'))).toEqual({
      kind: 'missing',
      what: 'method',
      name: 'Layer.backward',
    });
    expect(await faultOf(subject.write(handle, 'computed', 1))).toMatchObject({
      kind: 'threw',
      errorName: 'TypeError',
    });
  });

  test('one generator for two calls goes on; two seeds start again', async () => {
    const { handle } = await subject.hold(new GeneratorSeed(42));
    const first = (await subject.call('draw', handle)).value;
    const second = (await subject.call('draw', handle)).value;
    const again = (await subject.call('draw', new GeneratorSeed(42))).value;
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
    // PyTorch: torch.randn(3, generator=torch.Generator().manual_seed(42)).
    expect(first).toEqual([0.33669036626815796, 0.12880940735340118, 0.23446236550807953]);
  });

  test('fixture layers have the class names that were asked for', async () => {
    const out = new TensorValue([2], new Float32Array([1, 2]));
    const { value, handle } = await subject.fixtureLayers([
      { className: 'Tanh', out, parameters: [] },
      { className: 'Linear', out: null, parameters: [out] },
    ]);
    expect(Array.isArray(value) && value.length).toBe(2);
    expect((await subject.read(handle.at(0).at('constructor'), 'name')).value).toBe('Tanh');
    const { value: parameters } = await subject.invoke(handle.at(1), 'parameters');
    expect(Array.isArray(parameters) && parameters.length).toBe(1);
    expect((await subject.invoke(handle.at(1), 'forward', 3)).value).toBe(3);
    expect((await subject.read(handle.at(1), 'out')).value).toBe(3);
  });
});

describe('every check starts afresh', () => {
  test('module state, the global generator and handles', async () => {
    const first = session.beginCheck('state.ts');
    expect((await first.call('counted')).value).toBe(1);
    expect((await first.call('counted')).value).toBe(2);
    const draws = session.beginCheck('values.ts');
    const drawn = (await draws.call('drawGlobal')).value;
    expect((await session.beginCheck('state.ts').call('counted')).value).toBe(1);
    expect((await session.beginCheck('values.ts').call('drawGlobal')).value).toEqual(drawn);
    expect(await faultOf(first.call('counted'))).toEqual({ kind: 'error', message: 'guest: this check is over' });
  });

  test('a global left behind or a patched built-in is gone', async () => {
    const check = session.beginCheck('state.ts');
    await check.call('leave');
    expect((await check.call('found')).value).toBe(1);
    expect((await session.beginCheck('state.ts').call('found')).value).toBeUndefined();
    await session.beginCheck('state.ts').call('patch');
    expect((await session.beginCheck('state.ts').call('mapped')).value).toEqual([2, 3]);
  });
});

describe('what has no answer', () => {
  test('a file or an export that is not there', async () => {
    expect(await faultOf(session.beginCheck('nowhere.ts').call('f'))).toEqual({
      kind: 'missing',
      what: 'file',
      name: 'nowhere.ts',
    });
    expect(await faultOf(session.beginCheck('empty.ts').call('f'))).toEqual({
      kind: 'missing',
      what: 'export',
      name: 'f',
    });
  });

  test('enum, declare namespace, parameter properties and fields without a value are TypeScript that works', async () => {
    const check = session.beginCheck('typescript.ts');
    expect((await check.call('answer')).value).toBe(8);
    expect(Object.entries((await check.construct('Box', 5)).value ?? {})).toEqual([
      ['empty', undefined],
      ['size', 5],
    ]);
  });
});

/** A value in which -0, NaN, undefined and infinities survive JSON. */
function exact(value: unknown): unknown {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : `#${value}`;
  if (value === undefined) return '#undefined';
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, item]) => [key, exact(item)]);
  return value;
}
