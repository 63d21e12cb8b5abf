/** The recommendation as code: for `#torch`, where weights are laid out x @ W as in the lecture, and for PyTorch. */
import type { AdviceRequest } from './request.js';
import { gainBefore } from './gains.js';

/** The same start twice. */
export interface Code {
  readonly torch: string;
  readonly pytorch: string;
}

const lines = (...text: string[]): string => text.join('\n');

/** @param gain of the weights, for a layer before an activation */
export function code(request: AdviceRequest, gain: number): Code {
  switch (request.layer) {
    case 'linear': {
      const { fanIn, activation } = request;
      return {
        torch: lines(
          `const W = randn([${fanIn}, fanOut], { generator }).mul(${gainCode(activation, gain)} / Math.sqrt(${fanIn}));`,
          'const b = zeros([fanOut]);',
        ),
        pytorch: lines(
          `layer = nn.Linear(${fanIn}, fan_out)`,
          ...pytorchWeights(activation, gain, fanIn),
          'nn.init.zeros_(layer.bias)',
        ),
      };
    }
    case 'conv': {
      const { fanIn, shape, activation } = request;
      const channels = shape === null ? 'channelsIn' : String(shape.channels);
      const kernel = shape === null ? 'k, k' : shape.kernel.join(', ');
      return {
        torch: lines(
          `const W = randn([channelsOut, ${channels}, ${kernel}], { generator }).mul(${gainCode(activation, gain)} / Math.sqrt(${fanIn}));`,
          'const b = zeros([channelsOut]);',
        ),
        pytorch: lines(
          `layer = nn.Conv${shape === null ? 2 : shape.kernel.length}d(${shape === null ? 'channels_in' : channels}, channels_out, (${kernel}))`,
          ...pytorchWeights(activation, gain, fanIn),
          'nn.init.zeros_(layer.bias)',
        ),
      };
    }
    case 'embedding':
      return {
        torch: 'const C = randn([vocabSize, nEmbd], { generator });',
        pytorch: 'embedding = nn.Embedding(vocab_size, n_embd)  # draws from N(0, 1) by itself',
      };
    case 'output': {
      const { fanIn, classes, prior } = request;
      const sizes = `${fanIn}, ${classes}`;
      return {
        torch: lines(
          `const W = randn([${sizes}], { generator }).mul(0.01);`,
          prior === null
            ? `const b = zeros([${classes}]);`
            : 'const b = tensor(shares.map((share) => Math.log(Math.max(share, 1e-6))));',
        ),
        pytorch: lines(
          `layer = nn.Linear(${sizes})`,
          'nn.init.normal_(layer.weight, std=0.01)',
          prior === null
            ? 'nn.init.zeros_(layer.bias)'
            : 'with torch.no_grad(): layer.bias.copy_(torch.tensor(shares).clamp(min=1e-6).log())',
        ),
      };
    }
    case 'batch-norm':
      return {
        torch: lines('const gamma = ones([1, features]);', 'const beta = zeros([1, features]);'),
        pytorch: lines(
          'layers = [nn.Linear(fan_in, features, bias=False), nn.BatchNorm1d(features)]  # starts at 1 and 0 by itself',
        ),
      };
    case 'lstm-forget':
      return {
        torch: lines(
          'const b = zeros([4 * hidden]); // gates in the order of PyTorch: input, forget, cell, output',
          'b.data.fill(1, hidden, 2 * hidden);',
        ),
        pytorch: lines(
          'lstm = nn.LSTM(inputs, hidden)',
          'nn.init.zeros_(lstm.bias_hh_l0)  # two biases are added up: one is enough',
          'nn.init.zeros_(lstm.bias_ih_l0)',
          'with torch.no_grad(): lstm.bias_ih_l0[hidden : 2 * hidden].fill_(1)',
        ),
      };
  }
}

type ActivationName = Extract<AdviceRequest, { readonly layer: 'linear' }>['activation'];

/** An expression, in brackets where it needs them. */
function gainCode(activation: ActivationName, gain: number): string {
  switch (activation) {
    case 'tanh':
      return '5 / 3';
    case 'relu':
      return 'Math.SQRT2';
    case 'linear':
    case 'sigmoid':
    case 'selu':
      return '1';
    case 'leakyRelu':
    case 'gelu':
    case 'elu':
    case 'silu':
      return String(Number(gain.toPrecision(6)));
  }
}

function pytorchWeights(activation: ActivationName, gain: number, fanIn: number): string[] {
  const { pytorch } = gainBefore(activation);
  if (pytorch === null) {
    return [`nn.init.normal_(layer.weight, std=${Number(gain.toPrecision(6))} / math.sqrt(${fanIn}))`];
  }
  const slope = pytorch === 'leaky_relu' ? 'a=0.01, ' : '';
  return [`nn.init.kaiming_normal_(layer.weight, ${slope}nonlinearity='${pytorch}')`];
}
