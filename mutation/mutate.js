/**
 * `npm run mutate`: Stryker changes the solutions in small ways, one at a time, and the graders have to notice. Exit code 1
 * where they notice too few, or where docs/decisions/0005-surviving-mutants.md does not say why one survives.
 * `npm run mutate -- 3.2 4.1` looks at some exercises only. Stryker is installed by `npm ci --prefix mutation`.
 */
import { availableParallelism } from 'node:os';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exercises } from '../dist/src/course/manifest.js';
import { describeMutants, mutationReport, readSurvivors, SURVIVORS } from '../dist/tools/mutation/survivors.js';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !exercises.some((exercise) => exercise.id === id));
if (unknown.length > 0) {
  console.error(`mutate: expected ids of exercises such as 3.2, got ${unknown.join(', ')}`);
  process.exit(2);
}
const selection = exercises.filter(({ id }) => asked.length === 0 || asked.includes(id));

const { Stryker } = await import('@stryker-mutator/core').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('mutate: Stryker is not installed: run npm ci --prefix mutation');
  process.exit(2);
});

const started = performance.now();
const stryker = new Stryker({
  mutate: selection.map(({ file }) => `solutions/${file}`),
  ignorePatterns: ['**', '!solutions/**'],
  plugins: [fileURLToPath(new URL('runner.js', import.meta.url))],
  testRunner: 'graders',
  coverageAnalysis: 'off',
  concurrency: availableParallelism(),
  timeoutMS: 120_000,
  tempDirName: 'reports/.mutation',
  symlinkNodeModules: false,
  reporters: ['html'],
  htmlReporter: { fileName: 'reports/mutation.html' },
  logLevel: 'warn',
});
const results = await stryker.runMutationTest();

const sources = new Map();
for (const { file } of selection) sources.set(file, await readFile(path.join('solutions', file), 'utf8'));
const mutants = describeMutants(results, sources, root);
const survivors = readSurvivors(await readFile(SURVIVORS, 'utf8'));
const ids = selection.map(({ id }) => id);
const { lines, problems } = mutationReport(mutants, survivors, ids, asked.length === 0 ? undefined : 0);

for (const line of lines) console.log(line);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s; every mutant: reports/mutation.html`);
if (problems.length > 0) {
  console.error(`\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}:`);
  for (const problem of problems) console.error(`  ${problem}`);
  process.exitCode = 1;
}
