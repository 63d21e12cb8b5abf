/** Whether random parameters come from the generator that was passed in, told from several drawings of the same network. */
import { isConstant } from '../grading/diagnosis/alike.js';
import { format } from '../grading/format.js';
import { placeOf } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { GeneratorSeed, type Handle, type TensorValue } from '../guest/contract/value.js';

/** One drawing: the random parameters in order. */
export type Drawing = readonly { readonly name: string; readonly tensor: TensorValue }[];

/** The same network, drawn four times. */
export interface Drawings {
  readonly first: Drawing;
  /** From another generator of the same seed. */
  readonly twin: Drawing;
  /** Drawn after `twin`, from the same generator, which went on. */
  readonly later: Drawing;
  /** From a generator of another seed. */
  readonly stranger: Drawing;
}

/** Draws the network four times, from generators that tell whether it is drawn from them. */
export async function askDrawings(
  subject: Subject,
  seed: number,
  draw: (generator: GeneratorSeed | Handle) => Promise<Drawing>,
): Promise<Drawings> {
  const held = await subject.hold(new GeneratorSeed(seed));
  return {
    first: await draw(new GeneratorSeed(seed)),
    twin: await draw(held.handle),
    later: await draw(held.handle),
    stranger: await draw(new GeneratorSeed(seed === 1 ? 2 : seed - 1)),
  };
}

/**
 * The same seed gives the same network and another seed another one; two networks drawn from one generator that goes on
 * differ. The same number everywhere was not drawn at all: what it should be is for another check to say.
 *
 * @param next - how to pass the generator on
 */
export function judgeSeeded({ first, twin, later, stranger }: Drawings, next: string): Pass | Fail {
  for (const [index, { name, tensor }] of first.entries()) {
    const again = twin[index]?.tensor.data;
    const changed = tensor.data.findIndex((value, at) => !Object.is(value, again?.[at]));
    if (changed >= 0) {
      const [was, is] = [tensor.data[changed] ?? NaN, again?.[changed] ?? NaN];
      return {
        status: 'fail',
        rationale: `Two generators of the same seed give different numbers: ${name}${placeOf(changed, tensor.shape)} is ${format(was)} in one network and ${format(is)} in the other. A run that cannot be repeated cannot be debugged.`,
        measured: 'other numbers from the same seed',
        expected: 'the same seed, the same numbers',
        next,
      };
    }
    if (isConstant(tensor)) continue;
    if (areEqual(tensor, stranger[index]?.tensor)) {
      return {
        status: 'fail',
        rationale: `${name} is the same for two different seeds: it was not drawn from the generator that was passed in.`,
        measured: 'the same numbers from another seed',
        expected: 'another seed, other numbers',
        next,
      };
    }
    if (areEqual(tensor, later[index]?.tensor)) {
      return {
        status: 'fail',
        rationale: `${name} is the same in two networks that were drawn one after the other from one generator: it is copied or seeded again instead of drawn from. Layers made that way would be copies of each other.`,
        measured: 'the same numbers twice from one generator',
        expected: 'new numbers from a generator that goes on',
        next,
      };
    }
  }
  return {
    status: 'pass',
    measured: `${first.map(({ name }) => name).join(', ')}: equal for equal seeds, different for another seed and from a generator that goes on`,
    expected: 'every draw from the generator that was passed in',
  };
}

function areEqual(a: TensorValue, b: TensorValue | undefined): boolean {
  return a.data.every((value, at) => Object.is(value, b?.data[at]));
}

/**
 * The first parameter of which at least half of the values, in units of their std, occur more than once among all of them.
 * Among 12,000 independent draws compared to five digits some 3 % (normal) to 20 % (uniform) do by chance.
 *
 * @param stds - the standard deviation that each was drawn with
 */
export function repeatedDraws(drawing: Drawing, stds: readonly number[]): string | undefined {
  const keys = drawing.map(({ tensor }, index) =>
    Array.from(tensor.data, (value) => Number((value / (stds[index] ?? 1)).toPrecision(5))),
  );
  const counts = new Map<number, number>();
  for (const key of keys.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const place = keys.findIndex((own) => own.filter((key) => (counts.get(key) ?? 0) > 1).length * 2 >= own.length);
  return drawing[place]?.name;
}
