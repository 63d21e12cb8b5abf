/**
 * The misconceptions of some exercises, handed in one by one: which checks fail, and what each failure is called.
 * Each in all the ways it is written (`check:course` takes
 * the first of each). `npm run check:corpus -- 1.4 3.2`; without ids, all of them. Exit code 1 on any problem.
 */
import { loadGrader } from '../src/course/load-grader.js';
import { type Exercise, exercises, findExercise } from '../src/course/manifest.js';
import type { Check } from '../src/grading/check.js';
import { failuresOf, killProblems, killSummary } from './course/kill-problems.js';
import { judgeCorpus, type Kill } from './course/kills.js';
import { separate, separationProblems, separationSummary } from './course/separability.js';

const ids = process.argv.slice(2);
const unknown = ids.find((id) => !findExercise(id));
if (unknown !== undefined) {
  console.error(`check-corpus: there is no exercise ${unknown}: there are ${exercises.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}
const selection: readonly Exercise[] = ids.length > 0 ? exercises.filter(({ id }) => ids.includes(id)) : exercises;
const checks = new Map<Exercise, readonly Check[]>();
for (const exercise of selection) checks.set(exercise, (await loadGrader(exercise)).checks);

const kills = await judgeCorpus(selection, { everyWay: true });
for (const kill of kills) console.log(lineOf(kill));
const separations = await separate(kills);
const problems = [...killProblems(kills, checks, { isWhole: ids.length === 0 }), ...separationProblems(separations)];
console.log(`\n${killSummary(kills)}\n${separationSummary(separations)}`);
for (const problem of problems) console.error(`  ${problem}`);
if (problems.length > 0) process.exit(1);

function lineOf(kill: Kill): string {
  const said = failuresOf(kill).map(({ check, diagnosis }) => {
    const name = check.split('/')[1] ?? check;
    return diagnosis === kill.id ? name : `${name} (${diagnosis ?? 'not diagnosed'})`;
  });
  const way = kill.way > 0 ? `, way ${kill.way + 1}` : '';
  return `${kill.id}${way}: ${said.length > 0 ? said.join(', ') : 'accepted'}`;
}
