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
    const deviation = tf.sub(preactivation, mean); // (N, 200)
    const variance = tf.mean(tf.square(deviation), 0, true);
    const scale = tf.div(gain, tf.sqrt(tf.add(variance, eps)));
    const before = tf.add(tf.mul(deviation, scale), bias); // (N, 200)
    const h = tf.tanh(before); // (N, 200)
    const logits = tf.add(tf.matMul(h, W2), b2); // (N, V)
    const chosen = tf.gather(tf.reshape(logits, [count * vocabSize]), targets);
    const largest = tf.max(logits, 1, true);
    const sums = tf.sum(tf.exp(tf.sub(logits, largest)), 1);
    const each = tf.sub(tf.add(tf.reshape(largest, [count]), tf.log(sums)), chosen);
    return { loss: tf.mean(each), before, h };
  }

  /** Every statistic of a layer, over N * F values and per feature. */
  function describe(values) {
    const { size } = values;
    const [count] = values.shape;
    const featureMean = tf.mean(values, 0, true);
    const featureVariance = tf.mean(tf.square(tf.sub(values, featureMean)), 0);
    const mean = tf.mean(featureMean);
    const spread = tf.sum(tf.square(tf.sub(featureMean, mean)));
    const number = (tensor) => tensor.dataSync()[0];
    const magnitude = tf.abs(values);
    const above = (limit) => tf.sum(tf.cast(tf.greater(magnitude, limit), 'float32'), 0).dataSync();
    const share = (counts) => counts.reduce((sum, each) => sum + each, 0) / size;
    const saturated = above(threshold);
    return {
      mean: number(mean),
      std: Math.sqrt((count * (number(tf.sum(featureVariance)) + number(spread))) / (size - 1)),
      min: number(tf.min(values)),
      max: number(tf.max(values)),
      beyond2: share(above(2)),
      beyond3: share(above(3)),
      saturated: share(saturated),
      saturatedUnits: saturated.filter((each) => each === count).length,
      featureMean: [...featureMean.dataSync()],
      featureVariance: [...featureVariance.dataSync()],
    };
  }

  const whole = examples(rows);
  const some = examples(32);
  return {
    about: `TensorFlow.js ${tf.version_core}, wasm, ${wasm.getThreadsCount?.() ?? 1} thread`,
    workloads: {
      full: () =>
        tf.tidy(() => {
          const { loss, before, h } = forward(whole);
          return { loss: loss.dataSync()[0], before: describe(before), output: describe(h) };
        }),
      batch: () => tf.tidy(() => ({ loss: forward(some).loss.dataSync()[0] })),
      sweep: (layers) => {
        let x = deepInput;
        let done = {};
        for (let layer = 0; layer < layers; layer++) {
          const next = tf.tidy(() => tf.tanh(tf.matMul(x, deep[layer % matrices])));
          done = tf.tidy(() => describe(next));
          if (x !== deepInput) x.dispose();
          x = next;
        }
        if (x !== deepInput) x.dispose();
        return { output: done };
      },
    },
  };
});
