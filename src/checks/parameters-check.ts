import type { Check, CheckContext } from '../grading/check.js';
import { judgeTrained } from './judge-parameters.js';
import { lectureConfig, parameterShapes } from './network.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { askParameters, type Initializer, parameterNames } from './initializer.js';
import { judgeGenerator } from './judge-generator.js';

/** Four sizes that differ from each other and from the lecture's: a 30 or a 200 that is written out does not pass. */
const otherConfig: NetworkConfig = { vocabSize: 11, blockSize: 2, nEmbd: 3, nHidden: 7 };

/**
 * The parameters have their shapes at two sizes, are leaves that autograd follows, and (where `withGenerator` is set) come
 * from the generator that was passed in.
 */
export function parametersCheck(
  initializer: Initializer,
  options: { readonly points: number; readonly withGenerator: boolean },
): Check {
  const origin = options.withGenerator ? ', drawn from the generator that was passed in' : '';
  return {
    id: `${initializer.exercise}/parameters`,
    asks: `${initializer.exportName} returns five trained parameters of the right shapes${origin}`,
    points: options.points,
    run: async (subject, context) => {
      const outcome = await judgeShapes(initializer, subject, context);
      return outcome.status === 'pass' && options.withGenerator
        ? await judgeGenerator(initializer, subject, context)
        : outcome;
    },
  };
}

async function judgeShapes(initializer: Initializer, subject: Subject, { seed }: CheckContext): Promise<Pass | Fail> {
  await askParameters(subject, initializer, otherConfig, seed);
  const { answer } = await askParameters(subject, initializer, lectureConfig, seed);
  const outcome = await judgeTrained(subject, answer, parameterNames);
  if (outcome.status === 'fail') return outcome;
  const shapes = Object.entries(parameterShapes(lectureConfig)).map(([name, shape]) => `${name} [${shape.join(', ')}]`);
  return { status: 'pass', measured: shapes.join(', '), expected: 'these shapes, each with a gradient after backward' };
}
