import { init } from '#torch';

export function gain(
  nonlinearity: 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu',
  negativeSlope: number = 0.01,
): number {
  return init.calculateGain(nonlinearity, negativeSlope);
}

export function kaimingStd(fanIn: number, gain: number): number {
  if (fanIn > 0) return Math.sqrt((gain * gain) / fanIn);
  throw new TypeError('kaimingStd: fanIn has to be greater than 0 but was ' + String(fanIn));
}
