/** The recommended start of a layer: weights, bias, reason, source, code, and what it measures here. */
import type { ActivationName } from '../training/activations.js';
import { code, type Code } from './code.js';
import { gainBefore } from './gains.js';
import { type DepthMeasured, measureDepth, measureLayer, measureNormalized, measureOutput } from './measure.js';
import type { AdviceRequest } from './request.js';

/** One measurement, with what it is held against. */
interface MeasuredLine {
  readonly what: string;
  readonly value: number;
  readonly unit: 'number' | 'share' | 'nats';
  /** What it should be or what it is compared with, as a sentence goes on. */
  readonly beside?: string;
}

/** A recommendation. */
export interface Advice {
  readonly layer: AdviceRequest['layer'];
  readonly activation: ActivationName | null;
  /** What is drawn, as a formula. */
  readonly weights: {
    readonly name: string;
    readonly formula: string;
    readonly fanIn: number | null;
    readonly std: number | null;
  };
  /** As a formula, and its values where a prior gives them. */
  readonly bias: { readonly formula: string; readonly values: readonly number[] | null };
  readonly reasons: readonly string[];
  readonly source: string;
  readonly measured: readonly MeasuredLine[];
  readonly depth: (DepthMeasured & { readonly says: string }) | null;
  readonly code: Code;
}

/** Std of the weights of an output layer, as in the lecture. */
const QUIET = 0.01;

/** What to do with a layer, measured on normal inputs. The same request gives the same advice. */
export function advise(request: AdviceRequest): Advice {
  switch (request.layer) {
    case 'linear':
      return beforeActivation(request, request.fanIn, `fanIn = ${request.fanIn}`);
    case 'conv': {
      const { fanIn, shape } = request;
      const product = shape === null ? '' : `${[...shape.kernel, shape.channels].join(' x ')} = `;
      return beforeActivation(request, fanIn, `fanIn = ${product}${fanIn}`);
    }
    case 'embedding':
      return {
        layer: request.layer,
        activation: null,
        weights: { name: 'standard normal', formula: 'N(0, 1)', fanIn: null, std: 1 },
        bias: { formula: 'none', values: null },
        reasons: [
          'A row is looked up and nothing is summed, so there is no fanIn to divide by.',
          'With std 1 the next layer gets inputs of the size that its own initialization counts on.',
        ],
        source: 'torch.nn.Embedding, and the lecture',
        measured: [
          {
            what: 'std before the tanh of a next layer with 30 inputs and gain 5/3',
            value: measureLayer(5 / 3, 30, 'tanh').preactivationStd,
            unit: 'number',
            beside: '5/3 is what inputs of std 1 give',
          },
        ],
        depth: null,
        code: code(request, 1),
      };
    case 'output':
      return output(request);
    case 'batch-norm': {
      const normalized = measureNormalized();
      return {
        layer: request.layer,
        activation: null,
        weights: { name: 'ones', formula: 'gamma = 1', fanIn: null, std: null },
        bias: { formula: 'beta = 0', values: null },
        reasons: [
          'It starts as a plain normalization, mean 0 and std 1, and learns from there what else is better.',
          'The linear layer before it needs no bias: the mean is subtracted, and any bias with it. beta is the bias.',
          'The scale of the weights before it no longer decides the first forward pass; Kaiming still keeps update ratios alike.',
        ],
        source: 'Ioffe and Szegedy (2015), "Batch normalization"',
        measured: [
          { what: 'std behind 30 inputs and weights from N(0, 1)', value: normalized.stdBefore, unit: 'number' },
          { what: 'std behind the batch norm', value: normalized.stdBehind, unit: 'number' },
          ...share('saturated in a tanh without it', normalized.saturatedWithout),
          ...share('saturated in a tanh with it', normalized.saturatedWith),
        ],
        depth: null,
        code: code(request, 1),
      };
    }
    case 'lstm-forget': {
      const kept = (bias: number) => (1 / (1 + Math.exp(-bias))) ** request.depth;
      return {
        layer: request.layer,
        activation: 'sigmoid',
        weights: { name: 'as the other gates', formula: 'U(-1/√hidden, 1/√hidden) in PyTorch', fanIn: null, std: null },
        bias: { formula: '1 for the forget gate, 0 for the other gates', values: null },
        reasons: [
          'With a bias of 0 the gate is half open, and what a cell remembers is halved at every step.',
          'With 1 more of it stays, so a gradient reaches further back while the gate learns when to forget.',
        ],
        source:
          'Gers, Schmidhuber and Cummins (2000), "Learning to forget"; Jozefowicz, Zaremba and Sutskever (2015), "An empirical exploration of recurrent network architectures"',
        measured: [
          { what: `share of a memory left after ${request.depth} steps, bias 1`, value: kept(1), unit: 'share' },
          { what: `share of a memory left after ${request.depth} steps, bias 0`, value: kept(0), unit: 'share' },
        ],
        depth: null,
        code: code(request, 1),
      };
    }
  }
}

