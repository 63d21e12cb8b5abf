/** The console of student code: what it prints goes to the judge in frames, up to a budget for each check. */
import { ByteWriter } from '../wire/bytes.js';
import { reply } from '../wire/codes.js';
import { formatLine } from './format.js';
import { type Pipe } from './pipe.js';
import { isObject, read } from './property.js';

/** Sends what was left out no later than when it has grown by this many characters. */
const REPORT_OMITTED = 10_000_000;

/** Sends printed text, and counts what is beyond the budget. */
export class Printer {
  readonly #pipe: Pipe;
  readonly #budget: number;
  #left: number;
  #omitted = 0;

  /** @param budget characters a check */
  constructor(pipe: Pipe, budget: number) {
    this.#pipe = pipe;
    this.#budget = budget;
    this.#left = budget;
  }

  /** A new check: the whole budget again. */
  reset(): void {
    this.#left = this.#budget;
    this.#omitted = 0;
  }

  print(line: string): void {
    const text = `${line}\n`;
    const sent = text.slice(0, this.#left);
    this.#left -= sent.length;
    this.#omitted += text.length - sent.length;
    if (sent.length > 0) this.#send(sent);
    else if (this.#omitted > REPORT_OMITTED) this.flush();
  }

  /** Tells how much was left out since it was last told. */
  flush(): void {
    if (this.#omitted > 0) this.#send('');
  }

  #send(text: string): void {
    const writer = new ByteWriter();
    writer.u32(0);
    writer.u8(reply.printed);
    writer.text(text);
    writer.u32(Math.min(this.#omitted, 0xffff_ffff));
    this.#omitted = 0;
    this.#pipe.write(writer.finish());
  }
}

/**
 * A console that prints through the printer. It has every method of the usual one, so that no call of it is an error;
 * those that neither print nor label do nothing.
 */
export function studentConsole(printer: Printer): object {
  const log = (...args: unknown[]): void => {
    printer.print(lineOf(args));
  };
  const nothing = (): void => undefined;
  const table = (rows: unknown, ...rest: unknown[]): void => {
    log(Array.isArray(rows) ? tableText(rows) : rows, ...rest);
  };
  const dir = (value: unknown): void => log(value);
  const assert = (condition?: unknown, ...args: unknown[]): void => {
    if (!condition) log('Assertion failed', ...args);
  };
  return {
    ...{ log, info: log, warn: log, error: log, debug: log, trace: log, group: log, groupCollapsed: log },
    ...{ table, dir, dirxml: log, assert },
    ...{ groupEnd: nothing, count: nothing, countReset: nothing, time: nothing, timeLog: nothing, timeEnd: nothing },
    ...{ clear: nothing },
  };
}

function lineOf(args: readonly unknown[]): string {
  try {
    return formatLine(args);
  } catch {
    return '(a value that cannot be printed)';
  }
}

/** Rows under a header of their keys, in columns. */
function tableText(rows: readonly unknown[]): string {
  const keys = [...new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : [])))];
  const header = ['(index)', ...(keys.length > 0 ? keys : ['value'])];
  const body = rows.slice(0, 100).map((row, index) => {
    const cells = isObject(row) ? keys.map((key) => (Object.hasOwn(row, key) ? read(row, key) : '')) : [row];
    return [String(index), ...cells.map((cell) => lineOf([cell]))];
  });
  const widths = header.map((title, i) => Math.max(title.length, ...body.map((line) => (line[i] ?? '').length)));
  return [header, ...body]
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
