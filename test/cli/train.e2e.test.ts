/** `stepzero train` on the real command line: its manners, and what it says about wrong ones. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { clone, remove, stepzero, temporaryFolder } from './course-copy.js';

jest.setTimeout(60_000);

const folder = temporaryFolder();
afterAll(() => remove(folder));
const names = path.join(folder, 'names.txt');
const syllables = ['ka', 'lo', 'mi', 'ren', 'su', 'ta', 'vi'];
writeFileSync(names, syllables.flatMap((a) => syllables.flatMap((b) => [`${a}${b}`, `${b}${a}no`])).join('\n'));
const small = ['--names', names, '--hidden', '12', '--embedding', '4'];

const answer = z.looseObject({ provenance: z.looseObject({ resumed: z.number().nullable(), kernels: z.string() }) });

/** What was printed, without what belongs to one run alone. */
function answerOf(stdout: string): unknown {
  return { ...answer.parse(JSON.parse(stdout)), provenance: null };
}

/** Starts the command and leaves it running. */
function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [path.join(clone, 'bin/stepzero.js'), 'train', ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', STEPZERO_BACKEND: '' },
  });
}

/** Waits for a file that a child writes. */
async function appearance(file: string, child: ChildProcess): Promise<void> {
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`expected ${file}, got none by the end of the run`);
    await wait(5);
  }
}

async function stopped(args: readonly string[], file: string, signal: NodeJS.Signals) {
  const child = start([...args, '--checkpoint', file, '--checkpoint-every', '500']);
  let stderr = '';
  let stdout = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const closed = once(child, 'close');
  await appearance(file, child);
  child.kill(signal);
  const [exitCode] = z.tuple([z.number().nullable(), z.unknown()]).parse(await closed);
  return { exitCode, stdout, stderr: stderr.trim() };
}

