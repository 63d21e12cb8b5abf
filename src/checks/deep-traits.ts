/** What shows of a deep network whatever its design: how it is built and drawn, how it starts, and how it is trained. */
import { WrongAnswer } from '../grading/answers.js';
import type { CheckContext } from '../grading/check.js';
import type { Traits } from '../grading/traits.js';
import { SubjectFault } from '../guest/contract/fault.js';
import type { Subject } from '../guest/contract/subject.js';
import type { GeneratorSeed, Handle } from '../guest/contract/value.js';
import { ALIKE } from '../grading/diagnosis/alike.js';
import { beginAlike } from '../grading/diagnosis/draws.js';
import { build, drawBatch, initialLossOf, type Plan, plan } from './deep-network.js';
import { isDrawn, layerWithoutOut } from './deep-structure.js';
import { askDrawings, type Drawing, judgeSeeded } from './judge-seeded.js';
import { type Role, rolesOf } from './layer-roles.js';
import { sgdTraits } from './sgd-traits.js';
import { type ForwardPass, type NetworkParameter, readParametersOf, runLayers } from './student-layers.js';
import { unlistedParameter } from './unlisted-parameters.js';

/** The traits of buildDeepNetwork and trainStep. What the student's code has no answer for is left out. */
export async function deepTraits(subject: Subject, context: CheckContext): Promise<Traits> {
  const [deep, shallow] = [plan(context), plan(context, 3, 24)];
  let traits = await answered(startTraits(subject, context, deep));
  // What does not depend on the depth is asked of three layers: they answer in a third of the time.
  for (const part of [layerTraits, keepingTraits, drawingTraits, sgdTraits]) {
    traits = { ...traits, ...(await answered(part(subject, context, shallow))) };
  }
  // A relu lets more through than a tanh: the same output layer is louder behind it.
  return traits['activation']?.includes('relu') ? { ...traits, 'output layer': undefined } : traits;
}

async function answered(traits: Promise<Traits>): Promise<Traits> {
  try {
    return await traits;
  } catch (error) {
    if (error instanceof SubjectFault || error instanceof WrongAnswer) return {};
    throw error;
  }
}

/** Order and kind of the layers, and the size of the hidden weights. */
async function layerTraits(subject: Subject, context: CheckContext, made: Plan): Promise<Traits> {
  const built = await build(subject, context, made);
  const pass = await runLayers(subject, built.network, built.C, drawBatch(context, 48).X);
  const parameters = await readParametersOf(subject, built.network, built.C);
  const roles = await rolesOf(subject, built.network, pass, context.generator);
  if (roles.includes('other') || !roles.some(isActivation)) return {};
  const activations = roles.filter(isActivation);
  const more = activations.length - made.hiddenLayers;
  const lastHidden = roles.findLastIndex(isActivation);
  const lastLinear = roles.lastIndexOf('linear');
  return {
    'hidden activations': more === 0 ? 'as many as asked for' : `${Math.abs(more)} too ${more < 0 ? 'few' : 'many'}`,
    activation: [...new Set(activations)].sort().join(' and '),
    'batch norm': placeOfNorms(roles.slice(0, lastLinear + 1)),
    'behind the output layer': roles.slice(lastLinear + 1).join(', ') || 'nothing',
    'hidden weights': sizeOfWeights(parameters, roles, pass, Math.min(lastHidden, lastLinear)),
  };
}

function isActivation(role: Role): boolean {
  return role === 'tanh' || role === 'relu';
}

/** Where the norms of the hidden layers stand, seen from the activations. */
function placeOfNorms(roles: readonly Role[]): string {
  const places = roles.flatMap((role, index) => (isActivation(role) ? [index] : []));
  const before = places.filter((place) => roles[place - 1] === 'norm').length;
  const behind = places.filter((place) => roles[place + 1] === 'norm').length;
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const all = roles.slice(0, last + 1).filter((role) => role === 'norm').length;
  if (all === 0 && behind === 0) return 'none';
  if (before === places.length) return 'before every activation';
  if (before === 0 && behind > 0) return 'behind the activations';
  return all === 1 && roles[first - 1] === 'norm' ? 'before the first activation alone' : 'before some activations';
}

