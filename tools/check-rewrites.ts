/**
 * The rewritten wrong answers to some exercises, handed in one by one: which checks fail, and what each failure is called.
 * `npm run check:rewrites -- 1.4 3.2`; without ids, all of them. Exit code 1 on any problem.
 */
import { loadMisconceptions } from '../src/course/load-misconceptions.js';
import { type Exercise, exercises, findExercise } from '../src/course/manifest.js';
import { rewritesSummary } from './course/rewrite-problems.js';
import { gradeRewrites } from './course/rewrites.js';

const ids = process.argv.slice(2);
const unknown = ids.find((id) => !findExercise(id));
if (unknown !== undefined) {
  console.error(
    `check-rewrites: there is no exercise ${unknown}: there are ${exercises.map(({ id }) => id).join(', ')}`,
  );
  process.exit(2);
}
const selection: readonly Exercise[] = ids.length > 0 ? exercises.filter(({ id }) => ids.includes(id)) : exercises;
const known = new Set<string>();
for (const exercise of selection) for (const { id } of await loadMisconceptions(exercise)) known.add(id);

const { problems, rewrites } = await gradeRewrites(selection, known);
for (const { file, checks } of rewrites) {
  const said = checks
    .filter(({ status }) => status !== 'pass')
    .map(({ check, status, diagnosis }) => `${check} ${status === 'fail' ? (diagnosis ?? 'not diagnosed') : status}`);
  console.log(`${file}: ${said.length > 0 ? said.join(', ') : 'accepted'}`);
}
console.log(`\n${rewritesSummary(rewrites)}`);
for (const problem of problems) console.error(`  ${problem}`);
if (problems.length > 0) process.exit(1);
