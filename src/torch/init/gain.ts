/** What follows a layer, by PyTorch's names. */
export type Nonlinearity =
  'linear' | 'conv1d' | 'conv2d' | 'conv3d' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu' | 'selu';

/**
 * The factor by which weights are scaled up to make good for what the nonlinearity takes from a signal, as
 * `torch.nn.init.calculate_gain`: 1 for linear, convolution and sigmoid, 5/3 for tanh, sqrt(2) for relu,
 * sqrt(2 / (1 + slope^2)) for leaky_relu, 3/4 for selu.
 * @param nonlinearity one of PyTorch's names
 * @param param the negative slope of leaky_relu, 0.01 by default; ignored for the others
 * @throws RangeError for another name
 */
export function calculateGain(nonlinearity: Nonlinearity, param = 0.01): number {
  switch (nonlinearity) {
    case 'linear':
    case 'conv1d':
    case 'conv2d':
    case 'conv3d':
    case 'sigmoid':
      return 1;
    case 'tanh':
      return 5 / 3;
    case 'relu':
      return Math.sqrt(2);
    case 'leaky_relu':
      return Math.sqrt(2 / (1 + param ** 2));
    case 'selu':
      return 3 / 4;
    default:
      return unknownNonlinearity(nonlinearity);
  }
}

function unknownNonlinearity(name: never): never {
  throw new RangeError(
    `calculateGain: expected linear, conv1d, conv2d, conv3d, sigmoid, tanh, relu, leaky_relu or selu, got ${JSON.stringify(name)}; other nonlinearities have no gain of their own`,
  );
}
