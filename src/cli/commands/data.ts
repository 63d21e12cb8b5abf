/** `stepzero data`: which names every figure depends on. */
import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { findNames } from '../../dataset/find-names.js';
import { cachedNamesFile, fetchLectureNames, LECTURE_URL } from '../../dataset/lecture-names.js';
import { makeExamples } from '../../dataset/load-examples.js';
import { summarize } from '../../dataset/summarize.js';
import { renderData } from '../data-text.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';

interface DataArguments {
  names: string | undefined;
  fetch: boolean | undefined;
  json: boolean;
}

/** The command, for yargs. */
export const dataCommand: CommandModule<object, DataArguments> = {
  command: 'data',
  describe: "Show the names in use, or download the lecture's own",
  builder: (command: Argv): Argv<DataArguments> =>
    command
      .option('names', { type: 'string', describe: 'Look at this file of names, one a line' })
      .option('fetch', {
        type: 'boolean',
        describe: "Download the lecture's names.txt once, for every later run",
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print the figures as JSON' })
      .conflicts('names', 'fetch')
      .epilogue(
        "The names in use are those of --names FILE, else of the file that STEPZERO_NAMES names, else the lecture's names.txt if " +
          '--fetch has downloaded it, else the built-in ones. STEPZERO_NAMES_URL names a mirror to download from.',
      ),
  handler: data,
};

async function data({ names, fetch, json }: ArgumentsCamelCase<DataArguments>): Promise<void> {
  if (fetch === true) await fetchNames();
  const inUse = await findNames({ names });
  const summary = summarize(inUse, makeExamples(inUse));
  process.stdout.write(
    json ? `${JSON.stringify(summary, null, 2)}\n` : renderData(summary, { palette, columns: terminalColumns() }),
  );
}

/** Downloads; what it did goes to stderr, so that --json stays JSON. */
async function fetchNames(): Promise<void> {
  const mirror = process.env['STEPZERO_NAMES_URL'];
  const url = mirror === undefined || mirror === '' ? LECTURE_URL : mirror;
  const outcome = await fetchLectureNames(cachedNamesFile(process.env), url);
  console.error(
    outcome === 'downloaded'
      ? `Downloaded names.txt from ${url}; its digest is right.`
      : 'names.txt was downloaded before; its digest is right.',
  );
  const own = process.env['STEPZERO_NAMES'];
  if (own !== undefined && own !== '') {
    console.error('STEPZERO_NAMES is set and goes before it: unset it to use the download.');
  }
}
