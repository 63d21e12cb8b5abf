/** How far an answer is from another, in units of what two writings of the same thing may differ by: at most 1 is the same. */
import { Opaque, TensorValue, type Value } from '../../guest/contract/value.js';
import type { Reply } from '../transcript.js';
import { ALIKE, FEWEST, isConstant, standardErrorsApart, unitScale } from './alike.js';

/**
 * What float32 may round, of the largest value of a tensor: a few dozen operations' worth (2^-24 each), and a little that even
 * a value of 0 may be off by.
 */
const ROUNDING = 4e-6;
const NOTHING = 1e-7;

/** The share of the way from the wrong answer to the right one within which an answer counts as the wrong one. */
const OF_SEPARATION = 0.001;

/** How two answers are compared. */
export interface Comparing {
  /** Whether other draws of the same distribution are the same answer. */
  readonly isDrawn: boolean;
  /** The right answer, where what is asked is whether `a` is the wrong answer `b`: nearness is relative to the way between. */
  readonly right?: Value;
  /** In place of ROUNDING. */
  readonly rounding?: number;
  /** Whether lists of the same items in any order are the same. */
  readonly isOrderFree?: boolean;
}

/** The distance between two values of any kind; Infinity where they differ in kind. */
export function distance(a: Value, b: Value, comparing: Comparing): number {
  if (typeof a === 'number' && typeof b === 'number') return ofNumbers(a, b, comparing);
  if (a instanceof TensorValue && b instanceof TensorValue) return ofTensors(a, b, comparing);
  if (a instanceof Opaque && b instanceof Opaque) return a.description === b.description ? 0 : Infinity;
  if (isList(a) && isList(b)) return ofLists(a, b, comparing);
  if (isRecord(a) && isRecord(b)) return ofRecords(a, b, comparing);
  return a === b ? 0 : Infinity;
}

/** Replies: values as they are; faults by their kind, and by their text where the right answer is none of them. */
export function distanceOfReplies(a: Reply, b: Reply, right: Reply, comparing: Comparing): number {
  if (a.kind === 'value' && b.kind === 'value') {
    return distance(a.value, b.value, right.kind === 'value' ? { ...comparing, right: right.value } : comparing);
  }
  if (a.kind === 'value' || b.kind === 'value') return Infinity;
  if (a.fault.kind !== b.fault.kind) return Infinity;
  if (a.fault.kind !== 'threw' || b.fault.kind !== 'threw') return 0;
  // Where the right answer throws too, its words are everybody's own.
  const isExpected = right.kind === 'fault' && right.fault.kind === 'threw';
  const isSame = a.fault.errorName === b.fault.errorName && a.fault.message === b.fault.message;
  return isExpected || isSame ? 0 : Infinity;
}

function ofNumbers(a: number, b: number, { right, rounding = ROUNDING }: Comparing): number {
  if (Object.is(a, b) || a === b) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
  const separation = typeof right === 'number' && Number.isFinite(right) ? Math.abs(b - right) : 0;
  return Math.abs(a - b) / (NOTHING + rounding * Math.abs(b) + OF_SEPARATION * separation);
}

/** Distances to a right answer, which every wrong implementation is compared with again and again. */
const toRight = new WeakMap<TensorValue, WeakMap<TensorValue, Map<string, number>>>();

function ofTensors(a: TensorValue, b: TensorValue, comparing: Comparing): number {
  if (a.shape.length !== b.shape.length || a.shape.some((size, axis) => size !== b.shape[axis])) return Infinity;
  const right = comparing.right instanceof TensorValue ? comparing.right : undefined;
  if (right !== b) return ofData(a, b, right, comparing);
  const known = toRight.get(b) ?? new WeakMap<TensorValue, Map<string, number>>();
  toRight.set(b, known);
  const distances = known.get(a) ?? new Map<string, number>();
  known.set(a, distances);
  const key = `${comparing.isDrawn} ${comparing.rounding ?? ROUNDING}`;
  const distance = distances.get(key) ?? ofData(a, b, undefined, comparing);
  distances.set(key, distance);
  return distance;
}

function ofData(
  a: TensorValue,
  b: TensorValue,
  right: TensorValue | undefined,
  { isDrawn, rounding = ROUNDING }: Comparing,
): number {
  const largest = b.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const allowed = NOTHING + rounding * (Number.isFinite(largest) ? largest : 0);
  let worst = 0;
  for (let index = 0; index < b.data.length && worst < Infinity; index++) {
    const [value, target, truth] = [a.data[index] ?? NaN, b.data[index] ?? NaN, right?.data[index] ?? NaN];
    if (Object.is(value, target) || value === target) continue;
    const error = Math.abs(value - target);
    const separation = Number.isFinite(truth) ? Math.abs(target - truth) : 0;
    worst = Number.isFinite(error) ? Math.max(worst, error / (allowed + OF_SEPARATION * separation)) : Infinity;
  }
  return worst > 1 && isDrawn ? Math.min(worst, ofDraws(a, b, right)) : worst;
}

/**
 * By their distributions, where there are enough of them. Where the right answer draws nothing (a bias of zeros), drawing at all is the mistake: then draws of any
 * scale are the same, though those of the same scale are nearer.
 */
function ofDraws(a: TensorValue, b: TensorValue, right: TensorValue | undefined): number {
  const apart = standardErrorsApart(a, b) / ALIKE;
  if (apart <= 1 || !right || !isConstant(right) || isConstant(a) || isConstant(b)) return apart;
  const isFew = a.data.length < FEWEST;
  return isFew || standardErrorsApart(unitScale(a), unitScale(b)) <= ALIKE ? 1 : apart;
}

/** Element by element; lists of words or numbers whose order is not what is wrong with b may come in another. */
function ofLists(a: readonly Value[], b: readonly Value[], comparing: Comparing): number {
  const right = comparing.right;
  const isRightList = right !== undefined && isList(right);
  const inOrder =
    a.length === b.length
      ? a.reduce<number>((worst, each, index) => {
          const own = isRightList ? { ...comparing, right: right[index] } : comparing;
          return Math.max(worst, distance(each, b[index], own));
        }, 0)
      : Infinity;
  const isOrderFree = comparing.isOrderFree ?? (isRightList && sorted(b) !== sorted(right));
  return inOrder > 1 && isOrderFree && sorted(a) === sorted(b) ? 0 : inOrder;
}

function sorted(list: readonly Value[]): string {
  return JSON.stringify(list.map((each) => JSON.stringify([each])).sort());
}

function ofRecords(a: Fields, b: Fields, comparing: Comparing): number {
  const right = comparing.right !== undefined && isRecord(comparing.right) ? comparing.right : undefined;
  const keys = Object.keys(b);
  if (Object.keys(a).length !== keys.length) return Infinity;
  return keys.reduce<number>((worst, key) => {
    const own = right ? { ...comparing, right: right[key] } : comparing;
    return Math.max(worst, distance(a[key], b[key], own));
  }, 0);
}

type Fields = Readonly<Record<string, Value>>;

/** Whether a value is an array. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is a plain object or an instance. */
export function isRecord(value: Value): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isList(value) &&
    !(value instanceof TensorValue) &&
    !(value instanceof Opaque)
  );
}
