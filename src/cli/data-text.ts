/** `stepzero data` on a terminal: what names are in use, in three small tables. */
import type { NamesOrigin } from '../dataset/find-names.js';
import type { DataSummary, NamesOfLength } from '../dataset/summarize.js';
import { oneLine, padLeft, padRight, type Palette, wrap } from '../report/text.js';

/** How wide to write, and in which colours. */
interface Medium {
  readonly palette: Palette;
  readonly columns: number;
}

const BAR = 24;
const LABEL = 10;

/** The text of a summary, ending in a newline. */
export function renderData(summary: DataSummary, { palette, columns }: Medium): string {
  const width = Math.min(columns, 100);
  const fact = (label: string, text: string) =>
    wrap(text, width - LABEL - 2).map(
      (line, index) => `  ${palette.dim(padRight(index === 0 ? label : '', LABEL))}${line}`,
    );
  const shortest = summary.lengths[0];
  const longest = summary.lengths.at(-1);
  const letters = summary.alphabet.slice(1);
  const { names, different } = summary;
  return [
    '',
    `  ${palette.bold(oneLine(summary.label, width - 2))}`,
    ...wrap(originText[summary.origin], width - 2).map((line) => `  ${palette.dim(line)}`),
    '',
    ...fact(
      'names',
      `${count(names)}, ${different === names ? 'all different' : `${count(different)} of them different`}`,
    ),
    ...(shortest ? fact('shortest', ofLength(shortest)) : []),
    ...(longest ? fact('longest', ofLength(longest)) : []),
    ...fact('alphabet', letters.join(' ')),
    ...fact('', `${letters.length} letters and '.', which ends a name: vocabSize ${summary.alphabet.length}`),
    ...fact('order', `${summary.firstShuffled.join(', ')}, … (shuffled as by Python's random.seed(42))`),
    ...fact('sha256', summary.digest),
    '',
    ...splitLines(summary, palette),
    '',
    ...lengthLines(summary, palette, width),
    '',
  ].join('\n');
}

const originText: Readonly<Record<NamesOrigin, string>> = {
  '--names': 'The file given with --names.',
  STEPZERO_NAMES: 'The file that the environment variable STEPZERO_NAMES names.',
  download: "The lecture's own names.txt, as downloaded by: npx stepzero data --fetch",
  'built-in':
    "The English first names that come with the course. For the lecture's own figures get its names: npx stepzero data --fetch",
};

function splitLines({ splits, blockSize }: DataSummary, palette: Palette): string[] {
  const row = (name: string, names: string, examples: string) =>
    `  ${padRight(name, LABEL)}${padLeft(names, 8)}${padLeft(examples, 12)}`;
  const all = { names: 0, examples: 0 };
  const rows = Object.entries(splits).map(([name, split]) => {
    all.names += split.names;
    all.examples += split.examples;
    return row(name, count(split.names), count(split.examples));
  });
  return [
    palette.dim(`${row('split', 'names', 'examples')}   contexts of ${blockSize} characters and the next one`),
    ...rows,
    palette.dim(row('all', count(all.names), count(all.examples))),
  ];
}

function lengthLines({ lengths }: DataSummary, palette: Palette, width: number): string[] {
  const most = Math.max(...lengths.map((each) => each.names));
  const suchWidth = width - LABEL - 8 - BAR - 8;
  const row = ({ length, names, such }: NamesOfLength) => {
    const rest = suchWidth > 8 ? `  ${oneLine(such.join(', '), suchWidth)}` : '';
    return `  ${padRight(padLeft(String(length), 6), LABEL)}${padLeft(count(names), 8)}   ${palette.cyan(padRight(bar(names / most), BAR))}${rest}`.trimEnd();
  };
  return [
    palette.dim(`  ${padRight('length', LABEL)}${padLeft('names', 8)}   ${padRight('', BAR)}  such as`),
    ...lengths.map(row),
  ];
}

function ofLength({ length, names, such }: NamesOfLength): string {
  const more = names > such.length ? ', …' : '';
  return `${length} ${length === 1 ? 'letter' : 'letters'}: ${such.join(', ')}${more}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A bar for a share in (0, 1], drawn to an eighth of a column. */
function bar(share: number): string {
  const eighths = Math.max(1, Math.round(share * BAR * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + ' ▏▎▍▌▋▊▉'.charAt(eighths % 8).trim();
}
