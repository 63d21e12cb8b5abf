import type { Check, CheckContext } from '../grading/check.js';
import { format } from '../grading/format.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { GeneratorSeed } from '../guest/contract/value.js';
import { askSome, type Initializer, type NamedTensor, type ParameterName } from './initializer.js';
import { firstFailure } from './judge.js';
import { judgeStart, STATISTICS, type StartAdvice } from './judge-start.js';
import { batchNormShapes, lectureConfig, wideConfig } from './network.js';
import { histogram } from './plots.js';

/** Parameters that one check is about, and what it says where they are wrong. */
interface Part extends StartAdvice {
  readonly of: readonly ParameterName[];
}

/** One check of an initializer. */
interface StartsQuestion {
  /** "output-weights": becomes "1.4/output-weights". */
  readonly id: string;
  readonly asks: string;
  readonly points: number;
}

/**
 * Parameters start out as they should, at two shapes (30x200 and 500x100 for W1); all comparisons together refuse a right
 * answer less than once in a million.
 */
export function startsCheck(initializer: Initializer, question: StartsQuestion, ...parts: readonly Part[]): Check {
  return {
    ...question,
    id: `${initializer.exercise}/${question.id}`,
    run: (subject, context) => judgeStarts(initializer, parts, subject, context),
  };
}

const configs = [lectureConfig, wideConfig] as const;

async function judgeStarts(
  initializer: Initializer,
  parts: readonly Part[],
  subject: Subject,
  context: CheckContext,
): Promise<Pass | Fail> {
  const names = parts.flatMap(({ of }) => of);
  const comparisons = STATISTICS * configs.length * names.length;
  const samples: NamedTensor[] = [];
  for (const config of configs)
    samples.push(...(await askSome(subject, initializer, config, new GeneratorSeed(context.seed), names)));
  const outcomes: (Pass | Fail)[] = [];
  for (const { of, ...advice } of parts) {
    for (const name of of) {
      const start = initializer.starts[name];
      if (!start) throw new Error(`${initializer.exercise} has no ${name}`);
      const tensors = samples.filter((sample) => sample.name === name).map(({ tensor }) => tensor);
      const outcome = judgeStart(name, start, tensors, advice, comparisons);
      const [first] = tensors;
      const plots =
        start.kind === 'drawn' && first
          ? [plotOf(`${name} [${first.shape.join(', ')}]`, first.data, start.std(first.shape))]
          : [];
      if (outcome.status === 'fail') return { ...outcome, plots };
      outcomes.push({ ...outcome, plots });
    }
  }
  return {
    ...firstFailure(outcomes),
    measured: outcomes.map(({ measured }) => measured).join('; '),
    expected: names.map((name) => describeExpected(initializer, name)).join(', '),
  };
}

const plotOf = (what: string, values: Float32Array, std: number) =>
  histogram(what, 'value', 4 * std, [{ name: what, values }], { name: `normal, of std ${format(std)}`, std });

function describeExpected({ starts }: Initializer, name: ParameterName): string {
  const start = starts[name];
  if (start?.kind !== 'drawn') return `${name} ${format(start?.value ?? NaN)}`;
  const stds = new Set(configs.map((config) => format(start.std(batchNormShapes(config)[name]))));
  return `${name} of std ${[...stds].join(' and ')} around 0`;
}
