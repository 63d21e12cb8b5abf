/** What a result depends on besides the submission: versions, data, isolation, key, reference, graders. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Examples } from '../dataset/examples.js';
import type { CourseKey } from '../grading/seed.js';
import { reference } from '../reference/reference.js';
import type { Provenance } from '../report/results.js';
import { courseRoot, courseVersion } from './course-root.js';

/** The folders whose code decides a grade. */
const deciding = ['graders', 'src/course', 'src/diagnostics', 'src/grading', 'src/reference', 'src/torch'];

/** The provenance of a run. Holds no path of this machine. */
export function provenanceOf({
  examples,
  key,
  isolation,
}: {
  examples: Examples;
  key: CourseKey;
  isolation: string;
}): Provenance {
  return {
    stepzero: courseVersion(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    data: { label: examples.label, digest: examples.digest },
    isolation,
    keyId: key.id,
    reference: reference.backend,
    graders: gradersDigest(),
  };
}

/** SHA-256 over the names and contents of everything built that decides a grade. */
function gradersDigest(): string {
  const hash = createHash('sha256');
  for (const folder of deciding) {
    const root = path.join(courseRoot, 'dist', folder);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    for (const file of files.sort()) {
      hash
        .update(`${folder}/${file.replaceAll('\\', '/')}\0`)
        .update(readFileSync(path.join(root, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}
