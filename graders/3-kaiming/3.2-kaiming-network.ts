import type { Check, CheckContext, Grader } from '../../src/grading/check.js';
import { format, formatLoss, formatShare } from '../../src/grading/format.js';
import { firstFailure, judgeBand } from '../../src/checks/judge.js';
import { judgeDraw, judgeFilled, judgeSeeded, judgeTrained } from '../../src/checks/judge-parameters.js';
import { drawLectureBatch } from '../../src/checks/lecture-batch.js';
import { initialize, lectureConfig, parameterShapes, readParameters, wideConfig } from '../../src/checks/network.js';
import { histogram } from '../../src/checks/plots.js';
import { bernsteinBand, lossBand, quadraticFormBand, rootBand } from '../../src/grading/tolerance.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { twoLayerNetwork } from '../../src/reference/network.js';
import { predictLoss } from '../../src/reference/predict/loss.js';
import { varianceOfProjections } from '../../src/reference/predict/quadratic-form.js';
import { scaledRows } from '../../src/reference/predict/rows.js';
import { predictSaturation } from '../../src/reference/predict/saturation.js';
import { reference } from '../../src/reference/reference.js';
import type { NetworkConfig } from '../../src/torch/course-types.js';

const W2_STD = 0.01;
/** How many standard deviations the loss prediction lets a single logit go: 864 logits stay below with all but 7e-8. */
const LOGIT_REACH = 6.5;

const fanInOf = (config: NetworkConfig) => config.blockSize * config.nEmbd;
const kaiming = (fanIn: number) => 5 / 3 / Math.sqrt(fanIn);
const sizeOf = (config: NetworkConfig) => `${fanInOf(config)}x${config.nHidden}`;

async function draw(subject: Subject, config: NetworkConfig, seed: number) {
  const answer = await initialize(subject, 'initKaiming', config, seed);
  return { answer, parameters: readParameters(answer.value, parameterShapes(config)) };
}

const shapes: Check = {
  id: '3.2/shapes',
  asks: 'C, W1, b1, W2 and b2 have the shapes that the config asks for',
  points: 1,
  run: async (subject, { seed }) => {
    for (const config of [wideConfig, lectureConfig]) await draw(subject, config, seed);
    const written = Object.entries(parameterShapes(lectureConfig)).map(
      ([name, shape]) => `${name} [${shape.join(', ')}]`,
    );
    return { status: 'pass', measured: written.join(', '), expected: 'these shapes, and those of another config' };
  },
};

const trainedAndSeeded: Check = {
  id: '3.2/trained-and-seeded',
  asks: 'Every parameter is trained, and every draw comes from the generator that was passed in',
  points: 1,
  dependsOn: ['3.2/shapes'],
  run: async (subject, { seed }) => {
    const { answer } = await draw(subject, lectureConfig, seed);
    return firstFailure([
      await judgeTrained(subject, answer, ['C', 'W1', 'b1', 'W2', 'b2']),
      await judgeSeeded(subject, 'initKaiming', seed, ['C', 'W1', 'W2']),
    ]);
  },
};

const hiddenWeights: Check = {
  id: '3.2/w1-std',
  asks: 'W1 is drawn around 0 with standard deviation (5/3) / sqrt(fanIn), whatever fanIn is',
  points: 1,
  dependsOn: ['3.2/shapes'],
  run: async (subject, { seed }) => {
    const outcomes: (Pass | Fail)[] = [];
    for (const config of [lectureConfig, wideConfig]) {
      const { W1 } = (await draw(subject, config, seed)).parameters;
      const fanIn = fanInOf(config);
      const std = kaiming(fanIn);
      const plots = [
        histogram(`W1 at ${sizeOf(config)}`, 'weight', 4 * std, [{ name: 'W1', values: W1.data }], {
          name: 'N(0, (5/3)^2 / fanIn)',
          std,
        }),
      ];
      const judged = judgeDraw({
        what: `W1 at ${sizeOf(config)}`,
        tensor: W1,
        std,
        reference: `(5/3) / sqrt(${fanIn})`,
        comparisons: 4,
        consequence:
          'Each pre-activation sums fanIn products: wider weights push tanh into saturation, where gradients are near 0; narrower ones let the signal fade, and the layer is almost linear.',
        next: 'Take fanIn = blockSize * nEmbd from the config, draw W1 with randn, and multiply by gain / sqrt(fanIn) with the gain of tanh, 5/3.',
      });
      outcomes.push({ ...judged[0], plots }, judged[1]);
    }
    return firstFailure(outcomes);
  },
};

const hiddenBias: Check = {
  id: '3.2/b1-is-zero',
  asks: 'b1 starts at zero',
  points: 1,
  dependsOn: ['3.2/shapes'],
  run: async (subject, { seed }) => {
    const { b1 } = (await draw(subject, lectureConfig, seed)).parameters;
    return judgeFilled(
      'b1',
      b1,
      0,
      "Kaiming's rule counts on it: a random bias adds its own variance to every pre-activation and pushes neurons towards one end of their tanh.",
      'Make b1 with zeros([nHidden]).',
    );
  },
};

