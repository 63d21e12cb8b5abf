/**
 * The gate of the course: every stub is to do, every solution gets every point on many inputs, and manifest, folders and
 * graders agree. `npm run check:course [-- --seeds N]`; exit code 1 on any problem.
 */
import { parseArgs } from 'node:util';
import { type Exercise, parts } from '../src/course/manifest.js';
import { gradeFolder } from './course/grade.js';
import { inspectCourse } from './course/inspect.js';
import { verdictProblems } from './course/problems.js';
import { countsTable, falseFailLines } from './course/report.js';
import { gradeOverSeeds } from './course/seeds.js';

/** Right answers on this many sets of inputs. One takes 1 to 3 s of a core. */
const DEFAULT_RUNS = 50;

const { values } = parseArgs({ options: { seeds: { type: 'string', default: String(DEFAULT_RUNS) } } });
const runs = Number(values.seeds);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`check-course: expected --seeds with a whole number from 1, got ${values.seeds}`);
  process.exit(2);
}

const { problems: found, checks } = await inspectCourse();
const problems = [...found];
const gradable = [...checks.keys()];
const checksOf = (exercise: Exercise): number => checks.get(exercise)?.length ?? 0;

const stubs = await gradeFolder('exercises', gradable);
for (const exercise of gradable) {
  const result = stubs.find((each) => each.id === exercise.id);
  const file = `exercises/${exercise.file}`;
  if (result) problems.push(...verdictProblems(file, 'todo', checks.get(exercise) ?? [], result));
  else problems.push(`${file}: was not graded`);
}

const solved = await gradeOverSeeds(gradable, runs);
problems.push(...falseFailLines(solved.falseFails, runs));
for (const check of [...checks.values()].flat()) {
  const times = solved.judged.get(check.id) ?? 0;
  if (times !== runs) problems.push(`solutions: ${check.id}: expected ${runs} verdicts, got ${times}`);
}

console.log(
  countsTable(parts, (exercise) => ({
    checks: checksOf(exercise),
    todo: (stubs.find((each) => each.id === exercise.id)?.verdicts ?? []).filter(
      (verdict) => verdict.outcome.status === 'todo',
    ).length,
    judged: checksOf(exercise) * runs,
    passed: (checks.get(exercise) ?? []).reduce(
      (total, { id }) =>
        total + (solved.judged.get(id) ?? 0) - solved.falseFails.filter((each) => each.check === id).length,
      0,
    ),
  })),
);
console.log(
  `\nsolutions: ${runs} runs on inputs of their own, ${solved.seconds.toFixed(1)} s on ${solved.workers} threads`,
);

if (problems.length > 0) {
  console.error(`\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}:`);
  for (const problem of problems) console.error(`  ${problem}`);
  process.exit(1);
}
console.log('The course is complete: every stub is to do, every solution gets 100 of 100.');
