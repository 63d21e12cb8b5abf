import type { NetworkConfig } from '../torch/course-types.js';
import type { Generator } from '../torch/generator.js';
import { TensorValue } from '../guest/contract/value.js';
import { everyName, type Initializer, type ParameterName, type StudentParameters } from './initializer.js';
import { filledTensor } from './inputs.js';
import { batchNormShapes } from './network.js';

/** The parameters that an exercise asks for, drawn in the lecture's order: `randn` of each shape, times its standard deviation. */
export function rightStart(
  { exercise, starts }: Initializer,
  config: NetworkConfig,
  generator: Generator,
): StudentParameters {
  const shapes = batchNormShapes(config);
  const tensors = new Map<ParameterName, TensorValue>();
  for (const name of everyName) {
    const start = starts[name];
    if (start?.kind === 'filled') tensors.set(name, filledTensor(shapes[name], start.value));
    if (start?.kind === 'drawn') tensors.set(name, drawn(shapes[name], start.std(shapes[name]), generator));
  }
  const of = (name: ParameterName): TensorValue => {
    const tensor = tensors.get(name);
    if (!tensor) throw new Error(`rightStart: expected ${exercise} to say how ${name} starts`);
    return tensor;
  };
  return {
    C: of('C'),
    W1: of('W1'),
    b1: of('b1'),
    W2: of('W2'),
    b2: of('b2'),
    ...(starts.bnGain ? { bnGain: of('bnGain') } : {}),
    ...(starts.bnBias ? { bnBias: of('bnBias') } : {}),
  };
}

/** Rounded twice, as float32 tensors are: by randn, and by the product with std. */
function drawn(shape: readonly number[], std: number, generator: Generator): TensorValue {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  generator.normalFill(data);
  return new TensorValue(
    shape,
    data.map((value) => value * std),
  );
}
