/** `stepzero example` on a terminal: five checks, each with what was measured and what was expected. */
import { block, layoutOf, type Layout, type TerminalOptions } from '../../report/layout.js';
import { padRight, wrap } from '../../report/text.js';

/** What the example found. */
export interface ExampleReport {
  readonly stage: string;
  readonly seed: number;
  /** How many numbers are trained. */
  readonly parameters: number;
  /** Examples that it was looked at with. */
  readonly rows: number;
  readonly checks: readonly {
    readonly name: string;
    readonly measured: string;
    readonly expected: string;
    readonly isRight: boolean;
  }[];
  readonly data: { readonly label: string; readonly digest: string };
}

/** The text of a report, ending in a newline. */
export function renderExample(report: ExampleReport, options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { palette, width } = layout;
  const { stage, seed, parameters, rows, data } = report;
  const facts = [
    `one hidden layer of 200 tanh units, ${parameters.toLocaleString('en-US')} parameters, seed ${seed}`,
    `a batch of ${rows} from ${data.label}`,
  ];
  return block([
    '',
    palette.bold(`the complete example: ${stage}`),
    ...facts.flatMap((fact) => wrap(fact, width)).map(palette.dim),
    '',
    ...checkLines(report, layout),
    '',
    ...verdictLines(report, layout),
    '',
    palette.dim('its code: npx stepzero example --code'),
    '',
  ]);
}

/** What was expected stands beside what was measured where there is room, else below. */
function checkLines({ checks }: ExampleReport, { palette, width }: Layout): string[] {
  const name = Math.max(...checks.map((check) => check.name.length)) + 4;
  const measured = Math.max(...checks.map((check) => check.measured.length)) + 3;
  const expected = Math.max(...checks.map((check) => check.expected.length));
  const isWide = name + measured + expected <= width;
  return checks.flatMap((check) => {
    const mark = check.isRight ? palette.green('✓') : palette.red('✗');
    const start = `${mark} ${padRight(check.name, name - 2)}`;
    if (isWide) return [`${start}${padRight(check.measured, measured)}${palette.dim(check.expected)}`];
    return [`${start}${check.measured}`, `${' '.repeat(name)}${palette.dim(check.expected)}`];
  });
}

function verdictLines({ stage, checks }: ExampleReport, { palette, width }: Layout): string[] {
  const wrong = checks.filter(({ isRight }) => !isRight);
  if (wrong.length === 0)
    return wrap('All five checks hold: this network is ready to be trained.', width).map(palette.green);
  const text = `${wrong.length} of ${checks.length} checks do not hold: ${wrong.map(({ name }) => name).join(', ')}. ${hintFor(stage)}`;
  return wrap(text, width).map(palette.red);
}

function hintFor(stage: string): string {
  const next = {
    naive: 'The next stage, fixed-output, makes the output layer small.',
    'fixed-output': 'The next stage, ad-hoc, makes the hidden weights smaller by trial.',
    'ad-hoc': 'The next stage, kaiming, takes their size from a rule.',
    kaiming:
      'With inputs of size 1 the gain 5/3 makes the pre-activations that much wider than 1; the next stage, batch-norm, normalizes them.',
  };
  return Object.entries(next).find(([name]) => name === stage)?.[1] ?? 'Another --seed tells whether it was chance.';
}