const outputLayer: Check = {
  id: '3.2/output-layer-as-before',
  asks: 'C, W2 and b2 are as after the output layer was fixed: C from N(0, 1), W2 with standard deviation 0.01, b2 zero',
  points: 1,
  dependsOn: ['3.2/shapes'],
  run: async (subject, { seed }) => {
    const outcomes: (Pass | Fail)[] = [];
    for (const config of [lectureConfig, wideConfig]) {
      const { C, W2, b2 } = (await draw(subject, config, seed)).parameters;
      outcomes.push(
        ...judgeDraw({
          what: `W2 at ${config.nHidden}x${config.vocabSize}`,
          tensor: W2,
          std: W2_STD,
          reference: 'the small output layer of 1.4',
          comparisons: 8,
          consequence:
            'The logits spread with W2: a network that is confident before it has seen a single name starts with a loss far above ln(vocabSize).',
          next: 'Draw W2 with randn and multiply it by 0.01.',
        }),
        judgeFilled(
          'b2',
          b2,
          0,
          'A random output bias prefers some letters to others before the first example.',
          'Make b2 with zeros([vocabSize]).',
        ),
        ...judgeDraw({
          what: `C at ${config.vocabSize}x${config.nEmbd}`,
          tensor: C,
          std: 1,
          reference: 'the embedding of 1.2',
          comparisons: 8,
          consequence:
            "Kaiming's rule keeps the scale of the layer's inputs; it takes for granted that they come with variance 1.",
          next: 'Leave C as randn draws it.',
        }),
      );
    }
    return firstFailure(outcomes);
  },
};

const signal: Check = {
  id: '3.2/hidden-layer-keeps-the-signal',
  asks: 'Pre-activations, saturation and loss on a batch are what these weights must give',
  points: 1,
  dependsOn: ['3.2/w1-std', '3.2/b1-is-zero', '3.2/output-layer-as-before'],
  run: async (subject, context: CheckContext) => {
    const { blockSize, vocabSize } = context.examples;
    const config = { ...lectureConfig, blockSize, vocabSize };
    const { C, W1, W2 } = parameterShapes(config);
    const batch = drawLectureBatch(context, [C, W1, W2]);
    const { parameters } = await draw(subject, config, context.seed);

    const trace = await reference.forward(twoLayerNetwork(parameters), batch.X);
    const hidden = trace.layers[0];
    if (!hidden) throw new Error('3.2: the reference network has no hidden layer');
    const loss = await reference.loss(trace.logits, batch.Y);
    const { std } = await reference.statistics(hidden.preactivation);
    const { saturated } = await reference.statistics(hidden.output);

    // Given the embedding that was drawn, the columns of W1 are independent: its effect can be predicted exactly.
    const rows = scaledRows(trace.embedded, kaiming(fanInOf(config)));
    const spread = varianceOfProjections(rows, config.nHidden);
    const share = predictSaturation(rows);
    const prediction = predictLoss(hidden.output, batch.Y, vocabSize, W2_STD, LOGIT_REACH);
    const outcome = firstFailure([
      judgeBand({
        what: 'The standard deviation of the pre-activations',
        measured: std,
        band: rootBand(quadraticFormBand(spread.trace, spread.frobenius, spread.largest, 3)),
        reference: 'what your C and weights of std (5/3) / sqrt(fanIn) give',
        consequence:
          'Single weights have the right spread, but they do not act like independent draws: neurons that share weights compute the same thing.',
        next: 'Draw every element of W1 by itself, in one randn of its full shape.',
      }),
      judgeBand({
        what: 'The share of saturated activations',
        measured: saturated,
        band: bernsteinBand(share.mean, share.variance, config.nHidden, 3),
        reference: 'what your C and weights of std (5/3) / sqrt(fanIn) give',
        consequence: 'A saturated neuron passes almost no gradient back.',
        next: 'Draw every element of W1 by itself, in one randn of its full shape.',
      }),
      judgeBand({
        what: 'The initial loss',
        measured: loss,
        band: lossBand(prediction, 3),
        reference: `ln(${vocabSize}) and what W2 of std 0.01 adds to it`,
        consequence: 'The output layer prefers some letters before it has seen a name.',
        next: 'Draw every element of W2 by itself, in one randn of its full shape, times 0.01.',
      }),
    ]);
    const measured = `loss ${formatLoss(loss)}, pre-activation std ${format(std)}, ${formatShare(saturated)} saturated`;
    const expected = `loss ${formatLoss(prediction.expected)}, pre-activation std ${format(Math.sqrt(spread.trace))}, ${formatShare(share.mean)} saturated`;
    return { ...outcome, ...(outcome.status === 'pass' ? { measured, expected } : {}), notes: batch.notes };
  },
};

const grader: Grader = {
  id: '3.2',
  checks: [shapes, trainedAndSeeded, hiddenWeights, hiddenBias, outputLayer, signal],
  hints: [
    'In 2.3 you found 0.2 by trial. Which number of the layer would have told you without trying, and what would it become with 500 inputs instead of 30?',
    'W1 has fanIn = blockSize * nEmbd rows. Its standard deviation is the gain of tanh, 5/3, over the square root of fanIn; b1 is zero, and C, W2 and b2 stay as they were in 1.4.',
    'W1 = randn([fanIn, nHidden], { generator }).mul(5 / 3 / Math.sqrt(fanIn)) with fanIn = blockSize * nEmbd; set requiresGrad = true on it and on the four others after scaling.',
  ],
};

export default grader;
