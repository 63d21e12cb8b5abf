/** Which weights are behind a finding, in a sentence from the network's own figures. */
import type { Finding } from '../torch/course-types.js';
import type { NetworkFigures, ParameterFigures } from './figures.js';

/** Weights that are named one by one. */
const NAMED = 3;

/** The size of a weight may differ from its rule's by this many standard errors (of n normal draws: 1 / sqrt(2 n)) by chance. */
const ERRORS = 3.3;

/** The sentence; null where the figures do not tell. @param places the layers that the finding is about */
export function explain(finding: Finding, figures: NetworkFigures, places: readonly string[]): string | null {
  switch (finding) {
    case 'loss-too-high':
      return outputLayer(figures);
    case 'vanishing-signal':
      return offRule(figures, 'small');
    case 'exploding-signal':
    case 'saturated':
      return offRule(figures, 'large') ?? wide(figures, places);
    default:
      return null;
  }
}

function outputLayer({ logitsStd, parameters }: NetworkFigures): string | null {
  const weight = parameters.findLast(({ role, std }) => role === 'output' && std !== null);
  const logits = logitsStd === null ? [] : [`the std of the logits is ${threeDigits(logitsStd)}`];
  const behind =
    weight?.std === undefined || weight.std === null
      ? []
      : [`that of the output layer's weight ${weight.name} is ${threeDigits(weight.std)}`];
  const [first, ...rest] = [...logits, ...behind];
  return first === undefined ? null : sentence([first, ...rest].join(', and '));
}

/** Hidden weights that are too large or too small for their number of inputs. */
function offRule({ parameters }: NetworkFigures, side: 'small' | 'large'): string | null {
  const off = parameters.flatMap((parameter) => {
    const ratio = ratioToRule(parameter);
    const isOff = ratio !== null && (side === 'large' ? ratio > 1 : ratio < 1) && !isByRule(parameter, ratio);
    return isOff
      ? [
          `${parameter.name} has std ${threeDigits(parameter.std ?? NaN)}, ${threeDigits(ratio)} times gain / sqrt(fanIn) = ${threeDigits(parameter.ruleStd ?? NaN)}`,
        ]
      : [];
  });
  if (off.length === 0) return null;
  const more = off.length > NAMED ? `, and ${off.length - NAMED} more like them` : '';
  return sentence(`${off.slice(0, NAMED).join('; ')}${more}`);
}

/** Weights by the rule and saturated all the same: gain 5/3 before tanh is meant for inputs that a tanh has made smaller. */
function wide({ layers, parameters }: NetworkFigures, places: readonly string[]): string | null {
  const stds = layers.filter(({ name }) => places.includes(name)).map(({ preactivationStd }) => preactivationStd);
  const areByRule = parameters.every((parameter) => {
    const ratio = ratioToRule(parameter);
    return ratio === null || isByRule(parameter, ratio);
  });
  const hasRule = parameters.some(({ ruleStd }) => ruleStd !== null);
  if (!areByRule || !hasRule || stds.length === 0) return null;
  return `In this network the weights have std gain / sqrt(fanIn), as they should; with inputs of size 1 that gives pre-activations of std ${stds.map(threeDigits).join(', ')}, which is wide for a tanh.`;
}

function ratioToRule({ std, ruleStd }: ParameterFigures): number | null {
  return std === null || ruleStd === null || ruleStd === 0 ? null : std / ruleStd;
}

function isByRule({ shape }: ParameterFigures, ratio: number): boolean {
  const count = (shape ?? []).reduce((product, size) => product * size, 1);
  return Math.abs(ratio - 1) <= ERRORS / Math.sqrt(2 * count);
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function sentence(text: string): string {
  return `In this network ${text}.`;
}