function beforeActivation(
  request: Extract<AdviceRequest, { readonly layer: 'linear' | 'conv' }>,
  fanIn: number,
  fanText: string,
): Advice {
  const { activation, depth } = request;
  const rule = gainBefore(activation);
  const std = rule.gain / Math.sqrt(fanIn);
  const layer = measureLayer(rule.gain, fanIn, activation);
  return {
    layer: request.layer,
    activation,
    weights: { name: rule.init, formula: `N(0, (${rule.text} / √fanIn)²), ${fanText}`, fanIn, std },
    bias: { formula: 'zeros', values: null },
    reasons: [rule.reason, 'A bias of 0 prefers nothing; the weights, drawn at random, already tell the units apart.'],
    source: rule.source,
    measured: [
      {
        what: 'std of the pre-activations',
        value: layer.preactivationStd,
        unit: 'number',
        beside: 'on N(0, 1) inputs it is the gain',
      },
      { what: 'root mean square of the outputs', value: layer.rms, unit: 'number' },
      ...share('saturated', layer.saturated),
    ],
    depth: depth === null ? null : throughDepth(measureDepth(rule.gain, activation, fanIn, depth)),
    code: code(request, rule.gain),
  };
}

/** Nothing for an activation without two flat ends. */
function share(what: string, value: number | null): MeasuredLine[] {
  return value === null ? [] : [{ what, value, unit: 'share' }];
}

/** Whether a stack needs help beyond its initialization: its ends differ by more than this. */
const TOLERABLE = 10;

function throughDepth(measured: DepthMeasured): DepthMeasured & { readonly says: string } {
  const { firstRms, lastRms, gradientRatio, depth } = measured;
  const isOff = (ratio: number) => !(ratio > 1 / TOLERABLE && ratio < TOLERABLE);
  const [signal, gradient] = [isOff(lastRms / firstRms), isOff(gradientRatio)];
  if (!signal && !gradient) {
    return {
      ...measured,
      says: `Signal and gradient keep their size within a factor of ${TOLERABLE} over ${depth} layers: this initialization is enough to start with.`,
    };
  }
  const what =
    signal && gradient ? 'Signal and gradient change' : signal ? 'The signal changes' : 'The gradient changes';
  return {
    ...measured,
    says: `${what} by more than a factor of ${TOLERABLE} over ${depth} layers: put a batch norm before each activation, or residual connections around layers.`,
  };
}

function output({ layer, fanIn, classes, prior }: Extract<AdviceRequest, { readonly layer: 'output' }>): Advice {
  const equal = Array.from({ length: classes }, () => 1 / classes);
  const shares = prior ?? equal;
  const zeros = shares.map(() => 0);
  // A class that never occurs would get a bias of -Infinity; a millionth keeps it possible.
  const bias = prior === null ? null : prior.map((share) => Math.log(Math.max(share, 1e-6)));
  const quiet = measureOutput(QUIET, fanIn, shares, bias ?? zeros);
  const unitStd = measureOutput(1, fanIn, shares, zeros);
  const entropy = -shares.reduce((sum, share) => sum + (share === 0 ? 0 : share * Math.log(share)), 0);
  return {
    layer,
    activation: null,
    weights: { name: 'small normal', formula: `N(0, ${QUIET}²)`, fanIn, std: QUIET },
    bias: prior === null ? { formula: 'zeros', values: null } : { formula: 'ln(share of each class)', values: bias },
    reasons: [
      'Small logits make every class about equally probable: the first loss is ln(classes), and no step is spent on taking back confidence.',
      ...(prior === null
        ? []
        : [
            'softmax turns ln(shares) back into the shares, so the network begins by guessing as often as each class occurs: the first loss is their entropy, and the steps that would learn the frequencies are saved. For one sigmoid output the bias is ln(p / (1 - p)).',
          ]),
    ],
    source:
      prior === null
        ? 'the lecture (W2 times 0.01, b2 times 0)'
        : 'the lecture for the weights; Lin et al. (2017), "Focal loss", and Karpathy, "A recipe for training neural networks", for the bias',
    measured: [
      { what: 'std of the logits that the weights give', value: quiet.logitsStd, unit: 'number' },
      {
        what: 'first loss',
        value: quiet.loss,
        unit: 'nats',
        beside:
          prior === null
            ? `ln ${classes} = ${Math.log(classes).toFixed(4)}`
            : `entropy ${entropy.toFixed(4)}, ln ${classes} = ${Math.log(classes).toFixed(4)}`,
      },
      { what: 'first loss with weights from N(0, 1) and no bias', value: unitStd.loss, unit: 'nats' },
    ],
    depth: null,
    code: code({ layer, fanIn, classes, prior }, 1),
  };
}
