/** Three transcripts of one check side by side, taken apart into what can be right or wrong by itself. */
import { TensorValue, type Value } from '../../guest/contract/value.js';
import type { Reply, Transcript } from '../transcript.js';
import { isConstant } from './alike.js';
import { distance, isList, isRecord } from './distance.js';
import { orderOf } from './order.js';

/** One value: as the student gave it, as a wrong implementation gives it, and as the right one does. */
export interface Leaf {
  /** What it belongs to, without the places in lists: "initKaiming().W1", "new Linear.forward()". Mistakes in different ones are different mistakes. */
  readonly group: string;
  readonly isDrawn: boolean;
  readonly student: Reply;
  readonly wrong: Reply;
  readonly right: Reply;
}

/** The exchanges of one check, as each implementation answered it. */
export interface SideBySide {
  readonly student: Transcript;
  readonly wrong: Transcript;
  readonly right: Transcript;
  /** The right answers with other generators: what differs from `right` depends on the draws. Without it, all that a generator went into does. */
  readonly redrawn?: Transcript;
  /** Whether the wrong implementation puts words in an order of chance: then any such order is its answer. */
  readonly isByChance?: boolean;
}

/**
 * After so many questions (a training run), rounding has grown into the answers: they are no longer compared. A check decides on
 * long runs by what became of them, and what is wrong shows before.
 */
const MOST_EXCHANGES = 400;

/** How many exchanges the three have alike, question for question: a check that ends early leaves the rest unknown. */
export function inCommon({ student, wrong, right }: SideBySide): number {
  const limit = Math.min(student.length, wrong.length, right.length, MOST_EXCHANGES);
  let count = 0;
  while (
    count < limit &&
    student[count]?.asked === wrong[count]?.asked &&
    wrong[count]?.asked === right[count]?.asked
  ) {
    count++;
  }
  return count;
}

/** Every leaf of the first exchanges, in order. */
export function leavesOf({ student, wrong, right, redrawn, isByChance }: SideBySide, count: number): Leaf[] {
  return right.slice(0, count).flatMap((exchange, index) => {
    const [own, other, again] = [student[index], wrong[index], redrawn?.[index]];
    if (!own || !other) return [];
    const isDrawn = own.isDrawn || other.isDrawn || exchange.isDrawn;
    const replies = { student: own.reply, wrong: other.reply, right: exchange.reply };
    const { student: a, wrong: b, right: c } = replies;
    if (a.kind === 'fault' || b.kind === 'fault' || c.kind === 'fault') {
      return [{ group: exchange.asked, isDrawn, ...replies }];
    }
    if (isByChance === true && orderOf(c.value, c.value) !== undefined) {
      return [orderLeaf(exchange.asked, { student: a.value, wrong: b.value, right: c.value })];
    }
    const known = again?.asked === exchange.asked && again.reply.kind === 'value' ? { redrawn: again.reply.value } : {};
    return walk(exchange.asked, isDrawn, { student: a.value, wrong: b.value, right: c.value, ...known });
  });
}

/** One place in the answers of all. */
interface Place {
  readonly student: Value;
  readonly wrong: Value;
  readonly right: Value;
  readonly redrawn?: Value;
}

/** The same step further down in each. */
function below(place: Place, step: (value: Value) => Value): Place {
  const { student, wrong, right } = place;
  const answers = { student: step(student), wrong: step(wrong), right: step(right) };
  return 'redrawn' in place ? { ...answers, redrawn: step(place.redrawn) } : answers;
}

function walk(group: string, isDrawn: boolean, place: Place): Leaf[] {
  const { student, wrong, right } = place;
  const all = [student, wrong, right];
  if (all.every(isRecord)) {
    // The right answer's keys are the contract; what else an object has is the student's own.
    const keys = isRecord(right) ? Object.keys(right) : [];
    return keys.flatMap((key) =>
      walk(
        `${group}.${key}`,
        isDrawn,
        below(place, (value) => (isRecord(value) ? value[key] : undefined)),
      ),
    );
  }
  if (all.every(isList) && isStructured(right)) {
    const length = below(place, (value) => (isList(value) ? value.length : undefined));
    const shortest = Math.min(...all.map((list) => list.length));
    return [
      leafOf(`${group}.length`, isDrawn, length),
      ...Array.from({ length: shortest }, (_, at) =>
        walk(
          `${group}[]`,
          isDrawn,
          below(place, (value) => (isList(value) ? value[at] : undefined)),
        ),
      ).flat(),
    ];
  }
  const whole = leafOf(group, isDrawn, place);
  if (!all.every((value) => value instanceof TensorValue)) return [whole];
  return [
    whole,
    // What a tensor is besides its values: whether it is trained, and its gradient.
    leafOf(
      `${group}.requiresGrad`,
      isDrawn,
      below(place, (value) => (value instanceof TensorValue ? value.requiresGrad : undefined)),
    ),
    leafOf(`${group}.grad`, isDrawn, below(place, gradientOf)),
  ];
}

function leafOf(group: string, isDrawn: boolean, place: Place): Leaf {
  const { student, wrong, right } = place;
  return {
    group,
    isDrawn: isDrawn && dependsOnDraws(place),
    student: { kind: 'value', value: student },
    wrong: { kind: 'value', value: wrong },
    right: { kind: 'value', value: right },
  };
}

/** The order of the words in place of the words. */
function orderLeaf(group: string, { student, wrong, right }: Place): Leaf {
  const order = (value: Value) => orderOf(value, right);
  return leafOf(group, false, { student: order(student), wrong: order(wrong), right: order(right) });
}

/** Whether other draws would change the answer: those of the right one did, or it is one number where draws may stand instead. */
function dependsOnDraws(place: Place): boolean {
  const { right } = place;
  if (!('redrawn' in place) || (right instanceof TensorValue && isConstant(right))) return true;
  return distance(place.redrawn, right, { isDrawn: false, right }) > 1;
}

/** Gradients as tensors, one object for each, so that what is known of it is known again. */
const gradients = new WeakMap<TensorValue, TensorValue>();

function gradientOf(value: Value): Value {
  if (!(value instanceof TensorValue)) return undefined;
  if (!value.grad) return null;
  const known = gradients.get(value) ?? new TensorValue(value.shape, value.grad);
  gradients.set(value, known);
  return known;
}

/** Whether a list holds more than numbers and words (of whatever depth): then each of its items is looked at by itself. */
function isStructured(value: Value): boolean {
  return isList(value) && value.some((item) => item instanceof TensorValue || isRecord(item) || isStructured(item));
}
