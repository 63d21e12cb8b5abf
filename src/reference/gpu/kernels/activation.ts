/** The nonlinearities and their slopes, as kernels. */
import { type Activation, NEGATIVE_SLOPE } from '../../activations.js';
import type { Kernel } from '../engine.js';

/**
 * tanh as a fraction of polynomials, which SIMD can compute: Lambert's continued fraction x / (1 + x^2 / (3 + x^2 / (5 + ...)))
 * to its seventh term n / d at x / 2, then tanh(x) = 2 t / (1 + t^2) = 2 n d / (d^2 + n^2) with one division. Within 2.5e-8 of
 * tanh everywhere before rounding to float32; beyond 9, tanh is 1 in float32.
 */
function tanhOf(x: string, t: string): string {
  return `
    const half_${t} = Math.max(-9, Math.min(9, ${x})) * 0.5;
    const s_${t} = half_${t} * half_${t};
    const n_${t} = half_${t} * (135135 + s_${t} * (17325 + s_${t} * (378 + s_${t})));
    const d_${t} = 135135 + s_${t} * (62370 + s_${t} * (3150 + 28 * s_${t}));
    const ${t} = 2 * n_${t} * d_${t} / (d_${t} * d_${t} + n_${t} * n_${t});`;
}

/**
 * P(N(0, 1) < x) through erfc(z) = polynomial(1 / (1 + p z)) exp(-z^2), z = |x| / sqrt 2, within 1.5e-7
 * (Abramowitz and Stegun 7.1.26).
 */
const normalProbability = `
    const z = Math.abs(x) * ${Math.SQRT1_2};
    const u = 1 / (1 + 0.3275911 * z);
    const tail = 0.5 * u * (0.254829592 + u * (-0.284496736 + u * (1.421413741 + u * (-1.453152027 + u * 1.061405429)))) *
      Math.exp(-z * z);
    let probability = tail;
    if (x > 0) probability = 1 - tail;`;

/** Statements that define what they need of `x`, then the value. */
const values: Readonly<Record<Activation, readonly [string, string]>> = {
  linear: ['', 'x'],
  tanh: [tanhOf('x', 't'), 't'],
  relu: ['', 'Math.max(0, x)'],
  leakyRelu: ['', `Math.max(0, x) + ${NEGATIVE_SLOPE} * Math.min(0, x)`],
  sigmoid: ['const e = Math.exp(-Math.abs(x)); let p = 1 / (1 + e); if (x < 0) p = e / (1 + e);', 'p'],
  gelu: [normalProbability, 'x * probability'],
};

/** As `values`, of `x` and its activation `y`. */
const slopes: Readonly<Record<Activation, readonly [string, string]>> = {
  linear: ['', '1'],
  tanh: ['', '1 - y * y'],
  relu: ['let s = 0; if (x > 0) s = 1;', 's'],
  leakyRelu: [`let s = ${NEGATIVE_SLOPE}; if (x > 0) s = 1;`, 's'],
  sigmoid: ['', 'y * (1 - y)'],
  gelu: [normalProbability, `probability + x * ${1 / Math.sqrt(2 * Math.PI)} * Math.exp(-0.5 * x * x)`],
};

/** (x [N, F]) -> activation(x), [N, F]. */
export function activationKernel(activation: Activation, rows: number, cols: number): Kernel {
  const [before, value] = values[activation];
  const source = `function (input) {
    const x = input[this.thread.y][this.thread.x];
    ${before}
    return ${value};
  }`;
  return { source, rows, cols, work: 16 };
}

/** Batch norm and activation in one: (x [N, F], mean, scale, shift [1, F]) -> activation((x - mean) scale + shift), [N, F]. */
export function normalizedActivationKernel(activation: Activation, rows: number, cols: number): Kernel {
  const [before, value] = values[activation];
  const source = `function (input, mean, scale, shift) {
    const x = (input[this.thread.y][this.thread.x] - mean[0][this.thread.x]) * scale[0][this.thread.x] + shift[0][this.thread.x];
    ${before}
    return ${value};
  }`;
  return { source, rows, cols, work: 20 };
}

/** (x [N, F], y = activation(x) [N, F], gradient of y [N, F]) -> gradient of x, [N, F]. */
export function activationGradientKernel(activation: Activation, rows: number, cols: number): Kernel {
  const [before, slope] = slopes[activation];
  const source = `function (inputs, outputs, gradient) {
    const x = inputs[this.thread.y][this.thread.x];
    const y = outputs[this.thread.y][this.thread.x];
    ${before}
    return gradient[this.thread.y][this.thread.x] * (${slope});
  }`;
  return { source, rows, cols, work: 8 };
}
