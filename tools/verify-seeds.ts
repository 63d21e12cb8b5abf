/**
 * The long version of the gate's second half: the solutions on many inputs, how often each check turns a right answer
 * away, and whether the bands of the random checks fit. `npm run verify:seeds`; exit code 1 on any problem.
 */
import { inspectCourse } from './course/inspect.js';
import { gateArguments } from './course/gate-arguments.js';
import { gradeOverSeeds, seedProblems, seedSummary } from './course/seeds.js';

const { runs } = gateArguments('verify-seeds', 1000);
const { problems: found, checks } = await inspectCourse();
const tenth = Math.ceil(runs / 10);
const solved = await gradeOverSeeds([...checks.keys()], runs, (done) => {
  if (done % tenth === 0) console.log(`${done} of ${runs} runs`);
});

const problems = [...found, ...seedProblems(solved, [...checks.values()].flat())];
console.log(`\n${seedSummary(solved)}`);
if (problems.length > 0) {
  console.error(`\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}:`);
  for (const problem of problems) console.error(`  ${problem}`);
  process.exit(1);
}
console.log(`No check turned a right answer away in ${runs} runs.`);
