/** The help text of `stepzero train`: every flag in its group, with its default, and the formulas below. */
import type { Argv } from 'yargs';
import { type Config, settingNames } from '../../training/config.js';
import { initializations } from '../../training/initializations.js';
import { presets, resolveConfig } from '../../training/presets.js';
import { DEFAULT_TITLE } from './checkpoint-file.js';
import { flagOf, flags, valueText } from './flags.js';

/**
 * Gives yargs the flags that describe a network and its training, for any command that builds one. They have no defaults
 * there: what was typed must be told from what was not.
 * @param settings those that the command takes
 */
export function withNetworkFlags(command: Argv, settings: readonly (keyof Config)[]): Argv {
  const defaults = resolveConfig(null, {});
  let built = command.option('preset', {
    type: 'string',
    group: 'What to train:',
    describe: `A stage of the lecture: ${Object.keys(presets).join(', ')}. Flags go before it`,
  });
  built = built.option('names', {
    type: 'string',
    group: 'What to train:',
    describe: 'A file of names, one a line, to train on',
  });
  for (const setting of settings) {
    const { group, describe, expected } = flags[setting];
    const shown = valueText(defaults[setting]);
    built = built.option(flagOf(setting).slice(2), {
      type: expected === null ? 'boolean' : 'string',
      group: `${group}:`,
      describe: describe.includes('[default') || expected === null ? describe : `${describe} [default: ${shown}]`,
    });
  }
  return built.option('backend', {
    type: 'string',
    describe: 'What computes [default: STEPZERO_BACKEND, or the fastest]',
  });
}

/** Gives yargs the flags of `stepzero train`. */
export function withTrainFlags(command: Argv): Argv {
  return withNetworkFlags(command, settingNames)
    .option('checkpoint', {
      type: 'string',
      describe: `Where Ctrl-C leaves a checkpoint [default: ${DEFAULT_TITLE}]`,
    })
    .option('checkpoint-every', { type: 'string', describe: 'Also write it every so many steps' })
    .option('resume', { type: 'string', describe: 'Go on from a checkpoint, the default one or this file' })
    .option('json', { type: 'boolean', default: false, describe: 'Print the figures as JSON' })
    .epilogue(networkEpilogue());
}

/** Presets and initializations, for below the flags. */
export function networkEpilogue(): string {
  const width = Math.max(...Object.keys(presets).map((name) => name.length));
  const rows = (entries: readonly (readonly [string, string])[]) =>
    entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n');
  return [
    'Presets:',
    rows(Object.entries(presets).map(([name, { describe }]) => [name, describe] as const)),
    '',
    'Initializations:',
    rows(Object.entries(initializations).map(([name, { formula }]) => [name, formula] as const)),
  ].join('\n');
}
