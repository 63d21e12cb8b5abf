import type { CheckContext } from '../grading/check.js';
import { isConstant } from '../grading/diagnosis/alike.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { askSome, drawnBy, type Initializer, stdOf } from './initializer.js';
import { askDrawings, judgeSeeded, repeatedDraws } from './judge-seeded.js';
import { batchNormShapes, lectureConfig } from './network.js';

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
  const names = drawnBy(initializer);
  const drawings = await askDrawings(subject, seed, (generator) =>
    askSome(subject, initializer, lectureConfig, generator, names),
  );
  // Zeros where draws belong are wrong as well, but not because of the generator.
  const drawn = drawings.first.filter(({ tensor }) => !isConstant(tensor));
  if (drawn.length === 0) return nothingDrawn(names);
  const outcome = judgeSeeded(drawings, next);
  if (outcome.status === 'fail') return outcome;
  const shapes = batchNormShapes(lectureConfig);
  const stds = names
    .filter((name) => drawn.some((each) => each.name === name))
    .map((name) => stdOf(initializer, name, shapes[name]));
  const repeated = repeatedDraws(drawn, stds);
  return repeated === undefined ? outcome : usedTwice(repeated);
}

function nothingDrawn(names: readonly string[]): Fail {
  return {
    status: 'fail',
    rationale: `None of ${names.join(', ')} is random: each holds one number everywhere. Units that start alike get the same gradients, and stay alike for good.`,
    measured: 'one number everywhere',
    expected: 'random draws',
    next,
  };
}

function usedTwice(name: string): Fail {
  return {
    status: 'fail',
    rationale: `At least half of the values of ${name} occur more than once in the network (up to their scale). Draws that are used twice make units that start as copies of each other, and copies learn the same thing.`,
    measured: `most values of ${name} are used twice`,
    expected: 'every value a draw of its own',
    next: `Draw ${name} by one randn of its full shape, from the generator as it is after the draws before.`,
  };
}