/** Of std * sqrt(fanIn), which is the gain that a weight was drawn with: beyond these it is plainly small or large. */
const SMALL = 0.75;
const LARGE = 2.5;

/** The gain of the hidden weights, all together; undefined where a hidden linear layer has no weight of two dimensions. */
function sizeOfWeights(
  parameters: readonly NetworkParameter[],
  roles: readonly Role[],
  { layers }: ForwardPass,
  end: number,
): string | undefined {
  const weights = parameters.filter(
    ({ layer, tensor }) =>
      roles[layer] === 'linear' && layer < end && tensor.shape.length === 2 && !tensor.shape.includes(1),
  );
  if (weights.length === 0) return undefined;
  // -0 is 0 here.
  if (weights.some(({ tensor: { data } }) => data.every((value) => value === data[0]))) return 'a constant';
  const squares = weights.map(({ layer, tensor }) => {
    const fanIn = layers[layer]?.input.shape[1] ?? NaN;
    return (fanIn * tensor.data.reduce((sum, value) => sum + value * value, 0)) / tensor.data.length;
  });
  const [least, most] = [Math.min(...squares), Math.max(...squares)].map(Math.sqrt);
  if (least === undefined || most === undefined) return undefined;
  const count = weights.reduce((sum, { tensor }) => sum + tensor.data.length, 0);
  const gain = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  const is = (rule: number) => Math.abs(Math.log(gain / rule)) <= ALIKE / Math.sqrt(2 * count);
  if (is(1)) return '1 / sqrt(fanIn)';
  if (is(5 / 3)) return 'gain / sqrt(fanIn)';
  if (is(25 / 9)) return 'gain^2 / sqrt(fanIn)';
  if (least > LARGE) return 'large';
  if (most < SMALL) return 'small';
  return 'of another size';
}

/** Whether the network starts out unsure, as it should. */
async function startTraits(subject: Subject, context: CheckContext, made: Plan): Promise<Traits> {
  const { loss, expected, margin } = await initialLossOf(subject, context, made);
  return { 'output layer': loss <= expected + margin ? 'quiet' : 'loud' };
}

/** What the layers keep and list. */
async function keepingTraits(subject: Subject, context: CheckContext, made: Plan): Promise<Traits> {
  const built = await build(subject, context, made);
  await runLayers(subject, built.network, built.C, drawBatch(context, 16).X);
  const silent = await layerWithoutOut(subject, built);
  const unlisted = await unlistedParameter(subject, await build(subject, context, made), drawBatch(context, 16));
  return {
    out: silent === undefined ? 'kept by every layer' : 'not kept by some',
    'parameters()': unlisted === undefined ? 'complete' : 'incomplete',
  };
}

/** Where the draws come from, and whether layers repeat them. */
async function drawingTraits(subject: Subject, context: CheckContext, made: Plan): Promise<Traits> {
  const draw = async (generator: GeneratorSeed | Handle): Promise<Drawing> => {
    const { network, C } = await build(subject, context, made, generator);
    return (await readParametersOf(subject, network, C)).filter(isDrawn);
  };
  const drawings = await askDrawings(subject, made.seed, draw);
  const tensors = drawings.first.map(({ tensor }) => tensor);
  if (tensors.length === 0) return {};
  const judged = judgeSeeded(drawings, '');
  const areAlike = tensors.some((tensor, index) => tensors.slice(0, index).some((each) => beginAlike(each, tensor)));
  return {
    'the draws': judged.status === 'pass' ? 'from the generator' : String(judged.measured),
    'the layers': areAlike ? 'begin with the same draws' : 'have draws of their own',
  };
}
