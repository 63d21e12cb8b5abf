/**
 * The gate of the course: every stub is to do, every solution gets every point on many inputs, every misconception is rejected
 * and called by its name, and manifest, folders and graders agree. `npm run check:course [-- --seeds N]`; exit code 1 on any problem.
 */
import { type Exercise, parts } from '../src/course/manifest.js';
import { alternativesSummary, gradeAlternatives } from './course/alternatives.js';
import { gateArguments } from './course/gate-arguments.js';
import { gradeFolder } from './course/grade.js';
import { inspectCourse } from './course/inspect.js';
import { writeKillMatrix } from './course/kill-matrix.js';
import { killProblems, killSummary } from './course/kill-problems.js';
import { judgeCorpus } from './course/kills.js';
import { verdictProblems } from './course/problems.js';
import { countsTable, type ExerciseCounts } from './course/report.js';
import { rewritesSummary } from './course/rewrite-problems.js';
import { gradeRewrites } from './course/rewrites.js';
import { separate, separationProblems, separationSummary } from './course/separability.js';
import { gradeOverSeeds, seedProblems, seedSummary } from './course/seeds.js';

/** Right answers on this many sets of inputs. One takes 1 to 3 s of a core. */
const DEFAULT_RUNS = 50;
/** And the accepted alternatives on this many: they are there for their differences from one another. */
const ALTERNATIVE_RUNS = 3;

const { runs, wrongAnswers } = gateArguments('check-course', DEFAULT_RUNS);
const { problems: found, checks } = await inspectCourse();
const problems = [...found];
const gradable = [...checks.keys()];

const stubs = await gradeFolder('exercises', gradable);
for (const exercise of gradable) {
  const result = stubs.find((each) => each.id === exercise.id);
  const file = `exercises/${exercise.file}`;
  if (result) problems.push(...verdictProblems(file, 'todo', checks.get(exercise) ?? [], result));
  else problems.push(`${file}: was not graded`);
}

const solved = await gradeOverSeeds(gradable, runs);
problems.push(...seedProblems(solved, [...checks.values()].flat()));

const wrong = wrongAnswers ? await judgeWrongAnswers() : 'wrong answers: left out (--without-wrong-answers)';

const alternatives = await gradeAlternatives(checks, Math.min(runs, ALTERNATIVE_RUNS));
problems.push(...alternatives.problems);

console.log(countsTable(parts, countsOf));
console.log(`\n${seedSummary(solved)}`);
console.log(alternativesSummary(alternatives));
console.log(`\n${wrong}`);
if (problems.length > 0) {
  console.error(`\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}:`);
  for (const problem of problems) console.error(`  ${problem}`);
  process.exit(1);
}
console.log('The course is complete: every stub is to do, every solution gets 100 of 100.');

/** The misconceptions, and mistakes in other words than theirs: what became of them, in lines. */
async function judgeWrongAnswers(): Promise<string> {
  const kills = await judgeCorpus(gradable, { everyWay: false });
  problems.push(...killProblems(kills, checks));
  const separations = await separate(kills);
  problems.push(...separationProblems(separations));
  const rewrites = await gradeRewrites(gradable, new Set(kills.map(({ id }) => id)));
  problems.push(...rewrites.problems);
  return [
    killSummary(kills),
    separationSummary(separations),
    `kill matrix: ${writeKillMatrix(kills, checks)}`,
    rewritesSummary(rewrites.rewrites),
  ].join('\n');
}

function countsOf(exercise: Exercise): ExerciseCounts {
  const own = checks.get(exercise) ?? [];
  const verdicts = stubs.find((each) => each.id === exercise.id)?.verdicts ?? [];
  const judged = own.reduce((total, { id }) => total + (solved.judged.get(id) ?? 0), 0);
  const failed = solved.falseFails.filter((each) => own.some(({ id }) => id === each.check)).length;
  return {
    checks: own.length,
    todo: verdicts.filter((verdict) => verdict.outcome.status === 'todo').length,
    judged: own.length * runs,
    passed: judged - failed,
  };
}
