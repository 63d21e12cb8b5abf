import { asRecord } from '../grading/answers.js';
import type { CheckContext } from '../grading/check.js';
import { judgeSeeded } from './judge-parameters.js';
import { lectureConfig, parameterShapes, readParameters } from './network.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { GeneratorSeed } from '../guest/contract/value.js';
import { askSome, drawnBy, type Initializer, type ParameterName, type StudentParameters } from './initializer.js';

const next =
  'Pass the generator on to every draw as it came: randn(shape, { generator }). Make no Generator of your own, and do not seed it again.';

/**
 * Every draw comes from the generator that was passed in: the same seed gives the same network and another seed another one;
 * two networks drawn from one generator that goes on differ; and no draws are used twice within a network.
 */
export async function judgeGenerator(
  initializer: Initializer,
  subject: Subject,
  { seed }: CheckContext,
): Promise<Pass | Fail> {
  const sample = await askSome(subject, initializer, lectureConfig, seed, drawnBy(initializer));
  // Zeros where draws belong are wrong as well, but not because of the generator.
  const drawn = sample.filter(([, { data }]) => data.some((value) => value !== data[0])).map(([name]) => name);
  const seeded = await judgeSeeded(subject, initializer.exportName, seed, drawn);
  if (seeded.status === 'fail') return seeded;

  const held = await subject.hold(new GeneratorSeed(seed));
  const draw = async () => {
    const { value } = await subject.call(initializer.exportName, { ...lectureConfig }, held.handle);
    return readParameters(asRecord(value, 'the returned parameters'), parameterShapes(lectureConfig));
  };
  const first = await draw();
  const later = await draw();
  for (const name of drawn) {
    if (first[name].data.every((value, index) => value === later[name].data[index])) {
      return {
        status: 'fail',
        rationale: `${name} is the same in two networks that were drawn one after the other from one generator: it is copied or seeded again instead of drawn from. Layers made that way would be copies of each other.`,
        measured: 'the same values twice from one generator',
        expected: 'new values from a generator that goes on',
        next,
      };
    }
  }
  const repeated = repeatedDraws(initializer, first, drawn);
  if (repeated !== undefined) {
    return {
      status: 'fail',
      rationale: `At least half of the values of ${repeated} occur more than once in the network (up to their scale). Draws that are used twice make units that start as copies of each other, and copies learn the same thing.`,
      measured: `most values of ${repeated} are used twice`,
      expected: 'every value a draw of its own',
      next: `Draw ${repeated} by one randn of its full shape, from the generator as it is after the draws before.`,
    };
  }
  return {
    status: 'pass',
    measured: 'same seed, same network; other seed, other network; new draws from a generator that goes on',
    expected: 'every draw from the generator that was passed in',
  };
}

/**
 * The first parameter of which at least half of the values, in units of their std, occur more than once in the network.
 * Among 12,000 independent normal draws compared to five digits some 3 % do by chance.
 */
function repeatedDraws(
  initializer: Initializer,
  parameters: StudentParameters,
  drawn: readonly ParameterName[],
): ParameterName | undefined {
  const keysOf = (name: ParameterName) =>
    Array.from(parameters[name].data, (value) => Number((value / initializer.starts[name].std).toPrecision(5)));
  const counts = new Map<number, number>();
  for (const key of drawn.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return drawn.find((name) => {
    const keys = keysOf(name);
    return keys.filter((key) => (counts.get(key) ?? 0) > 1).length * 2 >= keys.length;
  });
}
