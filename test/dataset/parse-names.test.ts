import { describe, expect, test } from '@jest/globals';
import { DatasetError } from '../../src/dataset/dataset-error.js';
import { parseNames } from '../../src/dataset/parse-names.js';

const ten = ['emma', 'olivia', 'ava', 'isabella', 'sophia', 'charlotte', 'mia', 'amelia', 'harper', 'evelyn'];
const bytes = (text: string) => new TextEncoder().encode(text);

const aName = "a name on each line: letters of any alphabet, with ' or - between them at most";

describe('parseNames accepts', () => {
  test.each([
    ['line feeds', ten.join('\n')],
    ['a line feed at the end', `${ten.join('\n')}\n`],
    ['empty lines at the end', `${ten.join('\n')}\n\n\r\n`],
    ['CRLF', `${ten.join('\r\n')}\r\n`],
    ['a byte order mark', `\ufeff${ten.join('\n')}`],
    ['a byte order mark and CRLF', `\ufeff${ten.join('\r\n')}`],
  ])('%s', (_, text) => {
    expect(parseNames(bytes(text), 'names.txt')).toEqual(ten);
  });

  test.each([
    'Zoë',
    'Ζωή',
    'Мария',
    'ნინო',
    '陽葵',
    'नेहा',
    'محمد',
    "o'neil",
    'O’Neil',
    'anne-marie',
    'jean-luc-rené',
    'x',
    '𐐷𐐲',
  ])('the name %s', (name) => {
    expect(parseNames(bytes([...ten, name].join('\n')), 'names.txt').at(-1)).toBe(name);
  });

  test('a name that occurs twice, twice', () => {
    expect(parseNames(bytes([...ten, 'emma'].join('\n')), 'names.txt')).toHaveLength(11);
  });
});

describe('parseNames refuses', () => {
  const error = (data: Uint8Array | string): unknown => {
    try {
      parseNames(typeof data === 'string' ? bytes(data) : data, 'my names.txt');
    } catch (thrown) {
      return thrown;
    }
    return undefined;
  };

  test.each([
    ['nothing', ''],
    ['a byte order mark alone', '\ufeff'],
    ['line ends alone', '\n\r\n\n'],
  ])('a file with %s', (_, text) => {
    expect(error(text)).toEqual(
      new DatasetError(`my names.txt: expected ${aName}, got an empty file; write at least 10 names into it`),
    );
  });

  test('fewer than ten names', () => {
    expect(error('emma\nava')).toEqual(
      new DatasetError(
        'my names.txt: expected at least 10 names, so that train, dev and test each get one, got 2; add more names',
      ),
    );
  });

  test.each([
    ['emma1', '"emma1"; correct the line or delete it'],
    ['emma ava', '"emma ava"; correct the line or delete it'],
    [' emma', '" emma"; remove the spaces around it'],
    ['emma\t', '"emma\\t"; remove the spaces around it'],
    ['emma.', '"emma."; correct the line or delete it'],
    ['-emma', '"-emma"; correct the line or delete it'],
    ['emma,ava', '"emma,ava"; correct the line or delete it'],
    ['em\u0000ma', '"em\\u0000ma"; correct the line or delete it'],
    ['', 'an empty line; correct the line or delete it'],
    ['a '.repeat(30), `"${'a '.repeat(20)}…"; correct the line or delete it`],
  ])('the line %j', (line, got) => {
    expect(error([ten[0], ten[1], line, ...ten].join('\n'))).toEqual(
      new DatasetError(`my names.txt, line 3: expected ${aName}, got ${got}`),
    );
  });

  test('the line is counted in a file with CRLF too', () => {
    expect(error(`${ten.join('\r\n')}\r\n42`)).toEqual(
      new DatasetError(`my names.txt, line 11: expected ${aName}, got "42"; correct the line or delete it`),
    );
  });

  test.each([
    ['a byte that is no character', [0xff], 3],
    ['Latin-1', [0x7a, 0x6f, 0xeb], 3],
    ['a character cut off at the end', [0xc3], 3],
  ])('bytes that are not UTF-8: %s', (_, wrong, line) => {
    const data = Buffer.concat([bytes(`${ten[0] ?? ''}\n${ten[1] ?? ''}\n`), Buffer.from(wrong)]);
    const message = `my names.txt, line ${line}: expected UTF-8 text, got other bytes; save the file as UTF-8`;
    expect(error(data)).toEqual(new DatasetError(message));
    expect(error(Buffer.concat([data, bytes(`\n${ten.join('\n')}`)]))).toEqual(new DatasetError(message));
  });

  test('UTF-16', () => {
    expect(error(Buffer.from(`\ufeff${ten.join('\n')}`, 'utf16le'))).toEqual(
      new DatasetError('my names.txt, line 1: expected UTF-8 text, got other bytes; save the file as UTF-8'),
    );
  });
});
