/** The check that an initializer returns the parameters that were asked for, from the generator that was passed in. */
import type { Check, CheckContext } from '../grading/check.js';
import { normalTensor } from '../grading/inputs.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { type Argument, GeneratorSeed } from '../guest/contract/value.js';
import { askParameters, drawnBy, type Initializer, named, stdOf, type StudentParameters } from './initializer.js';
import { lecture, type ParameterName, shapeOf, small } from './sizes.js';

/** Shapes at two sizes and requiresGrad on every parameter. */
export function parametersCheck(initializer: Initializer, points: number): Check {
  return {
    id: `${initializer.exercise}/parameters`,
    asks: `${initializer.exportName} returns every parameter, in its shape and with requiresGrad`,
    points,
    run: (subject, context) => judgeShapes(initializer, subject, context),
  };
}

async function judgeShapes(initializer: Initializer, subject: Subject, { seed }: CheckContext): Promise<Pass | Fail> {
  // The sizes of the lecture alone would let a 30 or a 200 that is written out pass.
  await askParameters(subject, initializer, small, new GeneratorSeed(seed));
  const parameters = await askParameters(subject, initializer, lecture, new GeneratorSeed(seed));
  const untrained = named(parameters).filter(([, tensor]) => !tensor.requiresGrad);
  if (untrained.length === 0) {
    const shapes = named(parameters).map(([name]) => `${name} [${shapeOf(name, lecture).join(', ')}]`);
    return { status: 'pass', measured: shapes.join(', '), expected: 'these shapes, all with requiresGrad' };
  }
  const names = untrained.map(([name]) => name).join(', ');
  return {
    status: 'fail',
    rationale: `${names}: requiresGrad is false. backward() would leave no gradient there, and training would never change it.`,
    measured: `requiresGrad false: ${names}`,
    expected: 'requiresGrad true on every parameter',
    next: 'Set requiresGrad = true last, on the finished tensors: the result of an operation on a trained tensor is not itself a parameter.',
  };
}

/** Same seed, same network; another seed, another network; a generator that goes on, new draws. */
export function generatorCheck(initializer: Initializer, points: number): Check {
  return {
    id: `${initializer.exercise}/generator`,
    asks: 'Every draw comes from the generator that was passed in',
    points,
    dependsOn: [`${initializer.exercise}/parameters`],
    run: (subject, context) => judgeGenerator(initializer, subject, context),
  };
}

async function judgeGenerator(
  initializer: Initializer,
  subject: Subject,
  { seed, generator }: CheckContext,
): Promise<Pass | Fail> {
  const drawn = drawnBy(initializer);
  const ask = (from: Argument) => askParameters(subject, initializer, lecture, from);
  const first = await ask(new GeneratorSeed(seed));
  // Whatever happened to a global generator in between must not matter.
  await subject.hold(normalTensor(generator, [4]));
  const again = await ask(new GeneratorSeed(seed));
  const other = await ask(new GeneratorSeed(generator.randint(0, 2 ** 31)));
  const { handle } = await subject.hold(new GeneratorSeed(seed));
  const held = await ask(handle);
  const later = await ask(handle);

  const unlike = drawn.filter((name) => !isSame(name, first, again) || !isSame(name, first, held));
  if (unlike.length > 0) {
    return fail(
      `${unlike.join(', ')}: two networks from generators of one seed differ, so a draw comes from somewhere else. A run could not be repeated.`,
      'two different networks from one seed',
      'the same network from the same seed',
    );
  }
  const fixed = drawn.filter((name) => isSame(name, first, other));
  if (fixed.length > 0) {
    return fail(
      `${fixed.join(', ')}: generators of two different seeds give the same values, so these draws do not depend on the generator that was passed in.`,
      'the same values from two seeds',
      'another network from another seed',
    );
  }
  const restarted = drawn.filter((name) => isSame(name, held, later));
  if (restarted.length > 0) {
    return fail(
      `${restarted.join(', ')}: two networks drawn one after the other from one generator are equal, so the generator is copied or seeded anew instead of drawn from.`,
      'the same values twice from one generator',
      'new values from a generator that goes on',
    );
  }
  const repeated = drawn.find((name) => repeats(initializer, first, name));
  if (repeated !== undefined) {
    return fail(
      `Most values of ${repeated} occur elsewhere in the network as well. Draws that repeat make units that are copies of each other, and copies learn the same thing.`,
      `most values of ${repeated} are repeated`,
      'independent draws for every parameter',
    );
  }
  return {
    status: 'pass',
    measured: 'same seed, same network; other seed, other network; the generator goes on',
    expected: 'every draw from the generator that was passed in',
  };
}

function fail(rationale: string, measured: string, expected: string): Fail {
  const next =
    'Pass the generator on to every draw as it came: randn(shape, { generator }). Make no Generator of your own, and none of the global one.';
  return { status: 'fail', rationale, measured, expected, next };
}

function isSame(name: ParameterName, a: StudentParameters, b: StudentParameters): boolean {
  const left = a[name]?.data;
  const right = b[name]?.data;
  return left?.every((value, index) => value === right?.[index]) === true;
}

/**
 * Whether at least half of a parameter's values, in units of their std, occur more than once in the network. Among 12,000
 * independent draws compared to five digits some 3 % do by chance.
 */
function repeats({ starts }: Initializer, parameters: StudentParameters, name: ParameterName): boolean {
  const counts = new Map<number, number>();
  const keys = new Map(
    named(parameters).map(([each, { data }]) => {
      const start = starts[each];
      const std = start ? stdOf(start, lecture) : 0;
      return [each, std === 0 ? [] : Array.from(data, (value) => Number((value / std).toPrecision(5)))];
    }),
  );
  for (const key of [...keys.values()].flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const own = keys.get(name) ?? [];
  return own.filter((key) => (counts.get(key) ?? 0) > 1).length * 2 >= own.length;
}
