/** The help text of `stepzero train`: every flag in its group, with its default, and the formulas below. */
import type { Argv } from 'yargs';
import { settingNames } from '../../training/config.js';
import { initializations } from '../../training/initializations.js';
import { presets, resolveConfig } from '../../training/presets.js';
import { DEFAULT_TITLE } from './checkpoint-file.js';
import { flagOf, flags, valueText } from './flags.js';

/** Gives yargs the flags of the command. They have no defaults there: what was typed must be told from what was not. */
export function withTrainFlags(command: Argv): Argv {
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
  for (const setting of settingNames) {
    const { group, describe, expected } = flags[setting];
    const shown = valueText(defaults[setting]);
    built = built.option(flagOf(setting).slice(2), {
      type: expected === null ? 'boolean' : 'string',
      group: `${group}:`,
      describe: describe.includes('[default') || expected === null ? describe : `${describe} [default: ${shown}]`,
    });
  }
  return built
    .option('checkpoint', {
      type: 'string',
      describe: `Where Ctrl-C leaves a checkpoint [default: ${DEFAULT_TITLE}]`,
    })
    .option('checkpoint-every', { type: 'string', describe: 'Also write it every so many steps' })
    .option('resume', { type: 'string', describe: 'Go on from a checkpoint, the default one or this file' })
    .option('backend', {
      type: 'string',
      describe: 'What computes [default: STEPZERO_BACKEND, or the fastest]',
    })
    .option('json', { type: 'boolean', default: false, describe: 'Print the figures as JSON' })
    .epilogue(epilogue());
}

function epilogue(): string {
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
