/**
 * Writes every misconception as a submission of its own, to be graded like any other: the solutions, with one exercise wrong.
 * `npm run corpus -- DIR`, then `npx stepzero grade DIR --out REPORT`.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exercises } from '../src/course/manifest.js';
import { specimensOf } from '../src/course/specimens.js';
import { readSubmission } from '../src/batch/submission.js';
import { courseRoot } from '../src/cli/course-root.js';
import { LOCAL_STUDENT } from '../src/grading/seed.js';

const [folder, ...more] = process.argv.slice(2);
if (folder === undefined || more.length > 0) fail('expected one folder to write to, as in: npm run corpus -- corpus');
mkdirSync(folder, { recursive: true });
if (readdirSync(folder).length > 0) fail(`${folder} is not empty: name a new folder`);

const { files } = await readSubmission(path.join(courseRoot, 'solutions'), LOCAL_STUDENT);
let count = 0;
for (const exercise of exercises) {
  for (const { misconception, way, source } of await specimensOf(exercise)) {
    const student = path.join(folder, misconception.id.replace('/', '-') + (way > 0 ? `-${way + 1}` : ''));
    for (const file of files) {
      const place = path.join(student, file.path);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, file.path === exercise.file ? source : file.source);
    }
    count++;
  }
}
console.log(
  `${count} submissions in ${folder}, each with one mistake. Grade them: npx stepzero grade ${folder} --out report`,
);

function fail(message: string): never {
  console.error(`corpus: ${message}`);
  process.exit(2);
}
