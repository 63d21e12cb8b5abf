/**
 * The long version of the gate's second half: the solutions on many inputs, how often each check turns a right answer
 * away, and whether the bands of the random checks fit. `npm run verify:seeds [-- 3.2 4.1] [-- --seeds N]`,
 * with ids those exercises alone; exit code 1 on any problem.
 */
import { inspectCourse } from './course/inspect.js';
import { gateArguments } from './course/gate-arguments.js';
import { gradeOverSeeds, seedProblems, seedSummary } from './course/seeds.js';

const { runs, selection } = gateArguments('verify-seeds', 1000, { takesIds: true });
const { problems: found, checks } = await inspectCourse();
const tenth = Math.ceil(runs / 10);
const selected = [...checks].filter(([exercise]) => selection.includes(exercise));
const solved = await gradeOverSeeds(
  selected.map(([exercise]) => exercise),
  runs,
  (done) => {
    if (done % tenth === 0) console.log(`${done} of ${runs} runs`);
  },
);

const own = selected.flatMap(([, each]) => each);
const problems = [...found, ...seedProblems(solved, own, { isWhole: selected.length === checks.size })];
console.log(`\n${seedSummary(solved)}`);
if (problems.length > 0) {
  console.error(`\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}:`);
  for (const problem of problems) console.error(`  ${problem}`);
  process.exit(1);
}
console.log(`No check turned a right answer away in ${runs} runs.`);
