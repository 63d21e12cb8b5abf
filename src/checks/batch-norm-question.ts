/** What `forwardBatchNorm` is asked: a network with batch norm whose every number is away from where it starts. */
import type { CheckContext } from '../grading/check.js';
import { TensorValue } from '../guest/contract/value.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { normalTensor, uniformTensor } from './inputs.js';
import { batchNormShapes, lectureConfig } from './network.js';

/** Pre-activations this small have a variance of about 1e-5: only there does it show where eps stands, and that it is there. */
const FAINT = 6e-4;

/**
 * Parameters with every number away from where it starts: a gain or bias left out shows. Every fourth unit is faint.
 */
function drawParameters({ generator }: CheckContext, config: NetworkConfig) {
  const shapes = batchNormShapes(config);
  const isFaint = (index: number) => (index % config.nHidden) % 4 === 3;
  const fainter = ({ shape, data }: TensorValue, std: number) =>
    new TensorValue(
      shape,
      data.map((value, index) => value * (isFaint(index) ? FAINT : std)),
    );
  return {
    C: normalTensor(generator, shapes.C),
    W1: fainter(normalTensor(generator, shapes.W1), 0.4),
    b1: fainter(normalTensor(generator, shapes.b1), 0.5),
    W2: normalTensor(generator, shapes.W2, 0, 0.2),
    b2: normalTensor(generator, shapes.b2),
    bnGain: uniformTensor(generator, shapes.bnGain, 0.5, 1.5),
    bnBias: normalTensor(generator, shapes.bnBias, 0, 0.5),
  };
}

/** Parameters and contexts of the judge's for `forwardBatchNorm`: 24 contexts, 40 hidden units. */
export function drawBatchNormQuestion(context: CheckContext) {
  const config = { ...lectureConfig, nHidden: 40 };
  const parameters = drawParameters(context, config);
  const X = Array.from({ length: 24 }, () =>
    Array.from({ length: config.blockSize }, () => context.generator.randint(0, config.vocabSize)),
  );
  return { config, parameters, X };
}
