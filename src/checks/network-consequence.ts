/** What the weights of a student's initializer do: run and trained by the reference, beside those that the exercise asks for. */
import type { CheckContext, ConsequenceRule } from '../grading/check.js';
import type { Consequence, StartFigures } from '../grading/consequence.js';
import { twoLayerNetwork } from '../reference/network.js';
import { train } from '../reference/train.js';
import { measureWeighted } from '../reference/weighted.js';
import { Generator } from '../torch/generator.js';
import { describeConsequence, sameSteps, trainingPlot } from './describe-consequence.js';
import { askParameters, type Initializer, type StudentParameters } from './initializer.js';
import type { Batch } from './lecture-batch.js';
import { lectureConfig } from './network.js';
import { rightStart } from './right-start.js';
import { training, trainingBatches, weighedExamples } from './training-data.js';

/**
 * The consequence of a wrong start, for the checks with these names. The student's code and the judge draw from generators of one
 * seed, and both networks are trained on the same batches, those that follow the right parameters in the lecture's order.
 */
export function networkConsequence(initializer: Initializer, names: readonly string[]): ConsequenceRule {
  return {
    of: names.map((name) => `${initializer.exercise}/${name}`),
    measure: async (subject, context) => {
      const { vocabSize, blockSize } = context.examples;
      const config = { ...lectureConfig, vocabSize, blockSize };
      const { parameters } = await askParameters(subject, initializer, config, context.seed);
      if (!isAllFinite(parameters)) return undefined;
      const generator = new Generator(context.seed);
      const right = rightStart(initializer, config, generator);
      return compareStarts(parameters, right, { ...context, generator });
    },
  };
}

/**
 * Measures two starts on the training examples, trains both on the next batches of the context's generator, and measures them
 * again.
 */
export async function compareStarts(
  student: StudentParameters,
  right: StudentParameters,
  context: CheckContext,
): Promise<Consequence> {
  const batches = trainingBatches(context);
  const own = await measureStart(student, batches, context);
  const reference = await measureStart(right, batches, context);
  const figures = {
    examples: weighedExamples(context.examples).total,
    units: own.units,
    steps: training.steps,
    student: own.figures,
    reference: reference.figures,
  };
  return {
    text: describeConsequence(figures, sameSteps),
    ...figures,
    plots: [trainingPlot(training.steps, own.losses, reference.losses)],
  };
}

async function measureStart(parameters: StudentParameters, batches: readonly Batch[], { examples }: CheckContext) {
  const start = twoLayerNetwork(parameters);
  const weighed = weighedExamples(examples);
  const { loss, saturated, units, deadUnits } = measureWeighted(start, weighed);
  const { network, losses } = await train(start, batches, training.learningRate);
  const figures: StartFigures = {
    initialLoss: loss,
    saturated,
    deadUnits,
    lossAfter: measureWeighted(network, weighed).loss,
  };
  return { figures, units, losses };
}

function isAllFinite({ C, W1, b1, W2, b2, bnGain, bnBias }: StudentParameters): boolean {
  return [C, W1, b1, W2, b2, bnGain, bnBias].every(
    (tensor) => tensor === undefined || tensor.data.every(Number.isFinite),
  );
}
