/*
 * A network that starts well, whole: from names to five checks, before the first training step.
 *
 *     npx stepzero example                  runs it
 *     npx stepzero example --stage naive    the same network, drawn as one would at first
 *     npx stepzero example --code           prints this file
 */
import { F, Generator, noGrad, ones, randn, zeros, type Tensor } from '#torch';

// ---- Names to examples: three characters of context predict the next one.

const blockSize = 3;

function buildDataset(words: readonly string[]): { X: number[][]; Y: number[]; vocabSize: number } {
  const letters = ['.', ...[...new Set(words.join(''))].sort()];
  const indexOf = new Map(letters.map((letter, index) => [letter, index]));
  const X: number[][] = [];
  const Y: number[] = [];
  for (const word of words) {
    let context = new Array<number>(blockSize).fill(0);
    for (const letter of `${word}.`) {
      const index = indexOf.get(letter) ?? 0;
      X.push(context);
      Y.push(index);
      context = [...context.slice(1), index];
    }
  }
  return { X, Y, vocabSize: letters.length };
}

// ---- The parameters. What differs from stage to stage is how large they are drawn.

const nEmbd = 10;
const nHidden = 200;
const fanIn = blockSize * nEmbd;
const kaiming = 5 / 3 / Math.sqrt(fanIn); // tanh's gain over the square root of the number of inputs

/** How each stage draws: factors of N(0, 1), and whether a batch norm stands before the tanh. */
export const stages = {
  naive: { W1: 1, b1: 1, W2: 1, b2: 1, batchNorm: false },
  'fixed-output': { W1: 1, b1: 1, W2: 0.01, b2: 0, batchNorm: false },
  'ad-hoc': { W1: 0.2, b1: 0.01, W2: 0.01, b2: 0, batchNorm: false },
  kaiming: { W1: kaiming, b1: 0, W2: 0.01, b2: 0, batchNorm: false },
  'batch-norm': { W1: kaiming, b1: 0, W2: 0.01, b2: 0, batchNorm: true },
};

/** All that is trained. */
export interface Network {
  C: Tensor; // (V, E)
  W1: Tensor; // (B * E, H)
  b1: Tensor; // (H)
  bnGain: Tensor; // (1, H)
  bnBias: Tensor; // (1, H)
  W2: Tensor; // (H, V)
  b2: Tensor; // (V)
}

function initialize(stage: keyof typeof stages, vocabSize: number, generator: Generator): Network {
  const scale = stages[stage];
  const draw = (shape: number[], factor: number) =>
    factor === 0 ? zeros(shape) : randn(shape, { generator }).mul(factor);
  const network = {
    C: draw([vocabSize, nEmbd], 1),
    W1: draw([fanIn, nHidden], scale.W1),
    b1: draw([nHidden], scale.b1),
    bnGain: ones([1, nHidden]),
    bnBias: zeros([1, nHidden]),
    W2: draw([nHidden, vocabSize], scale.W2),
    b2: draw([vocabSize], scale.b2),
  };
  for (const parameter of Object.values(network)) parameter.requiresGrad = true;
  return network;
}

// ---- The forward pass.

function forwardOf(p: Network, X: readonly number[][], withBatchNorm: boolean) {
  const embedded = p.C.index(X).view([X.length, -1]); // (N, B * E)
  const linear = embedded.matmul(p.W1).add(p.b1); // (N, B * E) @ (B * E, H) -> (N, H)
  const hPreact = withBatchNorm ? batchNorm(linear, p.bnGain, p.bnBias) : linear;
  const h = hPreact.tanh();
  return { hPreact, h, logits: h.matmul(p.W2).add(p.b2) }; // (N, H) @ (H, V) -> (N, V)
}

function batchNorm(x: Tensor, gain: Tensor, bias: Tensor): Tensor {
  const centered = x.sub(x.mean(0, { keepdim: true }));
  const variance = x.var(0, { keepdim: true, correction: 0 });
  return centered.div(variance.add(1e-5).sqrt()).mul(gain).add(bias);
}

// ---- Five checks, each before any training.

/** What is healthy at the start. */
export const limits = { loss: 0.5, mean: 0.2, leastStd: 0.5, mostStd: 2, saturated: 0.1 };

/** What came out beside what should. */
export interface Check {
  name: string;
  measured: string;
  expected: string;
  isRight: boolean;
}

/** A std of n normal draws is off by 1 / sqrt(2 n) of itself; by more than 3.3 times that once in a thousand draws. */
const chance = (n: number) => 3.3 / Math.sqrt(2 * n);

