/** Plain text for a terminal: made printable, wrapped to a width, padded into columns. Colour is added after this. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

/** Colours and weights, injected so that this folder needs no terminal; `plainPalette` has none. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const unchanged = (text: string): string => text;

/** No colour: for files, pipes, and messages that travel. */
export const plainPalette: Palette = {
  bold: unchanged,
  dim: unchanged,
  red: unchanged,
  green: unchanged,
  yellow: unchanged,
  cyan: unchanged,
};

/**
 * Text of a student's, safe to print: escape sequences are removed, and other control and direction-changing characters
 * become a middle dot. Newlines and tabs stay (a tab as two spaces).
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) =>
      character === '\n' ? character : '·',
    );
}

/** One line of it: newlines become spaces, and past `width` columns an ellipsis. */
export function oneLine(text: string, width: number): string {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim();
  if (stringWidth(line) <= width) return line;
  let kept = '';
  for (const character of line) {
    if (stringWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks text at spaces so that each line has at most `width` columns; its own newlines stay, a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  return printable(text)
    .split('\n')
    .flatMap((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && stringWidth(longer) > width) {
          lines.push(line);
          line = word;
        } else {
          line = longer;
        }
      }
      return [...lines, line];
    });
}

/** Fills up with spaces on the right to `width` columns. */
export function padRight(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** Fills up with spaces on the left to `width` columns. */
export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}
