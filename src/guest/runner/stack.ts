/** Where in the student's own file an error came from. */

/** A place in the transpiled code, in lines and columns from 1. */
export interface CodeFrame {
  readonly line: number;
  readonly column: number;
  readonly functionName: string;
}

/** The frames of an error's stack that lie in the given file, innermost first. */
export function framesIn(file: string, error: unknown): CodeFrame[] {
  const escaped = file.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^\\s*at (?:(.*) \\()?${escaped}:(\\d+):(\\d+)\\)?$`);
  const frames: CodeFrame[] = [];
  for (const line of stackOf(error).split('\n')) {
    const found = pattern.exec(line);
    if (!found) continue;
    const functionName = (found[1] ?? '').replace(/^(async |Object\.)/, '').slice(0, 100);
    frames.push({ line: Number(found[2]), column: Number(found[3]), functionName: functionName || '(top level)' });
    if (frames.length === 10) break;
  }
  return frames;
}

/** Where the parser stopped: the first line of a syntax error's stack names the line, a row of carets the column. */
export function syntaxErrorFrame(file: string, error: unknown): CodeFrame[] {
  const lines = stackOf(error).split('\n');
  const first = lines[0] ?? '';
  if (!first.startsWith(`${file}:`)) return [];
  const line = Number.parseInt(first.slice(file.length + 1), 10);
  const carets = lines.find((each) => /^\s*\^+\s*$/.test(each));
  return line > 0 ? [{ line, column: (carets?.indexOf('^') ?? 0) + 1, functionName: '(top level)' }] : [];
}

/** The text of the stack; student code may have put anything in its place, a getter that throws too. */
function stackOf(error: unknown): string {
  try {
    if (typeof error !== 'object' || error === null) return '';
    const stack: unknown = Reflect.get(error, 'stack');
    return typeof stack === 'string' ? stack.slice(0, 20_000) : '';
  } catch {
    return '';
  }
}
