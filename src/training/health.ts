/** A network in training as the health rules look at it, and the finding that ends a training. */
import type { HealthFinding } from '../diagnostics/examine.js';
import type { Observation, Role } from '../diagnostics/observation.js';
import { rules } from '../diagnostics/rules.js';
import type { Tensor } from '../torch/tensor.js';
import { activations } from './activations.js';
import type { Config } from './config.js';
import type { ActivationTrace, Network } from './network.js';

/** What the rules say at one step. */
export interface HealthLog {
  readonly step: number;
  readonly findings: readonly HealthFinding[];
}

/** A loss that is not finite: where training ended. */
export interface Divergence extends Pick<HealthFinding, 'finding' | 'cause' | 'remedy' | 'verify'> {
  /** Whose loss it is: a step's batch, or, after the last step, a whole split. */
  readonly of: 'batch' | 'split';
  /** Steps taken before it. */
  readonly step: number;
  /** What was not finite: "NaN", "Infinity". */
  readonly loss: string;
  /** Of that step, or of the last one. */
  readonly learningRate: number;
}

/** A step after its forward pass, and after its backward pass where the loss is finite. */
export interface Step {
  readonly loss: number;
  readonly learningRate: number;
  readonly logits: Tensor;
  readonly targets: Tensor;
  readonly trace: readonly ActivationTrace[];
}

/** A step for the health rules. */
export function observationOf(network: Network, config: Config, step: Step): Observation {
  const { loss, learningRate, logits, targets, trace } = step;
  // Behind a batch norm the size of the weights does not matter.
  const rule = config.batchNorm ? {} : { gain: activations[config.activation].gain };
  return {
    loss,
    learningRate,
    logits,
    targets: targets.data,
    layers: trace.map(({ name, input, output }) => ({
      name,
      preactivation: input,
      activation: output,
      nonlinearity: config.activation,
    })),
    parameters: network.parameters.map(({ name, tensor }) => {
      const role = roleOf(network, name);
      return { name, tensor, role, ...(role === 'hidden' ? rule : {}) };
    }),
  };
}

function roleOf({ parameters, hiddenWeights }: Network, name: string): Role {
  if (name === 'C') return 'embedding';
  if (hiddenWeights.some((each) => each.name === name)) return 'hidden';
  return parameters.findLast((each) => each.name.endsWith('.weight'))?.name === name ? 'output' : 'other';
}

/** The finding for a loss that is NaN or infinite. */
export function divergence(
  of: Divergence['of'],
  { step, loss, learningRate }: { readonly step: number; readonly loss: number; readonly learningRate: number },
): Divergence {
  const rule = rules.find(({ finding }) => finding === 'loss-not-finite');
  if (rule === undefined) throw new Error('divergence: expected a rule for a loss that is not finite, got none');
  const { finding, cause, remedy, verify } = rule;
  return { finding, of, step, loss: String(loss), learningRate, cause, remedy, verify };
}
