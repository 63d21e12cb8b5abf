import colors from 'picocolors';
import type { Palette } from '../report/text.js';

/** The terminal's colours; none where picocolors finds no terminal that shows them, or NO_COLOR is set. */
export const terminalPalette: Palette = {
  bold: colors.bold,
  dim: colors.dim,
  red: colors.red,
  green: colors.green,
  yellow: colors.yellow,
  cyan: colors.cyan,
};

/** The width to write for, in columns. */
export function terminalColumns(): number {
  return process.stdout.isTTY ? process.stdout.columns : 80;
}
