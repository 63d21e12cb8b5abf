/** TensorFlow.js on its WebAssembly backend. */
import path from 'node:path';
import { createRequire } from 'node:module';
import { serve } from './serve.js';

async function load() {
  try {
    const tf = await import('@tensorflow/tfjs-core');
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    return { tf, wasm };
  } catch {
    throw new Error('not installed: npm ci --prefix bench');
  }
}

await serve(async (problem) => {
  const { tf, wasm } = await load();
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${path.dirname(entry)}${path.sep}`);
  await tf.setBackend('wasm');
  await tf.ready();
  if (tf.getBackend() !== 'wasm') throw new Error(`expected the wasm backend, got ${tf.getBackend()}`);

  const { rows, blockSize, nEmbd, nHidden, vocabSize, eps, threshold, width, matrices } = problem;
  const C = tf.tensor2d(problem.C, [vocabSize, nEmbd]);
  const W1 = tf.tensor2d(problem.W1, [blockSize * nEmbd, nHidden]);
  const W2 = tf.tensor2d(problem.W2, [nHidden, vocabSize]);
  const b2 = tf.tensor2d(problem.b2, [1, vocabSize]);
  const gain = tf.tensor2d(problem.gain, [1, nHidden]);
  const bias = tf.tensor2d(problem.bias, [1, nHidden]);
  const deep = Array.from({ length: matrices }, (_, m) =>
    tf.tensor2d(problem.deep.subarray(m * width * width, (m + 1) * width * width), [width, width]),
  );
  const deepInput = tf.tensor2d(problem.deepInput, [width, width]);
  const examples = (count) => ({
    X: tf.tensor1d(problem.X.subarray(0, count * blockSize), 'int32'),
    // Where each row's target stands among all logits.
    targets: tf.tensor1d(
      problem.Y.subarray(0, count).map((y, row) => row * vocabSize + y),
      'int32',
    ),
    count,
  });

  function forward({ X, targets, count }) {
    const x = tf.reshape(tf.gather(C, X), [count, blockSize * nEmbd]); // (N, 30)
    const preactivation = tf.matMul(x, W1); // (N, 200)
    const mean = tf.mean(preactivation, 0, true);
    const deviation = tf.sub(preactivation, mean);
    const variance = tf.mean(tf.square(deviation), 0, true);
    const scale = tf.div(gain, tf.sqrt(tf.add(variance, eps)));
    const h = tf.tanh(tf.add(tf.mul(deviation, scale), bias)); // (N, 200)
    const logits = tf.add(tf.matMul(h, W2), b2); // (N, V)
    const chosen = tf.gather(tf.reshape(logits, [count * vocabSize]), targets);
    const largest = tf.max(logits, 1, true);
    const sums = tf.sum(tf.exp(tf.sub(logits, largest)), 1);
    const each = tf.sub(tf.add(tf.reshape(largest, [count]), tf.log(sums)), chosen);
    return { loss: tf.mean(each), h, mean, variance };
  }

  function describe(values) {
    const size = values.size;
    const mean = tf.mean(values);
    const std = tf.sqrt(tf.div(tf.sum(tf.square(tf.sub(values, mean))), size - 1));
    const saturated = tf.cast(tf.greater(tf.abs(values), threshold), 'float32');
    const perUnit = tf.sum(saturated, 0).dataSync();
    const number = (tensor) => tensor.dataSync()[0];
    const share = perUnit.reduce((sum, count) => sum + count, 0) / size;
    const [min, max] = [number(tf.min(values)), number(tf.max(values))];
    return { figures: { mean: number(mean), std: number(std), min, max, saturated: share }, perUnit };
  }

  const whole = examples(rows);
  const some = examples(32);
  return {
    about: `TensorFlow.js ${tf.version_core}, wasm, ${wasm.getThreadsCount?.() ?? 1} thread`,
    workloads: {
      full: () =>
        tf.tidy(() => {
          const { loss, h, mean, variance } = forward(whole);
          const { figures, perUnit } = describe(h);
          return {
            loss: loss.dataSync()[0],
            ...figures,
            saturatedUnits: perUnit.filter((count) => count === rows).length,
            featureMean: mean.dataSync()[0],
            featureVariance: variance.dataSync()[0],
          };
        }),
      batch: () => tf.tidy(() => ({ loss: forward(some).loss.dataSync()[0] })),
      sweep: (layers) => {
        let x = deepInput;
        let done = {};
        for (let layer = 0; layer < layers; layer++) {
          const next = tf.tidy(() => tf.tanh(tf.matMul(x, deep[layer % matrices])));
          done = tf.tidy(() => describe(next).figures);
          if (x !== deepInput) x.dispose();
          x = next;
        }
        if (x !== deepInput) x.dispose();
        return done;
      },
    },
  };
});
