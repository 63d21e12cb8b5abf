/** TypeScript to the JavaScript that the runner evaluates: types erased, imports to require, every line where it was. */
import { getFormattedTokens, type Options, transform } from 'sucrase';

/** A segment of a line: from this column of the code on, the source is at that column. All count from 1. */
interface Segment {
  readonly line: number;
  readonly codeColumn: number;
  readonly sourceColumn: number;
}

/** The code, or why there is none and where. */
export type TypeScriptResult =
  | { readonly isOk: true; readonly code: string; readonly segments: readonly Segment[] }
  | { readonly isOk: false; readonly message: string; readonly line: number; readonly column: number };

const options: Options = {
  transforms: ['typescript', 'imports'],
  // The engine knows all of ECMAScript that we accept; without this, fields that have no initial value would be dropped.
  disableESTransforms: true,
};

/** Transpiles one file. */
export function transpileTypeScript(path: string, source: string): TypeScriptResult {
  try {
    const namespace = findNamespace(source);
    if (namespace) {
      return {
        isOk: false,
        message: 'a namespace is not supported: export functions and classes instead',
        ...namespace,
      };
    }
    const { code, sourceMap } = transform(source, {
      ...options,
      filePath: path,
      sourceMapOptions: { compiledFilename: path },
    });
    return { isOk: true, code, segments: decodeMappings(sourceMap?.mappings ?? '') };
  } catch (error) {
    return { isOk: false, ...describeFailure(error) };
  }
}

/** The parser erases a namespace as if it were a type: the program would fail later and elsewhere. */
function findNamespace(source: string): { line: number; column: number } | undefined {
  if (!/\b(namespace|module)\b/.test(source)) return undefined;
  let previous = '';
  for (const row of getFormattedTokens(source, options).split('\n').slice(1)) {
    // "2:1-2:10   name   namespace   23   0   isType ..."
    const token = /^(\d+):(\d+)-\S+\s+(\S+)\s+(\S+)/.exec(row);
    if (!token) continue;
    const [, line, column, , text = ''] = token;
    const isKeyword = (text === 'namespace' || text === 'module') && /\sisType\s/.test(row);
    if (isKeyword && !['declare', 'as', '.', ':'].includes(previous))
      return { line: Number(line), column: Number(column) };
    previous = text;
  }
  return undefined;
}

function describeFailure(error: unknown): { message: string; line: number; column: number } {
  if (!(error instanceof Error)) return { message: 'it cannot be parsed', line: 1, column: 1 };
  if (error instanceof RangeError) return { message: 'it is nested too deep', line: 1, column: 1 };
  const place = / \((\d+):(\d+)\)$/.exec(error.message);
  const message = error.message.replace(/^Error transforming [^:]*: /, '').replace(/ \(\d+:\d+\)$/, '');
  return { message, line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1) };
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Reads the `mappings` of a source map in which every line maps to itself: base-64 digits of 5 bits, sign last. */
function decodeMappings(mappings: string): Segment[] {
  const segments: Segment[] = [];
  let sourceColumn = 0;
  mappings.split(';').forEach((group, index) => {
    let codeColumn = 0;
    for (const text of group === '' ? [] : group.split(',')) {
      const [codeStep = 0, , , sourceStep = 0] = decodeNumbers(text);
      codeColumn += codeStep;
      sourceColumn += sourceStep;
      segments.push({ line: index + 1, codeColumn: codeColumn + 1, sourceColumn: sourceColumn + 1 });
    }
  });
  return segments;
}

function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = digits.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
