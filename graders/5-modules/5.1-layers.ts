import { buildNetwork, drawNetworks, passOn, wrongLength } from '../../src/checks/built-network.js';
import {
  batchNormOutput,
  batchNormRule,
  DEFAULT_EPS,
  linearOutput,
  tanhOutput,
} from '../../src/checks/expected-output.js';
import { tanhGradient } from '../../src/checks/expected-gradients.js';
import { filledTensor, normalTensor, trained } from '../../src/checks/inputs.js';
import { firstFailure, judgeValues } from '../../src/checks/judge.js';
import { askDrawings, judgeSeeded } from '../../src/checks/judge-seeded.js';
import { judgeBackward } from '../../src/checks/judge-backward.js';
import { judgeStart, STATISTICS } from '../../src/checks/judge-start.js';
import {
  judgeFilledParameter,
  judgeParameterShapes,
  notTrained,
  readLayerParameters,
  runLayer,
} from '../../src/checks/layer.js';
import { judgeKnownLayer, type LayerKind } from '../../src/checks/known-layer.js';
import { batchNormCase, judgeLive, linearCase } from '../../src/checks/live-layer.js';
import { lectureConfig } from '../../src/checks/network.js';
import { drawnByFanIn, noGain } from '../../src/checks/start.js';
import { asList, asTensor, describe } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { GeneratorSeed, type Handle, TensorValue } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';

async function makeLinear(
  subject: Subject,
  fanIn: number,
  fanOut: number,
  generator: GeneratorSeed | Handle,
  bias?: boolean,
) {
  const options = { ...(bias === undefined ? {} : { bias }), generator };
  return (await subject.construct('Linear', fanIn, fanOut, options)).handle;
}

const drawFromOptions =
  'Pass options.generator on to the draw as it came: randn([fanIn, fanOut], { generator }). Make no Generator of your own.';

const linearWeight: Check = {
  id: '5.1/linear-weight',
  asks: 'Linear draws weight [fanIn, fanOut] from its generator with standard deviation 1 / sqrt(fanIn)',
  points: 1,
  run: async (subject, { seed }) => {
    const read = async (fanIn: number, fanOut: number, generator: GeneratorSeed | Handle) => {
      const layer = await makeLinear(subject, fanIn, fanOut, generator);
      return asTensor((await subject.read(layer, 'weight')).value, 'weight', [fanIn, fanOut]);
    };
    const weights = [await read(30, 200, new GeneratorSeed(seed)), await read(500, 100, new GeneratorSeed(seed))];
    if (weights.some(({ requiresGrad }) => !requiresGrad)) return notTrained('weight');
    const start = judgeStart(
      'weight',
      drawnByFanIn(noGain),
      weights,
      {
        why: 'Each output sums fanIn products: inputs of variance 1 give outputs of a larger one, and layer after layer the signal grows.',
        whySmall:
          'Each output sums fanIn products: inputs of variance 1 give outputs of a smaller one, and layer after layer the signal fades.',
        next: 'Draw weight with randn([fanIn, fanOut], { generator }) and divide it by Math.sqrt(fanIn); a gain is the business of whoever builds the network.',
      },
      STATISTICS * weights.length,
    );
    if (start.status === 'fail') return start;
    const drawings = await askDrawings(subject, seed, async (generator) => [
      { name: 'weight', tensor: await read(30, 200, generator) },
    ]);
    return firstFailure([start, judgeSeeded(drawings, drawFromOptions)]);
  },
};

const linearBias: Check = {
  id: '5.1/linear-bias',
  asks: 'Linear has a bias of zeros unless it is told bias: false, and parameters() lists weight, then bias',
  points: 1,
  run: async (subject, { seed }) => {
    const [fanIn, fanOut] = [6, 4];
    const outcomes: (Pass | Fail)[] = [];
    for (const asked of [undefined, true]) {
      const layer = await makeLinear(subject, fanIn, fanOut, new GeneratorSeed(seed), asked);
      const why = 'A random bias shifts units before anything was learned.';
      outcomes.push(
        await judgeFilledParameter(subject, layer, { name: 'bias', shape: [fanOut], value: 0, isTrained: true, why }),
        judgeParameterShapes(
          (await readLayerParameters(subject, layer, 'Linear')).tensors,
          [[fanIn, fanOut], [fanOut]],
          'Linear with a bias',
        ),
      );
    }
    const plain = await makeLinear(subject, fanIn, fanOut, new GeneratorSeed(seed), false);
    const bias = (await subject.read(plain, 'bias')).value;
    if (bias !== null) {
      outcomes.push({
        status: 'fail',
        rationale: `With bias: false the property bias is ${describe(bias)} instead of null. In front of a batch norm a bias is taken off again with the mean: whoever asks for none should not carry one.`,
        measured: describe(bias),
        expected: 'null',
        next: 'Set this.bias to null where options.bias is false.',
      });
    }
    const { tensors } = await readLayerParameters(subject, plain, 'Linear');
    outcomes.push(judgeParameterShapes(tensors, [[fanIn, fanOut]], 'Linear without a bias'));
    return firstFailure(outcomes);
  },
};

