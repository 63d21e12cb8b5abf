/**
 * Hashes of every bit that a backend computes, without threads and with; prints one JSON report (bits.test.ts compares several).
 * Usage: node bits.mjs BACKEND
 */
import { createHash, type Hash } from 'node:crypto';
import { type KernelBackend, readBackendName } from '../../../../src/reference/gpu/backend-name.js';
import { Engine } from '../../../../src/reference/gpu/engine.js';
import { gpuReference } from '../../../../src/reference/gpu/gpu-reference.js';
import { openSet } from '../../../../src/reference/whole-set.js';
import { exampleOf } from './example.js';

const backend = asked();

function asked(): KernelBackend {
  const name = readBackendName(process.argv[2], 'bits');
  if (name === null || name === 'float64') throw new Error('bits: expected a backend of gpu.js');
  return name;
}

/** Kernels that have started threads: gpu.js itself does not say. */
function onThreads({ gpu }: Engine): number {
  const hasPool = (kernel: unknown) =>
    typeof kernel === 'object' && kernel !== null && '_pool' in kernel && kernel._pool !== null;
  return gpu.kernels.filter(hasPool).length;
}

/** Adds every number of an answer, in order. */
function add(hash: Hash, answer: unknown): void {
  if (typeof answer === 'number') hash.update(new Uint8Array(Float64Array.of(answer).buffer));
  else if (answer instanceof Float64Array)
    hash.update(new Uint8Array(answer.buffer, answer.byteOffset, answer.byteLength));
  else if (typeof answer === 'object' && answer !== null) for (const part of Object.values(answer)) add(hash, part);
}

async function hashOf(rows: number, nHidden: number, seed?: number) {
  const { network, X, Y } = exampleOf(rows, nHidden, seed);
  const engine = new Engine(backend);
  const hash = createHash('sha256');
  const answer = await gpuReference(engine).backward(network, X, Y);
  add(hash, answer);
  const threaded = onThreads(engine);
  await engine.destroy();
  return { hash: hash.digest('hex'), threaded };
}

async function ofWholeSet(rows: number, nHidden: number) {
  const { network, X, Y } = exampleOf(rows, nHidden);
  const set = openSet(backend, network, X, Y);
  const hash = createHash('sha256');
  const answer = await set.run(network);
  add(hash, answer);
  await set.close();
  return { hash: hash.digest('hex'), executor: answer.executor };
}

const small = await hashOf(32, 16);
const again = await hashOf(32, 16);
const large = await hashOf(4_096, 64);
const wholeSet = await ofWholeSet(4_096, 64);
const otherSeed = await hashOf(32, 16, 21);
process.stdout.write(JSON.stringify({ small, again, large, wholeSet, otherSeed }));
