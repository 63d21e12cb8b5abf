/**
 * The reference beside its peers, on one problem and in one run: `npm run bench:reference`. Rounds are interleaved, so that a
 * busy moment of the machine meets every peer; each figure is a median, with its range; the ratios are the point. Prints a
 * table, and writes JSON. It asserts nothing about time: a test that is timed fails on somebody's laptop.
 *
 * Usage: node bench/reference.js [--rounds N] [--layers N] [--backend NAME] [--out FILE]
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadExamples } from '../dist/src/dataset/load-examples.js';
import { foreignLoad, machine } from './load.js';
import { errorsOf } from './errors.js';
import { Peer } from './peer-process.js';
import { writeProblem } from './problem.js';
import { table } from './table.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    layers: { type: 'string', default: '50' },
    backend: { type: 'string', default: process.env.STEPZERO_BACKEND },
    out: { type: 'string' },
  },
});
const [rounds, layers] = ['rounds', 'layers'].map((name) => {
  const count = Number(options[name]);
  if (Number.isSafeInteger(count) && count > 0) return count;
  console.error(`--${name}: expected a whole number of at least 1, got ${options[name]}`);
  return process.exit(2);
});
/** The reference's rows: each backend that a user may mean, or the one that is asked for. */
const backends = options.backend ? [options.backend] : ['webasm', 'webgpu'];
const out = options.out ?? path.join(here, 'results/reference.json');
/** Peers that answer the full set alone: for the other workloads they would be the same figure again. */
const answersAll = ({ name }) => !/every example|, distinct contexts$|huge pages/.test(name);

/** The sweep takes minutes a round. */
const SWEEP_ROUNDS = 3;
/** What the reference's loss may miss float64's by. */
const LOSS_ERROR = 1e-6;

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
  workloads.push(await sweep(peers, await truth.sweepOf(layers)));
  await Promise.all([...peers, truth].map((peer) => peer.end()));
  mkdirSync(path.dirname(out), { recursive: true });
  const measured = {
    machine: machine(),
    at: new Date().toISOString(),
    data: examples.label,
    examples: examples.train.X.length,
  };
  writeFileSync(out, `${JSON.stringify({ ...measured, rounds, workloads }, null, 2)}\n`);
  for (const workload of workloads) console.log(`\n${table(workload)}`);
  console.log(`\nwritten to ${path.relative(process.cwd(), out)}`);
  for (const { title, peers: rows } of workloads) {
    for (const { name, errors } of rows.filter((row) => row.name.startsWith('stepzero'))) {
      if (errors?.loss === undefined || errors.loss <= LOSS_ERROR) continue;
      console.error(
        `${name}, ${title}: expected a loss within ${LOSS_ERROR} of float64's, it is off by ${errors.loss}`,
      );
      process.exitCode = 1;
    }
  }
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
    ...backends.flatMap((backend) => [
      node(`stepzero ${backend}`, 'stepzero.js', [], { STEPZERO_BACKEND: backend }),
      node(`stepzero ${backend}, every example`, 'stepzero.js', ['--each-example'], { STEPZERO_BACKEND: backend }),
    ]),
    node('plain JS', 'plain.js'),
    node('tfjs wasm', 'tfjs.js'),
    script('PyTorch', 'torch_peer.py', { BENCH_THREADS: threads }),
    script('PyTorch, huge pages', 'torch_peer.py', {
      BENCH_THREADS: threads,
      GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
    }),
    script('PyTorch, distinct contexts', 'torch_peer.py', { BENCH_THREADS: threads }, ['--distinct']),
    script('numpy', 'numpy_peer.py'),
    script('numpy, distinct contexts', 'numpy_peer.py', {}, ['--distinct']),
  ]) {
    const peer = await new Peer(how).start();
    if (peer.absent === undefined) started.push(peer);
    console.log(peer.absent === undefined ? `${peer.name}: ${peer.about}` : `${peer.name} is not here: ${peer.absent}`);
  }
  if (!started[0]?.name.startsWith('stepzero')) {
    console.error('bench: expected the reference to start on one backend at least, it did not; the reasons are above');
    await Promise.all(started.map((peer) => peer.end()));
    process.exit(2);
  }
  return started;
}

/** The float64 answers. */
async function askOnce(manifest) {
  const peer = await new Peer({
    name: 'float64',
    command: process.execPath,
    arguments: [path.join(here, 'peers/exact.js'), manifest],
  }).start();
  const ask = async (workload, depth) => {
    const { result, error } = await peer.ask(workload, { layers: depth });
    if (error !== undefined) throw new Error(`float64, ${workload}: expected an answer, got none: ${error}`);
    return result;
  };
  return {
    full: await ask('full'),
    batch: await ask('batch'),
    sweepOf: (depth) => ask('sweep', depth),
    end: () => peer.end(),
  };
}

/** Rounds over all peers in turn, after one that warms up and is not counted. */
async function measure(name, title, all, truth, { minimumMs = 0, depth = 0, warmUp = depth, times = rounds }) {
  const peers = all.filter((peer) => name === 'full' || answersAll(peer));
  const rows = peers.map((peer) => ({ peer, ms: [], result: null, error: null }));
  const loads = [];
  for (let round = 0; round <= times; round++) {
    loads.push(await foreignLoad());
    // Another one begins each round: who comes first, or after whom, is nobody's advantage.
    for (let turn = 0; turn < rows.length; turn++) {
      const row = rows[(round + turn) % rows.length];
      if (row.error !== null) continue;
      const isWarmUp = round === 0;
      const how = { layers: isWarmUp ? warmUp : depth, minimumMs: isWarmUp ? 0 : minimumMs };
      const { ms, result, error } = await row.peer.ask(name, how);
      row.error = error ?? null;
      if (isWarmUp || ms === undefined) continue;
      row.result = result;
      row.ms.push(ms);
    }
  }
  return {
    name,
    title,
    loads,
    load: os.loadavg(),
    peers: rows.map(({ peer, ms, error, result }) => ({
      ...{ name: peer.name, about: peer.about, ms, error, executor: result?.executor },
      errors: error === null ? errorsOf(result, truth) : null,
    })),
  };
}

/** A stack of layers, each 1,024 wide. */
function sweep(peers, truth) {
  const title = `${layers} layers of 1,024 x 1,024 on 1,024 rows: forward, statistics of each`;
  const times = Math.min(rounds, SWEEP_ROUNDS);
  return measure('sweep', title, peers, truth, { depth: layers, warmUp: Math.min(2, layers), times });
}
