/** Kernels are compiled once for each source and all of its sizes, in and out. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { Engine } from '../../../src/reference/gpu/engine.js';
import { embedKernel } from '../../../src/reference/gpu/kernels/embedding.js';
import { toMatrix, toPanel } from '../../../src/reference/gpu/panel.js';
import { fromRows } from '../../../src/reference/matrix.js';

describe.each(['webasm', 'cpu'] as const)('%s', (backend) => {
  const engine = new Engine(backend);
  afterAll(() => engine.destroy());
  const contexts = toPanel(fromRows([[0, 2]]));
  const embeddingOf = (characters: number) =>
    toPanel(fromRows(Array.from({ length: characters }, (_, index) => [index + 0.25])));
  const embedded = async (characters: number) =>
    Array.from(toMatrix(await engine.run(embedKernel(1, 2, 1), embeddingOf(characters), contexts)).data);

  // The source of an embedding's kernel does not say how many rows the embedding has: gpu.js bakes that in at the first call.
  test('one source on inputs of two sizes is two kernels', async () => {
    expect(await embedded(3)).toEqual([0.25, 2.25]);
    expect(await embedded(5)).toEqual([0.25, 2.25]);
    expect(engine.size).toBe(2);
  });

  test('on the same sizes again, it is not compiled again', async () => {
    await embedded(3);
    await embedded(5);
    expect(engine.size).toBe(2);
  });
});
