/**
 * The reference beside its peers, on one problem and in one run: `npm run bench:reference`. Rounds are interleaved, so that a
 * busy moment of the machine meets every peer; each figure is a median, with its range; the ratios are the point. Prints a
 * table, and writes JSON. It asserts nothing about time: a test that is timed fails on somebody's laptop.
 *
 * Usage: node bench/reference.js [--rounds N] [--out FILE]
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadExamples } from '../dist/src/dataset/load-examples.js';
import { foreignLoad, machine } from './load.js';
import { Peer } from './peer-process.js';
import { writeProblem } from './problem.js';
import { table } from './table.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, out: { type: 'string' } },
});
const rounds = Number(options.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error(`--rounds: expected a whole number of at least 1, got ${options.rounds}`);
  process.exit(2);
}
const out = options.out ?? path.join(here, 'results/reference.json');
/** Which peers only answer one workload: the others would be the same figure again. */
const onlyFull = new Set(['stepzero, every example', 'PyTorch, distinct contexts']);

/** What the deep sweep may take, all peers and rounds together. */
const SWEEP_MS = 60_000;
const SWEEP_ROUNDS = 3;

const beside = path.join(here, '../../shared/data/names.txt');
const names = !process.env.STEPZERO_NAMES && existsSync(beside) ? { names: beside } : {};
const examples = await loadExamples(names);
const count = examples.train.X.length.toLocaleString('en-US');
const folder = mkdtempSync(path.join(os.tmpdir(), 'stepzero-bench-'));
try {
  const { manifest } = writeProblem(folder, examples);
  console.log(
    `${machine()}\n${examples.label}: ${count} examples${examples.train.X.length === 182625 ? '' : " (the lecture's names.txt has 182,625: STEPZERO_NAMES names it)"}`,
  );
  const peers = await startPeers(manifest);
  const truth = await askOnce(manifest);
  const workloads = [];
  workloads.push(await measure('full', `all ${count} examples: forward, statistics, loss`, peers, truth.full, {}));
  workloads.push(await measure('batch', 'batch of 32: forward, loss', peers, truth.batch, { minimumMs: 200 }));
  workloads.push(await sweep(peers, truth.sweepOf));
  await Promise.all([...peers, truth].map((peer) => peer.end()));
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ machine: machine(), data: examples.label, rounds, workloads }, null, 2)}\n`);
  for (const workload of workloads) console.log(`\n${table(workload)}`);
  console.log(`\nwritten to ${path.relative(process.cwd(), out)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Every peer that is here; a line for each that is not. */
async function startPeers(manifest) {
  const node = (name, file, more = [], environment = {}) => ({
    name,
    command: process.execPath,
    arguments: [path.join(here, 'peers', file), manifest, ...more],
    environment,
  });
  // Debian's own python3 has Debian's packages; another may come first on the PATH.
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const script = (name, file, environment, more = []) => ({
    name,
    command: python,
    arguments: [path.join(here, 'peers', file), manifest, ...more],
    environment,
  });
  const threads = String(os.availableParallelism());
  const started = [];
  for (const how of [
    node('stepzero', 'stepzero.js'),
    node('stepzero, every example', 'stepzero.js', ['--each-example']),
    node('plain JS', 'plain.js'),
    node('tfjs wasm', 'tfjs.js'),
    script('PyTorch', 'torch_peer.py', { BENCH_THREADS: threads }),
    script('PyTorch, huge pages', 'torch_peer.py', {
      BENCH_THREADS: threads,
      GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
    }),
    script('PyTorch, distinct contexts', 'torch_peer.py', { BENCH_THREADS: threads }, ['--distinct']),
    script('numpy', 'numpy_peer.py'),
  ]) {
    const peer = await new Peer(how).start();
    if (peer.absent === undefined) started.push(peer);
    console.log(peer.absent === undefined ? `${peer.name}: ${peer.about}` : `${peer.name} is not here: ${peer.absent}`);
  }
  if (started[0]?.name !== 'stepzero') throw new Error('the reference itself did not start; the reason is above');
  return started;
}

/** The float64 answers. */
async function askOnce(manifest) {
  const peer = await new Peer({
    name: 'float64',
    command: process.execPath,
    arguments: [path.join(here, 'peers/exact.js'), manifest],
  }).start();
  const ask = async (workload, layers) => (await peer.ask(workload, { layers })).result;
  return {
    full: await ask('full'),
    batch: await ask('batch'),
    sweepOf: (layers) => ask('sweep', layers),
    end: () => peer.end(),
  };
}

/** Rounds over all peers in turn, after one that warms up and is not counted. */
async function measure(name, title, all, truth, { minimumMs = 0, layers = 0, times = rounds }) {
  const peers = all.filter((peer) => name === 'full' || !onlyFull.has(peer.name));
  const rows = peers.map((peer) => ({ peer, ms: [], result: null, error: null }));
  const loads = [];
  for (let round = 0; round <= times; round++) {
    loads.push(await foreignLoad());
    // Another one begins each round: who comes first, or after whom, is nobody's advantage.
    for (let turn = 0; turn < rows.length; turn++) {
      const row = rows[(round + turn) % rows.length];
      if (row.error !== null) continue;
      const { ms, result, error } = await row.peer.ask(name, { layers, minimumMs: round === 0 ? 0 : minimumMs });
      row.error = error ?? null;
      row.result = result ?? null;
      if (round > 0 && ms !== undefined) row.ms.push(ms);
    }
  }
  return {
    name,
    title,
    truth,
    loads,
    layers,
    load: os.loadavg(),
    peers: rows.map(({ peer, ...row }) => ({ name: peer.name, about: peer.about, ...row })),
  };
}

/** As many of 50 layers, each 1,024 wide, as fit in a minute. */
async function sweep(peers, truthOf) {
  let perLayer = 0;
  for (const peer of peers.filter(({ name }) => !onlyFull.has(name))) {
    await peer.ask('sweep', { layers: 1 });
    const { ms } = await peer.ask('sweep', { layers: 2 });
    perLayer += (ms ?? 0) / 2;
  }
  const layers = Math.max(1, Math.min(50, Math.floor(SWEEP_MS / (perLayer * (SWEEP_ROUNDS + 1)))));
  const why = layers === 50 ? '' : ` (of 50: what fits ${SWEEP_MS / 1000} s)`;
  const title = `${layers} layers${why} of 1,024 x 1,024 on 1,024 rows: forward, statistics of each`;
  return measure('sweep', title, peers, await truthOf(layers), { layers, times: SWEEP_ROUNDS });
}
