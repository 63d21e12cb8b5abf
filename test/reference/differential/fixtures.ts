/** The networks that PyTorch answered (tools/oracle/networks.py), with its answers in float64 and in float32. */
import { z } from 'zod';
import { fromTensor, type TensorLike } from '../../../src/reference/matrix.js';
import { activationNames, type Example } from './configuration.js';
import type { Outcome } from './outcome.js';

const tensor = z.object({ shape: z.array(z.number()), data: z.array(z.number()) });
const answers = z.object({
  loss: z.number(),
  embedding: z.array(z.number()),
  layers: z.array(
    z.object({
      preactivation: z.array(z.number()),
      output: z.array(z.number()),
      outputGradient: z.array(z.number()),
      weight: z.array(z.number()),
      bias: z.array(z.number()).nullable(),
      bnGain: z.array(z.number()).nullable(),
      bnBias: z.array(z.number()).nullable(),
    }),
  ),
});
const correction = z.union([z.literal(0), z.literal(1)]);
const file = z.object({
  torch_version: z.string(),
  cases: z.array(
    z.object({
      name: z.string(),
      C: tensor,
      X: z.array(z.array(z.number())),
      Y: z.array(z.number()),
      layers: z.array(
        z.object({
          weight: tensor,
          bias: tensor.nullable(),
          batchNorm: z.object({ gain: tensor, bias: tensor, eps: z.number(), correction }).nullable(),
          activation: z.enum(activationNames),
        }),
      ),
      float64: answers,
      float32: answers,
    }),
  ),
});

/** One network with PyTorch's answers. */
export interface Fixture {
  readonly name: string;
  readonly example: Example;
  readonly float64: Outcome;
  readonly float32: Outcome;
}

/** Reads the file that the oracle wrote. */
export function readFixtures(json: string): { readonly torchVersion: string; readonly fixtures: readonly Fixture[] } {
  const { torch_version, cases } = file.parse(JSON.parse(json));
  return {
    torchVersion: torch_version,
    fixtures: cases.map(({ name, C, X, Y, layers, float64, float32 }) => ({
      name,
      example: {
        network: {
          embedding: matrix(C),
          layers: layers.map(({ weight, bias, batchNorm, activation }) => ({
            weight: matrix(weight),
            bias: bias && matrix(bias),
            batchNorm: batchNorm && { ...batchNorm, gain: matrix(batchNorm.gain), bias: matrix(batchNorm.bias) },
            activation,
          })),
        },
        X,
        Y,
      },
      float64: outcomeOf(float64),
      float32: outcomeOf(float32),
    })),
  };
}

/** Nine digits name one float32: rounding gives it back. */
function matrix({ shape, data }: TensorLike) {
  return fromTensor({ shape, data: Float32Array.from(data) });
}

function outcomeOf({ loss, embedding, layers }: z.infer<typeof answers>): Outcome {
  const outcome = new Map<string, readonly number[]>([
    ['loss', [loss]],
    ['embedding gradient', embedding],
  ]);
  layers.forEach(({ preactivation, output, outputGradient, weight, bias, bnGain, bnBias }, index) => {
    outcome.set(`layer ${index}: preactivation`, preactivation);
    outcome.set(`layer ${index}: output`, output);
    outcome.set(`layer ${index}: output gradient`, outputGradient);
    const gradients = { weight, bias, bnGain, bnBias };
    for (const [name, values] of Object.entries(gradients)) {
      if (values) outcome.set(`layer ${index}: ${name} gradient`, values);
    }
  });
  return outcome;
}