const linearForward: Check = {
  id: '5.1/linear-forward',
  asks: 'Linear.forward returns x @ weight, plus the bias where there is one, and keeps it in out',
  points: 1,
  run: async (subject, context) => {
    const [rows, fanIn, fanOut] = [16, 30, 20];
    const outcomes: (Pass | Fail)[] = [];
    for (const hasBias of [true, false]) {
      const layer = await makeLinear(subject, fanIn, fanOut, new GeneratorSeed(context.seed), hasBias);
      const x = normalTensor(context.generator, [rows, fanIn]);
      const weight = asTensor((await subject.read(layer, 'weight')).value, 'weight', [fanIn, fanOut]);
      // Zeros by `linear-bias`; that it is used at all shows in `parameters-are-live`, where it is not.
      const read = hasBias ? (await subject.read(layer, 'bias')).value : null;
      const bias = read instanceof TensorValue && read.data.length === fanOut ? fromTensor(read) : null;
      const { y, out } = await runLayer(subject, layer, x, [rows, fanOut], 'Linear');
      outcomes.push(
        judgeValues({
          what: hasBias ? 'The output' : 'The output without a bias',
          measured: y,
          ...(await linearOutput(fromTensor(x), fromTensor(weight), bias)),
          reference: hasBias ? 'x @ weight + bias' : 'x @ weight',
          consequence: 'Every layer behind this one is fed the wrong numbers.',
          next: 'Return x.matmul(this.weight), plus this.bias where it is not null.',
        }),
      );
      if (out) outcomes.push(out);
    }
    return firstFailure(outcomes);
  },
};

const batchNormalization: Check = {
  id: '5.1/batch-norm',
  asks: 'BatchNorm1d starts at gamma 1 and beta 0 and normalizes each feature with the batch (biased variance)',
  points: 1,
  run: async (subject, context) => {
    const outcomes: (Pass | Fail)[] = [];
    for (const { rows, dim, eps } of [
      { rows: 12, dim: 6, eps: undefined },
      { rows: 8, dim: 3, eps: 0.5 },
    ]) {
      const layer = (await subject.construct('BatchNorm1d', ...(eps === undefined ? [dim] : [dim, eps]))).handle;
      for (const [name, value] of [
        ['gamma', 1],
        ['beta', 0],
      ] as const) {
        const why = 'At the start the layer must only normalize.';
        outcomes.push(await judgeFilledParameter(subject, layer, { name, shape: [dim], value, isTrained: true, why }));
      }
      const { tensors } = await readLayerParameters(subject, layer, 'BatchNorm1d');
      outcomes.push(judgeParameterShapes(tensors, [[dim], [dim]], 'BatchNorm1d'));
      const x = normalTensor(context.generator, [rows, dim], 1, 2);
      const { y, out } = await runLayer(subject, layer, x, [rows, dim], 'BatchNorm1d');
      const rule = batchNormRule(filledTensor([dim], 1), filledTensor([dim], 0), eps ?? DEFAULT_EPS);
      outcomes.push(
        judgeValues({
          what: eps === undefined ? 'The output' : `The output with eps ${eps}`,
          measured: y,
          ...(await batchNormOutput(fromTensor(x), rule)),
          reference: '(x - batch mean) / sqrt(biased batch variance + eps)',
          consequence: 'What was left of the wrong scale reaches the tanh behind it.',
          next: 'Take your batchNorm of 4.1: mean and x.var(0, { correction: 0 }) over the batch, eps under the root.',
        }),
      );
      if (out) outcomes.push(out);
    }
    return firstFailure(outcomes);
  },
};

const tanh: Check = {
  id: '5.1/tanh',
  asks: 'Tanh.forward squashes every element, lets the gradient through and keeps the result in out; it has no parameters',
  points: 1,
  run: async (subject, context) => {
    const layer = (await subject.construct('Tanh')).handle;
    const x = normalTensor(context.generator, [9, 5], 0, 2);
    const input = await subject.hold(trained(x));
    const { y, handle, out } = await runLayer(subject, layer, input.handle, x.shape, 'Tanh');
    const { tensors } = await readLayerParameters(subject, layer, 'Tanh');
    const values = judgeValues({
      what: 'The output',
      measured: y,
      ...(await tanhOutput(fromTensor(x))),
      reference: 'tanh(x)',
      consequence: 'The network would bend its signal in another way than the weights are scaled for.',
      next: 'Return x.tanh().',
    });
    const forward = firstFailure([values, judgeParameterShapes(tensors, [], 'Tanh'), ...(out ? [out] : [])]);
    if (forward.status === 'fail') return forward;
    const upstream = normalTensor(context.generator, x.shape);
    const backward = await judgeBackward(subject, {
      what: 'Tanh',
      output: handle,
      upstream,
      parameters: [],
      input: {
        tensor: input.handle,
        shape: x.shape,
        gradient: await tanhGradient(fromTensor(x), fromTensor(upstream)),
      },
    });
    return firstFailure([forward, backward]);
  },
};