describe('a run that is stopped', () => {
  const run = [...small, '--preset', 'lecture-bn', '--steps', '12000', '--health-every', '4000', '--json'];

  test.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)('by %s goes on to the same bits', async (_, signal, code) => {
    const file = path.join(folder, `${signal}.json`);
    const { exitCode, stdout, stderr } = await stopped(run, file, signal);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
    const message =
      /^stepzero: stopped after ([\d,]+) of 12,000 steps; the checkpoint is (\S.*)\. To go on: npx stepzero train --resume (.*) --names (.*)$/;
    const [, steps = '', title] = message.exec(stderr) ?? [];
    expect({ stderr, title }).toEqual({ stderr, title: file });
    const taken = Number(steps.replaceAll(',', ''));
    expect(taken).toBeGreaterThanOrEqual(500);
    expect(taken).toBeLessThan(12_000);

    const [straight, resumed] = await Promise.all([
      stepzero(['train', ...run], folder),
      stepzero(['train', '--resume', file, '--names', names, '--json'], folder),
    ]);
    expect([straight.exitCode, resumed.exitCode, resumed.stderr]).toEqual([0, 0, '']);
    expect(answerOf(resumed.stdout)).toEqual(answerOf(straight.stdout));
    expect(answer.parse(JSON.parse(resumed.stdout)).provenance.resumed).toBe(taken);
    expect(answer.parse(JSON.parse(straight.stdout)).provenance.resumed).toBeNull();
  });

  test('by Ctrl-C twice ends at once', async () => {
    const module = JSON.stringify(path.join(clone, 'dist/src/cli/long-work/interruption.js'));
    // Notes the first signal and goes on for ever: only the second can end it.
    const program = `const { Interruption } = await import(${module}); const asked = new Interruption();
      console.log('ready'); setInterval(() => { if (asked.isAsked) console.log('asked'); }, 5);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
    const heard = (word: string) =>
      new Promise<void>((resolve) => {
        const listen = (chunk: Buffer) => {
          if (!chunk.toString().includes(word)) return;
          child.stdout.off('data', listen);
          resolve();
        };
        child.stdout.on('data', listen);
      });
    await heard('ready');
    child.kill('SIGINT');
    await heard('asked');
    const closed = once(child, 'close');
    child.kill('SIGINT');
    expect(await closed).toEqual([130, null]);
  });
});

describe('--resume', () => {
  const checkpoint = path.join(folder, 'early.json');
  let made: Promise<unknown> | null = null;
  /** One checkpoint for all of these tests. */
  const early = () => (made ??= stopped([...small, '--steps', '1000000'], checkpoint, 'SIGINT'));
  const resume = async (args: readonly string[]) => {
    await early();
    return stepzero(['train', '--resume', 'early.json', ...args], folder);
  };

  test.each([
    [['--names', names, '--hidden', '13', '--lr', '0.2', '--no-bias'], '--hidden 12, --bias, --lr 0.1,0.01@100000'],
    [['--names', names, '--preset', 'lecture-bn'], 'no --preset'],
    [['--names', names, '--backend', 'cpu'], '--backend webasm'],
  ])('%j contradicts it', async (args, has) => {
    const { exitCode, stdout, stderr } = await resume(args);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `stepzero: --resume: expected the settings of the checkpoint, which has ${has}; leave these flags out, or start again without --resume`,
    });
  });

  test('other names are not the ones it was trained on', async () => {
    const { exitCode, stderr } = await resume([]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^stepzero: --resume: expected the names of the checkpoint, names\.txt \(98 names, sha256 \w{8}\), got built-in names .*; give their file with --names$/,
    );
  });

  test.each([
    [
      'damaged.json',
      (text: string) => text.slice(0, text.length / 2),
      'expected JSON to its end, got text that is cut off or something else',
    ],
    [
      'changed.json',
      (text: string) => text.replace('"used":', '"used":1'),
      'expected a checkpoint as it was written, got one that is damaged or was changed',
    ],
    ['foreign.json', () => '{"name":"stepzero"}', 'expected a checkpoint of stepzero train, got something else'],
  ])('%s gets a sentence', async (file, spoil, message) => {
    await early();
    writeFileSync(path.join(folder, file), spoil(readFileSync(checkpoint, 'utf8')));
    const { exitCode, stderr } = await stepzero(['train', '--resume', file, '--names', names], folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `stepzero: --resume: ${file}: ${message}; start again without --resume`,
    });
  });

  test('a file that is not there', async () => {
    const { exitCode, stderr } = await stepzero(['train', '--resume', 'nowhere.json'], folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'stepzero: --resume: expected a checkpoint, got nowhere.json (no such file); it is written when a run is stopped with Ctrl-C',
    });
  });
});

describe('one sentence, exit code 2', () => {
  test.each<[args: string[], message: string]>([
    [
      ['--lr', 'abc'],
      '--lr: expected a rate from 0 such as 0.1, or rates with their steps in order such as 0.1,0.01@100000, got "abc"; the lecture has 0.1,0.01@100000',
    ],
    [
      ['--layers', '-1'],
      '--layers: expected a whole number from 0, got "-1"; the lecture has 1, and 5 in its deep network',
    ],
    [['--steps', '0'], '--steps: expected a whole number from 1, got "0"; the lecture has 200000'],
    [['--steps'], '--steps: expected a whole number from 1, got nothing; the lecture has 200000'],
    [
      ['--steps', '5', '--steps', '6'],
      '--steps: expected a whole number from 1, got 2 of them; the lecture has 200000',
    ],
    [['--no-steps'], '--steps: expected a whole number from 1, got its opposite, --no-...; the lecture has 200000'],
    [
      ['--bn-correction', '2', '--batch-norm'],
      '--bn-correction: expected 0 (as PyTorch normalizes) or 1 (Bessel\'s, as the lecture does), got "2"; it is subtracted from the number of rows',
    ],
    [
      ['--bn-eps', '0'],
      '--bn-eps: expected --batch-norm or --output-batch-norm with it, got a network without; leave the flag out, or add what it works on',
    ],
    [
      ['--no-bias', '--bias-init', '0.1'],
      '--bias-init: expected --bias and a hidden layer with it, got a network without; leave the flag out, or add what it works on',
    ],
    [
      ['--batch', '1', '--batch-norm'],
      '--batch: expected at least 2 examples where there is a batch norm, got 1; one has no variance to normalize by',
    ],
    [
      ['--activation', 'tanhh'],
      '--activation: expected one of tanh, relu, leakyRelu, sigmoid, gelu, elu, selu, silu, linear, got "tanhh"; did you mean tanh?',
    ],
    [
      ['--init', 'he'],
      '--init: expected one of kaiming, naive, linear, randn, xavier, orthogonal, uniform, zeros, ones, got "he"; the lecture has kaiming; naive is its first start',
    ],
    [['--gain', '5/0'], '--gain: expected a number or a fraction such as 5/3, got "5/0"; tanh\'s is 5/3'],
    [
      ['--preset', 'bn'],
      '--preset: expected one of lecture-naive, lecture-fixed-output, lecture-ad-hoc, lecture-kaiming, lecture-bn, lecture-deep, got "bn". Did you mean lecture-bn?',
    ],
    [
      ['--preset', 'adam'],
      '--preset: expected one of lecture-naive, lecture-fixed-output, lecture-ad-hoc, lecture-kaiming, lecture-bn, lecture-deep, got "adam". Leave it out for the defaults',
    ],
    [
      ['--backend', 'webgpu'],
      '--backend: expected webasm or cpu for training, got "webgpu", which is one of the graders\' reference; leave it out to let stepzero choose',
    ],
    [
      ['--checkpoint', 'names.txt/x/y'],
      '--checkpoint: cannot write names.txt/x/y (ENOTDIR); name a file that can be written',
    ],
    [['--checkpoint-every', '0'], '--checkpoint-every: expected a whole number from 1, got "0"; it counts steps'],
    [['--names', 'nowhere.txt'], '--names: expected a file of names, got nowhere.txt (no such file); check the path'],
    [['--hiden', '3'], 'Unknown argument: hiden. Try: npx stepzero --help'],
  ])('%j', async (args, message) => {
    const { exitCode, stderr, stdout } = await stepzero(['train', ...args], folder);
    expect({ exitCode, stderr, stdout }).toEqual({ exitCode: 2, stderr: `stepzero: ${message}`, stdout: '' });
  });

  test('an environment that names what only grades', async () => {
    const { exitCode, stderr } = await stepzero(['train', ...small], folder, { STEPZERO_BACKEND: 'float64' });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^stepzero: STEPZERO_BACKEND: expected webasm or cpu for training, got "float64"/);
  });
});

describe('a loss that is not finite', () => {
  const run = ['train', ...small, '--preset', 'lecture-naive', '--steps', '50', '--lr', '0.1,1e38@3'];

  test('ends the training with a finding', async () => {
    const { exitCode, stdout, stderr } = await stepzero([...run, '--json'], folder);
    const finding = z.looseObject({ step: z.number(), loss: z.string() });
    const report = z.looseObject({ step: z.number(), finding }).parse(JSON.parse(stdout));
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({
      ...{ step: report.finding.step, train: null, dev: null, layers: [], weights: [], samples: [] },
      finding: { finding: 'loss-not-finite', of: 'batch', learningRate: 1e38 },
    });
    expect(report.step).toBeGreaterThan(3);
    expect(stderr).toBe(
      `stepzero: training ended early: the loss is ${report.finding.loss} at step ${report.step}, with a learning rate of 1e+38`,
    );
  });

  test('says what to try', async () => {
    const { exitCode, stdout } = await stepzero(run, folder);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/✗ loss-not-finite: the loss is \S+ at step \d+, with a learning rate of 1e\+38/);
    expect(stdout).toContain('so the steps are too\n            large: try --lr 1e+37, or less.');
    expect(stdout).not.toContain('train ');
  });

  test('may show only after the last step', async () => {
    const { exitCode, stderr } = await stepzero(['train', ...small, '--steps', '1', '--lr', '1e38'], folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr:
        'stepzero: training ended early: the loss is NaN over a whole split after the last step, with a learning rate of 1e+38',
    });
  });
});

describe('the answer', () => {
  test('is the same on both kinds of kernels, up to rounding', async () => {
    const losses = async (backend: string) => {
      const run = ['train', ...small, '--steps', '60', '--log-every', '1', '--json', '--backend', backend];
      const { stdout } = await stepzero(run, folder);
      const report = answer.extend({ losses: z.array(z.object({ loss: z.number() })) }).parse(JSON.parse(stdout));
      expect(report.provenance.kernels).toBe(backend);
      return report.losses.map(({ loss }) => loss);
    };
    const [webasm, cpu] = [await losses('webasm'), await losses('cpu')];
    expect(webasm).toHaveLength(60);
    // Sixty steps of a small, calm network: some roundings of losses below 4 each.
    webasm.forEach((loss, step) => expect(Math.abs(loss - (cpu[step] ?? NaN))).toBeLessThan(60 * 2 ** -22));
  });

  test('fits into 80 columns, and nothing is on stderr without a terminal', async () => {
    const run = [
      'train',
      ...small,
      '--preset',
      'lecture-deep',
      '--layers',
      '2',
      '--steps',
      '40',
      '--health-every',
      '20',
    ];
    const { stdout, stderr, exitCode } = await stepzero(run, folder);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    for (const part of [
      'lecture-deep',
      'layer 2 (Tanh)',
      'layers.6.weight',
      'names.txt (98 names',
      '    train    ',
      '      dev    ',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('--help names every preset and every setting', async () => {
    const { stdout } = await stepzero(['train', '--help'], folder);
    for (const word of [
      'lecture-ad-hoc',
      '--output-bias-init',
      '--bn-running',
      'randn * gain / sqrt(fanIn)',
      '--health-every',
    ]) {
      expect(stdout).toContain(word);
    }
  });
});
