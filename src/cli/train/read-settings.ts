/** From the flags that were given to settings: each text is read once, and what does not fit gets a sentence. */
import { z } from 'zod';
import type { Config, Settings } from '../../training/config.js';
import { needsTwoExamples, settingNames, settingsSchema } from '../../training/config.js';
import { isPresetName, type PresetName, presetNames, resolveConfig } from '../../training/presets.js';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import { flagOf, flags, valueText } from './flags.js';

/** The command line as yargs leaves it: by name, with whatever was typed. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * The text of a flag; undefined where it was not given.
 * @throws UsageError where it was given twice, or as `--no-...`
 */
export function textOf(given: Given, name: string, expected: string): string | undefined {
  const value = given[name];
  if (value === undefined || typeof value === 'string') return value;
  const got = Array.isArray(value) ? `${value.length} of them` : `--no-${name}`;
  throw new UsageError(`--${name}: expected ${expected}, got ${got}; give it once`);
}

/** The preset that was asked for, or null. @throws UsageError for an unknown one, with the nearest guess */
export function readPreset(given: Given): PresetName | null {
  const name = textOf(given, 'preset', 'a preset');
  if (name === undefined || isPresetName(name)) return name ?? null;
  // By what tells them apart: every name is near another where both begin with "lecture-".
  const stages = presetNames.map((each) => each.replace('lecture-', ''));
  const stage = nearest(name.replace(/^lecture-?/, ''), stages);
  const guess = presetNames.find((each) => stage !== undefined && each.endsWith(`-${stage}`));
  const hint = guess === undefined ? '' : ` Did you mean ${guess}?`;
  throw new UsageError(
    `--preset: expected one of ${presetNames.join(', ')}, got ${shown(name)}.${hint || ' Leave it out for the defaults'}`,
  );
}

/** The settings that flags were given for, and no others. @throws UsageError for a text that a flag cannot have */
export function readSettings(given: Given): Settings {
  const read = settingNames.flatMap((setting) => {
    const value = readSetting(setting, given[setting]);
    return value === undefined ? [] : [[setting, value] as const];
  });
  return settingsSchema.parse(Object.fromEntries(read));
}

/** The value of one flag; undefined where it was not given. */
function readSetting(setting: keyof Config, given: unknown): unknown {
  const { expected, otherwise, read, words } = flags[setting];
  if (given === undefined || (expected === null && typeof given === 'boolean')) return given;
  const value = typeof given === 'string' ? read(given) : undefined;
  if (value !== undefined) return value;
  const guess = words === undefined || typeof given !== 'string' ? undefined : nearest(given, words);
  const hint = guess === undefined ? otherwise : `did you mean ${guess}?`;
  throw new UsageError(`${flagOf(setting)}: expected ${expected ?? 'no value'}, got ${shown(given)}; ${hint}`);
}

/** What was typed, for a message. */
function shown(given: unknown): string {
  if (Array.isArray(given)) return `${given.length} of them`;
  if (given === false) return 'its opposite, --no-...';
  return given === '' ? 'nothing' : `"${String(given)}"`;
}

/**
 * The whole configuration that preset and flags make.
 * @throws UsageError where they do not fit together, or a flag would do nothing
 */
export function configOf(preset: PresetName | null, settings: Settings): Config {
  const config = resolved(preset, settings);
  refuseIdle(settings, {
    needs: '--batch-norm or --output-batch-norm',
    isMet: needsTwoExamples(config),
    flags: ['bnCorrection', 'bnEps', 'bnMomentum', 'bnRunning'],
  });
  refuseIdle(settings, {
    needs: '--bias and a hidden layer',
    isMet: config.bias && config.layers > 0,
    flags: ['biasInit'],
  });
  refuseIdle(settings, { needs: '--output-bias', isMet: config.outputBias, flags: ['outputBiasInit'] });
  return config;
}

function resolved(preset: PresetName | null, settings: Settings): Config {
  try {
    return resolveConfig(preset, settings);
  } catch (error) {
    if (error instanceof z.ZodError) throw new UsageError(`--${error.issues[0]?.message ?? error.message}`);
    throw error;
  }
}

/** A flag without what it works on would be taken and forgotten. */
function refuseIdle(
  settings: Settings,
  { needs, isMet, flags: idle }: { needs: string; isMet: boolean; flags: readonly (keyof Config)[] },
): void {
  const flag = idle.find((each) => settings[each] !== undefined);
  if (isMet || flag === undefined) return;
  throw new UsageError(
    `${flagOf(flag)}: expected ${needs} with it, got a network without; leave the flag out, or add what it works on`,
  );
}

/** The flags whose settings differ from those of a configuration. */
export function contradictions(settings: Settings, config: Config): (keyof Config)[] {
  return settingNames.filter((setting) => {
    const value = settings[setting];
    return value !== undefined && valueText(value) !== valueText(config[setting]);
  });
}
