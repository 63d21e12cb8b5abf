/** The network in plain JavaScript on typed arrays, at the storage it is given: Float32Array as a peer, Float64Array as the truth. */

/**
 * out = a @ b, in blocks of 4 by 4 whose sums stay in registers.
 *
 * @param a - [rows, inner], rows a multiple of 4
 * @param b - [inner, cols], cols a multiple of 4
 */
export function multiply(a, b, out, rows, inner, cols) {
  const panel = new b.constructor(4 * inner); // four columns of b in a row: the inner loop walks it in order
  for (let j = 0; j < cols; j += 4) {
    for (let k = 0; k < inner; k++) for (let c = 0; c < 4; c++) panel[4 * k + c] = b[k * cols + j + c];
    for (let i = 0; i < rows; i += 4) {
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      let s20 = 0;
      let s21 = 0;
      let s22 = 0;
      let s23 = 0;
      let s30 = 0;
      let s31 = 0;
      let s32 = 0;
      let s33 = 0;
      for (let k = 0; k < inner; k++) {
        const at = 4 * k;
        const b0 = panel[at + 0];
        const b1 = panel[at + 1];
        const b2 = panel[at + 2];
        const b3 = panel[at + 3];
        const a0 = a[(i + 0) * inner + k];
        s00 += a0 * b0;
        s01 += a0 * b1;
        s02 += a0 * b2;
        s03 += a0 * b3;
        const a1 = a[(i + 1) * inner + k];
        s10 += a1 * b0;
        s11 += a1 * b1;
        s12 += a1 * b2;
        s13 += a1 * b3;
        const a2 = a[(i + 2) * inner + k];
        s20 += a2 * b0;
        s21 += a2 * b1;
        s22 += a2 * b2;
        s23 += a2 * b3;
        const a3 = a[(i + 3) * inner + k];
        s30 += a3 * b0;
        s31 += a3 * b1;
        s32 += a3 * b2;
        s33 += a3 * b3;
      }
      const to0 = (i + 0) * cols + j;
      out[to0 + 0] = s00;
      out[to0 + 1] = s01;
      out[to0 + 2] = s02;
      out[to0 + 3] = s03;
      const to1 = (i + 1) * cols + j;
      out[to1 + 0] = s10;
      out[to1 + 1] = s11;
      out[to1 + 2] = s12;
      out[to1 + 3] = s13;
      const to2 = (i + 2) * cols + j;
      out[to2 + 0] = s20;
      out[to2 + 1] = s21;
      out[to2 + 2] = s22;
      out[to2 + 3] = s23;
      const to3 = (i + 3) * cols + j;
      out[to3 + 0] = s30;
      out[to3 + 1] = s31;
      out[to3 + 2] = s32;
      out[to3 + 3] = s33;
    }
  }
}

const upTo4 = (count) => Math.ceil(count / 4) * 4;

/** Every statistic of a layer, over N * F values and per feature: one pass, sums in float64. */
export class Figures {
  constructor(cols, threshold) {
    Object.assign(this, { cols, threshold, rows: 0, beyond2: 0, beyond3: 0, low: Infinity, high: -Infinity });
    this.saturated = new Int32Array(cols);
    this.sums = new Float64Array(cols);
    this.squares = new Float64Array(cols);
  }

  add(values, length) {
    let { beyond2, beyond3, low, high } = this;
    const { cols, threshold, saturated, sums, squares } = this;
    for (let index = 0, col = 0; index < length; index++) {
      const value = values[index];
      sums[col] += value;
      squares[col] += value * value;
      if (value < low) low = value;
      if (value > high) high = value;
      const size = Math.abs(value);
      if (size > threshold) {
        saturated[col]++;
        if (size > 2) beyond2++;
        if (size > 3) beyond3++;
      }
      if (++col === cols) col = 0;
    }
    Object.assign(this, { beyond2, beyond3, low, high, rows: this.rows + length / cols });
  }

  done() {
    const { sums, squares, rows, cols, low, high, beyond2, beyond3, saturated } = this;
    const count = rows * cols;
    const add = (values) => values.reduce((sum, each) => sum + each, 0);
    const mean = add(sums) / count;
    const featureMean = Array.from(sums, (sum) => sum / rows);
    return {
      mean,
      std: Math.sqrt((add(squares) - count * mean * mean) / (count - 1)),
      min: low,
      max: high,
      beyond2: beyond2 / count,
      beyond3: beyond3 / count,
      saturated: add(saturated) / count,
      saturatedUnits: saturated.filter((each) => each === rows).length,
      featureMean,
      featureVariance: featureMean.map((each, col) => squares[col] / rows - each * each),
    };
  }
}

