/**
 * `#torch` beside PyTorch, in one run: `npm run bench:torch`. A training step of the lecture's network (forward, backward,
 * update, batch of 32), and each hot operation. Rounds are interleaved; each figure is a median; the ratios are the point.
 * Every peer draws the same network and the same batches, so after the same number of steps they have the same loss: that is
 * checked (exit code 1 where it does not hold). Time is never asserted.
 *
 * Usage: node bench/torch.js [--rounds N] [--out FILE]
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
import { digits, grid, loadLine, median } from './table.js';

const OURS = '#torch';
const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, out: { type: 'string' } },
});
const rounds = Number(options.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error(`--rounds: expected a whole number of at least 1, got ${options.rounds}`);
  process.exit(2);
}
const out = options.out ?? path.join(here, 'results/torch.json');

/** By name: what it is, and how many of it a call does. */
const workloads = {
  step: ['training step', 200],
  matmulW1: ['[32, 30] @ [30, 200]', 200],
  matmulW2: ['[32, 200] @ [200, 27]', 200],
  matmulBackward: ['[32, 30] @ [30, 200] and both gradients', 200],
  tanh: ['tanh of [32, 200]', 200],
  tanhBackward: ['tanh of [32, 200] and its gradient', 200],
  crossEntropy: ['cross-entropy of [32, 27] and its gradient', 200],
  batchNorm: ['batch norm of [32, 200] and its gradients', 200],
  sgd: ['SGD update of 12,097 parameters', 200],
  randn: ['randn of 1e6', 1],
};
/** Losses of peers after the same steps: the lecture's run is not chaotic, so they differ by rounding alone. */
const LOSS_TOLERANCE = 1e-4;
const MINIMUM_MS = 100;

const beside = path.join(here, '../../shared/data/names.txt');
const examples = await loadExamples(!process.env.STEPZERO_NAMES && existsSync(beside) ? { names: beside } : {});
const folder = mkdtempSync(path.join(os.tmpdir(), 'stepzero-bench-'));
try {
  const { manifest } = writeProblem(folder, examples);
  console.log(`${machine()}\n${examples.label}`);
  const peers = await startPeers(manifest);
  const disagreement = await compareLosses(peers);
  const loads = [];
  const times = Object.fromEntries(Object.keys(workloads).map((name) => [name, peers.map(() => [])]));
  for (let round = 0; round <= rounds; round++) {
    loads.push(await foreignLoad());
    for (const [name, [, count]] of Object.entries(workloads)) {
      for (let turn = 0; turn < peers.length; turn++) {
        // Another one begins each round: who comes first, or after whom, is nobody's advantage.
        const index = (round + turn) % peers.length;
        const answering = name === 'step' ? peers[index] : peers[index].operations;
        if (answering === null) continue;
        const { ms, error } = await answering.ask(name, { minimumMs: round === 0 ? 0 : MINIMUM_MS });
        if (error !== undefined) throw new Error(`${peers[index].name}, ${name}: ${error}`);
        if (round > 0) times[name][index].push((1000 * ms) / count);
      }
    }
  }
  await Promise.all(
    peers.flatMap((peer) => [peer.end(), ...(peer.operations === null ? [] : [peer.operations.end()])]),
  );
  report(peers, times, loads);
  if (disagreement !== null) {
    console.error(disagreement);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Each contestant, and in `operations` the process that does its operations; a line for one that is not here. */
async function startPeers(manifest) {
  const node = (name, more = [], environment = {}) => ({
    name,
    command: process.execPath,
    arguments: [path.join(here, 'peers/steps.js'), manifest, ...more],
    environment,
  });
  // Debian's own python3 has Debian's packages; another may come first on the PATH.
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const torch = (threads) => ({
    name: `PyTorch, ${threads} thread${threads === 1 ? '' : 's'}`,
    command: python,
    arguments: [path.join(here, 'peers/steps_torch.py'), manifest],
    environment: { BENCH_THREADS: String(threads) },
  });
  const cores = os.availableParallelism();
  const plain = { STEPZERO_BACKEND: 'cpu' };
  const started = [];
  for (const [steps, operations] of [
    [node(OURS), node(OURS, ['--operations'])],
    [node(`${OURS}, as the lecture writes it`, ['--as-written']), null],
    [node('plain TypeScript', [], plain), node('plain TypeScript', ['--operations'], plain)],
    [torch(1), torch(1)],
    ...(cores > 1 ? [[torch(cores), torch(cores)]] : []),
  ]) {
    const peer = await new Peer(steps).start();
    if (peer.absent === undefined) {
      peer.operations = operations === null ? null : await new Peer(operations).start();
      started.push(peer);
    }
    console.log(peer.absent === undefined ? `${peer.name}: ${peer.about}` : `${peer.name} is not here: ${peer.absent}`);
  }
  if (started[0]?.name !== OURS) {
    console.error('bench: expected #torch itself to start, it did not; the reason is above');
    process.exit(2);
  }
  return started;
}

/** The first 200 steps of each; null where all have the same loss, else the sentence that says who has not. */
async function compareLosses(peers) {
  const losses = [];
  for (const peer of peers) losses.push((await peer.ask('step')).result?.loss);
  console.log(`loss of step 200: ${peers.map(({ name }, i) => `${name} ${losses[i]?.toFixed(6)}`).join(', ')}`);
  const odd = peers.find((_, i) => !(Math.abs(losses[i] - losses[0]) <= LOSS_TOLERANCE));
  return odd === undefined
    ? null
    : `${odd.name}: expected the loss of ${OURS} after 200 steps within ${LOSS_TOLERANCE}, it is not`;
}

function report(peers, times, loads) {
  const torchAt = peers.flatMap(({ name }, index) => (name.startsWith('PyTorch') ? [index] : []));
  const middle = (values) => (values.length ? median(values) : null);
  const rows = Object.entries(workloads).map(([name, [title]]) => {
    const own = middle(times[name][0]);
    const best = torchAt.length ? Math.min(...torchAt.map((index) => middle(times[name][index]))) : null;
    const each = times[name].map((values) => (values.length ? digits(middle(values)) : '-'));
    return [title, ...each, best === null ? '-' : (own / best).toFixed(2)];
  });
  const head = ['microseconds', ...peers.map(({ name }) => name), `${OURS} / PyTorch at its fastest`];
  console.log(`\nmedian of ${rounds} rounds; ${loadLine(loads, os.loadavg())}\n${grid([head, ...rows])}`);
  mkdirSync(path.dirname(out), { recursive: true });
  const measured = { machine: machine(), at: new Date().toISOString(), data: examples.label, rounds, loads };
  const named = Object.fromEntries(
    Object.entries(times).map(([name, lists]) => [
      name,
      Object.fromEntries(peers.map((peer, i) => [peer.name, lists[i]])),
    ]),
  );
  writeFileSync(out, `${JSON.stringify({ ...measured, microseconds: named }, null, 2)}\n`);
  console.log(`\nwritten to ${path.relative(process.cwd(), out)}`);
}
