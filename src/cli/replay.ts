/** The command that shows a check again, with the same inputs. */
import type { Exercise } from '../course/manifest.js';
import type { Check } from '../grading/check.js';

/**
 * Writes the replay line of a check.
 *
 * @param options.from - the submission's folder as the user named it; left out for the student's own `exercises/`
 * @param options.names - the `--names` file in use, if one was given
 */
export function replayCommand(options: { readonly from?: string; readonly names?: string } = {}) {
  return (exercise: Exercise, check: Check, seed: number): string => {
    const words = ['npx', 'stepzero', 'run', exercise.id, '--check', check.id, '--seed', String(seed)];
    if (options.from !== undefined) words.push('--from', quote(options.from));
    if (options.names !== undefined) words.push('--names', quote(options.names));
    return words.join(' ');
  };
}

/** One word for a shell: a folder may be called "Ada Lovelace; rm". Double quotes on Windows, where single ones are text. */
export function quote(word: string): string {
  if (/^[\w./\\:@%+,-]+$/.test(word)) return word;
  return process.platform === 'win32' ? `"${word.replaceAll('"', '')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}