/** The lecture's network with batch norm over `rows` examples, prepared once; each call runs it. */
export function plainNetwork(Storage, problem, rows) {
  const { X, Y, C, W1, b2, gain, bias, eps, blockSize, nEmbd, nHidden, vocabSize, threshold } = problem;
  const fanIn = blockSize * nEmbd;
  const wide = upTo4(vocabSize);
  const W2 = new Storage(nHidden * wide);
  for (let row = 0; row < nHidden; row++) {
    W2.set(problem.W2.subarray(row * vocabSize, (row + 1) * vocabSize), row * wide);
  }
  const block = Math.min(1024, upTo4(rows));
  const embedded = new Storage(block * fanIn);
  const logits = new Storage(block * wide);
  const preactivation = new Storage(upTo4(rows) * nHidden);
  const before = new Storage(block * nHidden);
  const h = new Storage(block * nHidden);
  const W1s = Storage.from(W1);

  return function run(withFigures) {
    const mean = new Float64Array(nHidden);
    for (let from = 0; from < rows; from += block) {
      const count = Math.min(block, rows - from);
      for (let row = 0; row < count; row++) {
        for (let place = 0; place < blockSize; place++) {
          const at = X[(from + row) * blockSize + place] * nEmbd;
          for (let e = 0; e < nEmbd; e++) embedded[row * fanIn + place * nEmbd + e] = C[at + e];
        }
      }
      const part = preactivation.subarray(from * nHidden, (from + upTo4(count)) * nHidden);
      multiply(embedded, W1s, part, upTo4(count), fanIn, nHidden);
      for (let row = 0; row < count; row++) for (let f = 0; f < nHidden; f++) mean[f] += part[row * nHidden + f];
    }
    for (let f = 0; f < nHidden; f++) mean[f] /= rows;
    const variance = new Float64Array(nHidden);
    for (let row = 0; row < rows; row++) {
      for (let f = 0; f < nHidden; f++) {
        const deviation = preactivation[row * nHidden + f] - mean[f];
        variance[f] += deviation * deviation;
      }
    }
    for (let f = 0; f < nHidden; f++) variance[f] /= rows;
    const scale = Float64Array.from(variance, (value, f) => gain[f] / Math.sqrt(value + eps));
    const ofBefore = new Figures(nHidden, threshold);
    const ofOutput = new Figures(nHidden, threshold);
    let loss = 0;
    for (let from = 0; from < rows; from += block) {
      const count = Math.min(block, rows - from);
      for (let row = 0; row < count; row++) {
        for (let f = 0; f < nHidden; f++) {
          const value = preactivation[(from + row) * nHidden + f];
          before[row * nHidden + f] = (value - mean[f]) * scale[f] + bias[f];
          h[row * nHidden + f] = Math.tanh(before[row * nHidden + f]);
        }
      }
      if (withFigures) {
        ofBefore.add(before, count * nHidden);
        ofOutput.add(h, count * nHidden);
      }
      multiply(h, W2, logits, upTo4(count), nHidden, wide);
      for (let row = 0; row < count; row++) {
        let largest = -Infinity;
        for (let v = 0; v < vocabSize; v++) largest = Math.max(largest, (logits[row * wide + v] += b2[v]));
        let sum = 0;
        for (let v = 0; v < vocabSize; v++) sum += Math.exp(logits[row * wide + v] - largest);
        loss += largest + Math.log(sum) - logits[row * wide + Y[from + row]];
      }
    }
    if (!withFigures) return { loss: loss / rows };
    return { loss: loss / rows, before: ofBefore.done(), output: ofOutput.done() };
  };
}

/** `layers` layers of tanh(x @ W), with the statistics of each; those of the last are given. */
export function plainSweep(Storage, { width, matrices, deep, deepInput, threshold }, layers) {
  const weights = Array.from({ length: matrices }, (_, m) =>
    Storage.from(deep.subarray(m * width * width, (m + 1) * width * width)),
  );
  let x = Storage.from(deepInput);
  let out = new Storage(width * width);
  let done = {};
  for (let layer = 0; layer < layers; layer++) {
    multiply(x, weights[layer % matrices], out, width, width, width);
    for (let index = 0; index < out.length; index++) out[index] = Math.tanh(out[index]);
    const figures = new Figures(width, threshold);
    figures.add(out, out.length);
    done = figures.done();
    [x, out] = [out, x];
  }
  return { output: done };
}
