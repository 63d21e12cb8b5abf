/** `stepzero diagnose`: what is wrong with a network before its first step, and why, and what to do. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Argv, CommandModule } from 'yargs';
import { findNames } from '../../dataset/find-names.js';
import { makeExamples } from '../../dataset/load-examples.js';
import { settingNames } from '../../training/config.js';
import { rateAt } from '../../training/schedule.js';
import { courseRoot } from '../course-root.js';
import { type Diagnosis, diagnosisOf, isHealthy } from '../diagnose/diagnosis.js';
import { renderDiagnosis } from '../diagnose/diagnosis-text.js';
import { lookByFlags } from '../diagnose/from-flags.js';
import { lookAtModel } from '../diagnose/from-model.js';
import { lookAtStats } from '../diagnose/from-stats.js';
import { readModelFile } from '../diagnose/model/model-file.js';
import { renderDiagnosisPage } from '../diagnose/page.js';
import { exitCodes, UsageError } from '../errors.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { flagOf } from '../train/flags.js';
import { networkEpilogue, withNetworkFlags } from '../train/help.js';
import { chooseKernels, kernelTitles } from '../train/kernels.js';
import { configOf, type Given, readPreset, readSettings, textOf } from '../train/read-settings.js';

/** Where the page goes unless `--html` says otherwise. */
const DEFAULT_PAGE = 'reports/diagnosis.html';

/** Settings that say nothing about the network or its steps. */
const idle: readonly string[] = ['sample', 'logEvery', 'healthEvery'];

const settings = settingNames.filter((name) => !idle.includes(name));

/** The command, for yargs. */
export const diagnoseCommand: CommandModule<object, object> = {
  command: 'diagnose',
  describe: 'Find out what is wrong with a network before its first step',
  builder: (command: Argv) =>
    withNetworkFlags(command, settings)
      .option('model', {
        type: 'string',
        group: 'What to look at:',
        describe:
          'Instead of a network by flags: a TypeScript file of your own on #torch that exports layers, or parameters and forward',
      })
      .option('stats', { type: 'string', group: 'What to look at:', describe: 'Or a JSON file of statistics' })
      .option('html', { type: 'string', describe: `Also write a page, to this file [default: ${DEFAULT_PAGE}]` })
      .option('json', { type: 'boolean', default: false, describe: 'Print the diagnosis as JSON' })
      .option('strict', { type: 'boolean', default: false, describe: 'Exit with 1 where a finding is beyond chance' })
      .epilogue(networkEpilogue()),
  handler: (given) => diagnose({ ...given }),
};

async function diagnose(given: Given): Promise<void> {
  const diagnosis = await diagnosisFor(given);
  const page = textOf(given, 'html', 'a file');
  if (page !== undefined) writePage(page, renderDiagnosisPage(diagnosis));
  process.stdout.write(
    given['json'] === true
      ? `${JSON.stringify(diagnosis, null, 2)}\n`
      : renderDiagnosis(diagnosis, { palette, columns: terminalColumns() }),
  );
  process.exitCode = given['strict'] === true && !isHealthy(diagnosis) ? exitCodes.unhealthy : exitCodes.finished;
}

function diagnosisFor(given: Given): Promise<Diagnosis> {
  const model = textOf(given, 'model', 'a TypeScript file');
  const stats = textOf(given, 'stats', 'a JSON file');
  if (model !== undefined && stats !== undefined) {
    throw new UsageError('--stats: expected one thing to look at, got --model as well; leave one of them out');
  }
  if (stats !== undefined) return diagnoseStats(stats, given);
  return model === undefined ? diagnoseByFlags(given) : diagnoseModel(model, given);
}

async function diagnoseByFlags(given: Given): Promise<Diagnosis> {
  const preset = readPreset(given);
  const asked = readSettings(given);
  const config = configOf(preset, asked);
  const kernels = chooseKernels(textOf(given, 'backend', 'a backend'));
  const examples = makeExamples(await findNames({ names: textOf(given, 'names', 'a file of names') }), config.block);
  const { source, looked } = await lookByFlags({ preset, config, steps: asked.steps ?? 0, examples });
  const data = { label: examples.label, digest: examples.digest };
  return diagnosisOf(source, looked, { data, computed: kernelTitles[kernels] });
}

/** Settings of the batch that a model is looked at with, and of the step that would follow. */
const ofModels: readonly string[] = ['block', 'batch', 'lr', 'seed'];

async function diagnoseModel(name: string, given: Given): Promise<Diagnosis> {
  refuseOthers(given, '--model', [...ofModels, 'names']);
  const file = readModelFile(name);
  const { block, batch, lr, seed } = configOf(null, readSettings(given));
  const examples = makeExamples(await findNames({ names: textOf(given, 'names', 'a file of names') }), block);
  const { source, looked } = await lookAtModel({ file, examples, batch, seed, learningRate: rateAt(lr, 0) });
  return diagnosisOf(source, looked, {
    data: { label: examples.label, digest: examples.digest },
    computed: 'the file in a process of its own',
  });
}

function diagnoseStats(name: string, given: Given): Promise<Diagnosis> {
  refuseOthers(given, '--stats', []);
  const { source, looked } = lookAtStats(name);
  return Promise.resolve(diagnosisOf(source, looked, { data: null, computed: null }));
}

/** A flag that describes a network would be taken and forgotten beside one that is given. */
function refuseOthers(given: Given, instead: string, allowed: readonly string[]): void {
  const idle = ['preset', 'names', 'backend', ...settings].find(
    (name) => given[name] !== undefined && !allowed.includes(name),
  );
  if (idle === undefined) return;
  const flag = settings.find((name) => name === idle);
  throw new UsageError(
    `${flag === undefined ? `--${idle}` : flagOf(flag)}: expected no such flag with ${instead}, which has all of that; leave it out`,
  );
}

function writePage(name: string, html: string): void {
  const file = name === '' ? path.join(courseRoot, DEFAULT_PAGE) : name;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, html);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(`--html: cannot write ${name} (${code}); name a file that can be written`);
  }
  console.error(`stepzero: the page is ${name === '' ? DEFAULT_PAGE : name}`);
}
