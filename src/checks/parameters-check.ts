import { format } from '../grading/format.js';
import type { Check, CheckContext } from '../grading/check.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { askParameters, type Initializer, namesOf } from './initializer.js';
import { judgeGenerator } from './judge-generator.js';
import { judgeTrained } from './judge-trained.js';
import { batchNormShapes, lectureConfig, otherConfig } from './network.js';

/**
 * The parameters have their shapes at two sizes, are leaves that autograd follows, and (where `withGenerator` is set) come
 * from the generator that was passed in.
 */
export function parametersCheck(
  initializer: Initializer,
  options: { readonly points: number; readonly withGenerator: boolean },
): Check {
  const origin = options.withGenerator ? ', drawn from the generator that was passed in' : '';
  const count = namesOf(initializer).length === 7 ? 'seven' : 'five';
  return {
    id: `${initializer.exercise}/parameters`,
    asks: `${initializer.exportName} returns ${count} trained parameters of the right shapes${origin}`,
    points: options.points,
    run: async (subject, context) => {
      const outcome = await judgeShapes(initializer, subject, context);
      if (outcome.status === 'fail' || !options.withGenerator) return outcome;
      const drawn = await judgeGenerator(initializer, subject, context);
      return drawn.status === 'fail' ? drawn : outcome;
    },
  };
}

async function judgeShapes(initializer: Initializer, subject: Subject, { seed }: CheckContext): Promise<Pass | Fail> {
  await askParameters(subject, initializer, otherConfig, seed);
  const { answer } = await askParameters(subject, initializer, lectureConfig, seed);
  const names = namesOf(initializer);
  const outcome = await judgeTrained(subject, answer, names);
  if (outcome.status === 'fail') return outcome;
  const shapes = batchNormShapes(lectureConfig);
  const count = names.reduce((sum, name) => sum + shapes[name].reduce((product, size) => product * size, 1), 0);
  return {
    status: 'pass',
    measured: `${names.map((name) => `${name} [${shapes[name].join(', ')}]`).join(', ')}: ${format(count)} numbers`,
    expected: 'these shapes, each with a gradient after backward',
  };
}
