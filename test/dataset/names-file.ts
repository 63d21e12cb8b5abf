/** Where the tests find the lecture's names.txt, which is not part of this project: STEPZERO_NAMES, or beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { digestOf } from '../../src/dataset/digest.js';
import { LECTURE_DIGEST } from '../../src/dataset/lecture-names.js';

const beside = fileURLToPath(new URL('../../../shared/data/names.txt', import.meta.url));
const places = [process.env['STEPZERO_NAMES'] ?? '', beside];

/** The lecture's file, or null where it is not there. */
export const lectureNamesFile: string | null =
  places.find((file) => file !== '' && existsSync(file) && digestOf(readFileSync(file)) === LECTURE_DIGEST) ?? null;
