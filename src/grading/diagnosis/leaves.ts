/** Three transcripts of one check side by side, taken apart into what can be right or wrong by itself. */
import { TensorValue, type Value } from '../../guest/contract/value.js';
import type { Exchange, Reply, Transcript } from '../transcript.js';
import { isList, isRecord } from './distance.js';

/** One value: as the student gave it, as a wrong implementation gives it, and as the right one does. */
export interface Leaf {
  /** What it belongs to, without the places in lists: "initKaiming().W1", "new Linear.forward()". Mistakes in different ones are different mistakes. */
  readonly group: string;
  readonly isDrawn: boolean;
  readonly student: Reply;
  readonly wrong: Reply;
  readonly right: Reply;
}

/** The exchanges that all three had alike, question for question: a check that ends early leaves the rest unknown. */
export interface SideBySide {
  readonly student: Transcript;
  readonly wrong: Transcript;
  readonly right: Transcript;
}

/**
 * After so many questions (a training run), rounding has grown into the answers: they are no longer compared. A check decides on
 * long runs by what became of them, and what is wrong shows before.
 */
const MOST_EXCHANGES = 150;

/** How many exchanges from the first the three have in common. */
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
export function leavesOf({ student, wrong, right }: SideBySide, count: number): Leaf[] {
  return right.slice(0, count).flatMap((exchange, index) => {
    const [own, other] = [student[index], wrong[index]];
    return own && other ? leavesOfExchange(own, other, exchange) : [];
  });
}

function leavesOfExchange(student: Exchange, wrong: Exchange, right: Exchange): Leaf[] {
  const facts = { isDrawn: student.isDrawn || wrong.isDrawn || right.isDrawn };
  const leaf = (group: string, own: Reply, other: Reply, true_: Reply): Leaf => ({
    ...facts,
    group,
    student: own,
    wrong: other,
    right: true_,
  });
  const walk = (group: string, own: Value, other: Value, true_: Value): Leaf[] => {
    const all = [own, other, true_];
    if (all.every(isRecord)) {
      // The right answer's keys are the contract; what else an object has is the student's own.
      const keys = isRecord(true_) ? Object.keys(true_) : [];
      return keys.flatMap((key) =>
        walk(`${group}.${key}`, fieldOf(own, key), fieldOf(other, key), fieldOf(true_, key)),
      );
    }
    if (all.every(isList) && isStructured(true_)) {
      const lists = [listOf(own), listOf(other), listOf(true_)] as const;
      const lengths = lists.map((list) => list.length);
      const shortest = Math.min(...lengths);
      return [
        leaf(`${group}.length`, valueOf(lists[0].length), valueOf(lists[1].length), valueOf(lists[2].length)),
        ...Array.from({ length: shortest }, (_, at) =>
          walk(`${group}[]`, lists[0][at], lists[1][at], lists[2][at]),
        ).flat(),
      ];
    }
    const whole = leaf(group, valueOf(own), valueOf(other), valueOf(true_));
    return all.every((value) => value instanceof TensorValue) ? [whole, ...aspectsOf(whole, group)] : [whole];
  };
  if (student.reply.kind === 'value' && wrong.reply.kind === 'value' && right.reply.kind === 'value') {
    return walk(right.asked, student.reply.value, wrong.reply.value, right.reply.value);
  }
  return [leaf(right.asked, student.reply, wrong.reply, right.reply)];
}

/** What a tensor is besides its values: whether it is trained, and its gradient. */
function aspectsOf(leaf: Leaf, group: string): Leaf[] {
  const aspect = (name: string, of: (tensor: TensorValue) => Value): Leaf => {
    const read = (reply: Reply) =>
      valueOf(reply.kind === 'value' && reply.value instanceof TensorValue ? of(reply.value) : undefined);
    return {
      ...leaf,
      group: `${group}.${name}`,
      student: read(leaf.student),
      wrong: read(leaf.wrong),
      right: read(leaf.right),
    };
  };
  return [
    aspect('requiresGrad', ({ requiresGrad }) => requiresGrad),
    aspect('grad', ({ shape, grad }) => (grad ? new TensorValue(shape, grad) : null)),
  ];
}

/** Whether a list holds more than numbers and words (of whatever depth): then each of its items is looked at by itself. */
function isStructured(value: Value): boolean {
  return isList(value) && value.some((item) => item instanceof TensorValue || isRecord(item) || isStructured(item));
}

function fieldOf(value: Value, key: string): Value {
  return isRecord(value) ? value[key] : undefined;
}

function listOf(value: Value): readonly Value[] {
  return isList(value) ? value : [];
}

function valueOf(value: Value): Reply {
  return { kind: 'value', value };
}
