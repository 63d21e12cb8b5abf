/** `stepzero diagnose`: what is wrong with a network before its first step, and why, and what to do. */
import type { Argv, CommandModule } from 'yargs';
import { findNames } from '../../dataset/find-names.js';
import { makeExamples } from '../../dataset/load-examples.js';
import { settingNames } from '../../training/config.js';
import { type Diagnosis, diagnosisOf, isHealthy } from '../diagnose/diagnosis.js';
import { renderDiagnosis } from '../diagnose/diagnosis-text.js';
import { lookByFlags } from '../diagnose/from-flags.js';
import { exitCodes } from '../errors.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { networkEpilogue, withNetworkFlags } from '../train/help.js';
import { chooseKernels, kernelTitles } from '../train/kernels.js';
import { configOf, type Given, readPreset, readSettings, textOf } from '../train/read-settings.js';

/** Settings that say nothing about the network or its steps. */
const idle: readonly string[] = ['sample', 'logEvery', 'healthEvery'];

const settings = settingNames.filter((name) => !idle.includes(name));

/** The command, for yargs. */
export const diagnoseCommand: CommandModule<object, object> = {
  command: 'diagnose',
  describe: 'Find out what is wrong with a network before its first step',
  builder: (command: Argv) =>
    withNetworkFlags(command, settings)
      .option('json', { type: 'boolean', default: false, describe: 'Print the diagnosis as JSON' })
      .option('strict', { type: 'boolean', default: false, describe: 'Exit with 1 where a finding is beyond chance' })
      .epilogue(networkEpilogue()),
  handler: (given) => diagnose({ ...given }),
};

async function diagnose(given: Given): Promise<void> {
  const diagnosis = await diagnoseByFlags(given);
  process.stdout.write(
    given['json'] === true
      ? `${JSON.stringify(diagnosis, null, 2)}\n`
      : renderDiagnosis(diagnosis, { palette, columns: terminalColumns() }),
  );
  process.exitCode = given['strict'] === true && !isHealthy(diagnosis) ? exitCodes.unhealthy : exitCodes.finished;
}

async function diagnoseByFlags(given: Given): Promise<Diagnosis> {
  const preset = readPreset(given);
  const asked = readSettings(given);
  const config = configOf(preset, asked);
  const kernels = chooseKernels(textOf(given, 'backend', 'a backend'));
  const inUse = await findNames({ names: textOf(given, 'names', 'a file of names') });
  const examples = makeExamples(inUse, config.block);
  const { source, looked } = await lookByFlags({ preset, config, steps: asked.steps ?? 0, examples });
  const data = { label: examples.label, digest: examples.digest };
  return diagnosisOf(source, looked, { data, computed: kernelTitles[kernels] });
}
