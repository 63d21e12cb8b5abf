import { describe, TensorError } from './errors.js';
import { defaultGenerator, Generator } from './generator.js';

/** Where random values come from. */
export interface DrawOptions {
  /** The stream to draw from; without one the global generator, which `manualSeed` seeds. */
  readonly generator?: Generator;
}

/**
 * The generator to draw from. Types are gone when a student's file runs, and a generator in the wrong place would silently
 * mean the global one: so this looks.
 * @throws TensorError when the options or their generator are something else
 */
export function generatorOf(operation: string, options: DrawOptions): Generator {
  const given: unknown = options;
  if (given instanceof Generator || typeof given !== 'object' || given === null) {
    throw new TensorError(
      `${operation}: expected options such as { generator }, got ${describe(given)}; put it in braces`,
    );
  }
  const generator: unknown = options.generator ?? defaultGenerator;
  if (!(generator instanceof Generator)) {
    throw new TensorError(
      `${operation}: expected a Generator as options.generator, got ${describe(generator)}; pass new Generator(seed)`,
    );
  }
  return generator;
}