const liveParameters: Check = {
  id: '5.1/parameters-are-live',
  asks: 'parameters() returns the very tensors that forward computes with: a step on them changes the output, backward reaches them',
  points: 1,
  dependsOn: ['5.1/linear-bias', '5.1/linear-forward', '5.1/batch-norm'],
  run: async (subject, { seed, generator }) => {
    const linear = (hasBias: boolean) => makeLinear(subject, 4, 3, new GeneratorSeed(seed), hasBias);
    const batchNorm = (await subject.construct('BatchNorm1d', 3)).handle;
    return firstFailure([
      await judgeLive(subject, await linear(true), await linearCase(generator, true)),
      await judgeLive(subject, await linear(false), await linearCase(generator, false)),
      await judgeLive(subject, batchNorm, await batchNormCase(generator)),
    ]);
  },
};

const network: Check = {
  id: '5.1/network',
  asks: 'buildNetwork is Linear, BatchNorm1d, Tanh, Linear for any config: 12,027 parameters in the lecture',
  points: 1,
  dependsOn: ['5.1/linear-bias', '5.1/linear-forward', '5.1/batch-norm', '5.1/tanh'],
  run: async (subject, context) => {
    const outcomes: (Pass | Fail)[] = [];
    for (const config of [{ vocabSize: 11, blockSize: 2, nEmbd: 4, nHidden: 9 }, lectureConfig]) {
      const { vocabSize, nHidden } = config;
      const fanIn = config.blockSize * config.nEmbd;
      const network = await buildNetwork(subject, config, new GeneratorSeed(context.seed));
      const { length } = asList(network.value, 'buildNetwork(config, generator)');
      if (length !== 4) {
        // What there is instead: the parameters of each tell one mistake from another.
        for (let place = 0; place < Math.min(length, 8); place++) {
          await readLayerParameters(subject, network.handle.at(place), `layer ${place}`);
        }
        return wrongLength(length);
      }
      const shapes = [[[fanIn, nHidden], [nHidden]], [[nHidden], [nHidden]], [], [[nHidden, vocabSize], [vocabSize]]];
      const kinds: readonly LayerKind[] = ['Linear', 'BatchNorm1d', 'Tanh', 'Linear'];

      let x = normalTensor(context.generator, [20, fanIn]);
      let count = 0;
      for (const [place, kind] of kinds.entries()) {
        const layer = network.handle.at(place);
        const what = `layer ${place} (${kind})`;
        const { tensors } = await readLayerParameters(subject, layer, what);
        outcomes.push(
          judgeParameterShapes(
            tensors,
            shapes[place] ?? [],
            what,
            'The signal goes through Linear, BatchNorm1d, Tanh and Linear, both Linear with a bias: another layer in this place, or another size, is another network.',
          ),
        );
        const shape = [20, place === 3 ? vocabSize : nHidden];
        if (outcomes.every(({ status }) => status === 'pass')) {
          const { y } = await runLayer(subject, layer, x, shape, what);
          outcomes.push(await judgeKnownLayer(subject, what, kind, { layer, x, y }));
          x = y;
        }
        count += tensors.reduce((total, { data }) => total + data.length, 0);
      }
      if (outcomes.every(({ status }) => status === 'pass')) {
        outcomes.push(judgeSeeded(await drawNetworks(subject, config, context.seed), passOn));
      }
      if (config === lectureConfig) outcomes.unshift({ status: 'pass', measured: count, expected: 12_027 });
    }
    return firstFailure(outcomes);
  },
};

const grader: Grader = {
  id: '5.1',
  checks: [linearWeight, linearBias, linearForward, batchNormalization, tanh, liveParameters, network],
  hints: [
    'In 4.2 you wrote the network as one long function. Which pieces of it would you need again, unchanged, to make it ten layers deep?',
    'Each layer keeps its own trained tensors, computes this.out in forward and lists the tensors in parameters(). Linear scales its weights by 1 / sqrt(fanIn), BatchNorm1d is your batchNorm with gamma and beta of its own, Tanh has nothing to train.',
    'class Linear: this.weight = randn([fanIn, fanOut], { generator }).div(Math.sqrt(fanIn)); this.bias = bias ? zeros([fanOut]) : null, requiresGrad on both; forward sets and returns this.out = x.matmul(this.weight), plus this.bias; parameters returns [weight, bias] or [weight]. buildNetwork returns [Linear, BatchNorm1d, Tanh, Linear].',
  ],
};

export default grader;