/** Draws a network and looks at it on 256 examples. */
export function verify(words: readonly string[], stage: keyof typeof stages, seed: number) {
  const { X, Y, vocabSize } = buildDataset(words);
  const generator = new Generator(seed);
  const network = initialize(stage, vocabSize, generator);
  const rows = Array.from({ length: 256 }, () => generator.randint(0, X.length));
  const batch = { X: rows.map((row) => X[row] ?? []), Y: rows.map((row) => Y[row] ?? 0) };
  return noGrad(() => {
    const { hPreact, h, logits } = forwardOf(network, batch.X, stages[stage].batchNorm);
    const loss = F.crossEntropy(logits, batch.Y).item();
    return {
      parameters: count(network, stages[stage].batchNorm),
      rows: rows.length,
      checks: [
        checkLoss(loss, vocabSize),
        checkPreactivations(hPreact),
        checkSaturation(h),
        checkParameters(network),
        checkLogits(logits, h),
      ],
    };
  });
}

/** 1. Nothing is known yet, so every character should be about equally likely: -ln(1 / V) = ln V. */
function checkLoss(loss: number, vocabSize: number): Check {
  const expected = Math.log(vocabSize);
  return {
    name: 'initial loss',
    measured: loss.toFixed(4),
    expected: `ln ${vocabSize} = ${expected.toFixed(4)}, within ${limits.loss}`,
    isRight: Math.abs(loss - expected) <= limits.loss,
  };
}

/** 2. What goes into the tanh: centered, and neither vanishing nor far out. */
function checkPreactivations(hPreact: Tensor): Check {
  const [mean, std] = [hPreact.mean().item(), hPreact.std().item()];
  return {
    name: 'pre-activations',
    measured: `mean ${mean.toFixed(3).replace(/^-(0\.0+)$/, '$1')}, std ${std.toFixed(3)}`,
    expected: `mean within ${limits.mean} of 0, std ${limits.leastStd} to ${limits.mostStd}`,
    isRight: Math.abs(mean) <= limits.mean && std >= limits.leastStd && std <= limits.mostStd,
  };
}

/** 3. Where |tanh| > 0.97 hardly any gradient passes: 1 - 0.97^2 = 6 %. */
function checkSaturation(h: Tensor): Check {
  const saturated = h.abs().gt(0.97).mean().item();
  return {
    name: 'saturation',
    measured: `${(100 * saturated).toFixed(1)} %`,
    expected: `at most ${100 * limits.saturated} %`,
    isRight: saturated <= limits.saturated,
  };
}

/** 4. The weights are as large as they were meant to be, up to the chance of their draws. */
function checkParameters({ W1, b1, W2, b2 }: Network): Check {
  const isNear = (x: Tensor, std: number) => Math.abs(x.std().item() / std - 1) <= chance(x.numel());
  const isZero = (x: Tensor) => x.abs().max().item() === 0;
  return {
    name: 'parameters',
    measured: `std W1 ${W1.std().item().toFixed(4)}, W2 ${W2.std().item().toFixed(4)}`,
    expected: `${kaiming.toFixed(4)} = gain / sqrt(${fanIn}), 0.0100; b1 = b2 = 0`,
    isRight: isNear(W1, kaiming) && isNear(W2, 0.01) && isZero(b1) && isZero(b2),
  };
}

/**
 * 5. Small logits: 0.01 times the length of h, on average. Each of the V columns of W2 is one independent draw of a row's
 * logits, so V of them tell the std at the least.
 */
function checkLogits(logits: Tensor, h: Tensor): Check {
  const std = logits.std().item();
  const predicted = 0.01 * Math.sqrt(h.pow(2).sum(1).mean().item());
  const vocabSize = logits.shape[1] ?? 0;
  return {
    name: 'logits',
    measured: `std ${std.toFixed(4)}`,
    expected: `${predicted.toFixed(4)} = 0.01 |h|, within ${(100 * chance(vocabSize)).toFixed(0)} %`,
    isRight: Math.abs(std / predicted - 1) <= chance(vocabSize),
  };
}

function count(network: Network, withBatchNorm: boolean): number {
  const named: Record<string, Tensor> = { ...network };
  const trained = Object.entries(named).filter(([name]) => withBatchNorm || !name.startsWith('bn'));
  return trained.reduce((total, [, parameter]) => total + parameter.numel(), 0);
}

// ---- For `npx stepzero diagnose --model` on this file.

export const parameters = ({ vocabSize }: { vocabSize: number }, generator: Generator): Network =>
  initialize('batch-norm', vocabSize, generator);

export const forward = (p: Network, X: number[][]) => forwardOf(p, X, true);
