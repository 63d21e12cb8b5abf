import { isGradEnabled } from './autograd/grad-mode.js';
import { addInto, GraphNode, type Leaf, runBackward, type Version } from './autograd/graph.js';
import { describe, formatShape, TensorError } from './errors.js';
import { isFloat32, type NdArray, numelOf, OUTPUT, type Result, sameShape } from './ndarray.js';
import * as ops from './ops/index.js';
import {
  type Dims,
  parseReduction,
  type ReductionArguments,
  type ReductionOptions,
  type VarianceOptions,
} from './options.js';
import { formatTensor } from './printing.js';

/** Numbers in nested arrays, one level per dimension. */
export type NestedArray = number | readonly NestedArray[];

/** An operand: a tensor, or a number that stands for every element. */
export type Operand = Tensor | number;

/** Row numbers: a list, nested lists, or a tensor of whole numbers. */
export type IndexList = Tensor | number | readonly IndexList[];

/** Makes the tensor of an operation on tensors, and records its derivative where one of them requires a gradient. */
export let apply: (operation: string, inputs: readonly Tensor[], result: Result) => Tensor;

/**
 * A float32 array of any number of dimensions, row-major, that remembers how it was computed: `loss.backward()` gives every
 * tensor with `requiresGrad` its gradient. The names and numbers are PyTorch's (`torch.Tensor`).
 */
export class Tensor {
  /** Sizes of the dimensions; [] is a single number. */
  readonly shape: readonly number[];
  /** The live storage, row-major: writing to it changes the tensor (and its views), unseen by `backward`. */
  readonly data: Float32Array;
  #edge: GraphNode | Leaf | null = null;
  #grad: Tensor | null = null;
  #version: Version = { count: 0 };
  #isView = false;

  /**
   * Wraps a storage; it is not copied.
   * @param shape sizes whose product is the length of `data`
   * @throws TensorError when they do not fit
   */
  constructor(data: Float32Array, shape: readonly number[], options: { readonly requiresGrad?: boolean } = {}) {
    const sizes = ops.checkShape('Tensor', shape);
    if (!isFloat32Array(data)) {
      throw new TensorError(
        `Tensor: expected a Float32Array, got ${describe(data)}; make a tensor of numbers with tensor(...)`,
      );
    }
    if (numelOf(sizes) !== data.length) {
      throw new TensorError(`Tensor: ${data.length} numbers do not fill shape ${formatShape(sizes)}`);
    }
    this.data = data;
    this.shape = Object.freeze([...sizes]);
    if (options.requiresGrad === true) this.requiresGrad = true;
  }

  static {
    apply = (operation, inputs, result) => {
      const out = fromArray(result);
      const first = inputs[0];
      if (first?.data === result.data) {
        out.#version = first.#version;
        out.#isView = true;
      }
      if (!isGradEnabled() || !inputs.some((input) => input.#edge !== null)) return out;
      const saved = inputs.flatMap((input, i) =>
        (input.#edge === null ? [] : (result.saves?.[i] ?? [])).map((place) => {
          const version = place === OUTPUT ? out.#version : inputs[place]!.#version;
          const what = place === OUTPUT ? 'the output' : `input ${place + 1}`;
          return { version, countThen: version.count, what };
        }),
      );
      const edges = inputs.map((input) => input.#edge);
      out.#edge = new GraphNode(operation, edges, saved, result.backward);
      return out;
    };
  }

  /** Whether operations on this tensor are recorded. Settable on a leaf: a tensor that no recorded operation computed. */
  get requiresGrad(): boolean {
    return this.#edge !== null;
  }

  set requiresGrad(value: boolean) {
    if (value === this.requiresGrad) return;
    if (this.#edge instanceof GraphNode) {
      throw new TensorError(
        `requiresGrad: expected a leaf, got the result of ${this.#edge.operation}; use detach() for a tensor without history`,
      );
    }
    this.#edge = value
      ? {
          accumulate: (grad, isOwned) => {
            if (this.#grad !== null) addInto(this.#grad.data, grad);
            else if (isFloat32(grad)) this.#grad = new Tensor(isOwned ? grad : grad.slice(), this.shape);
          },
        }
      : null;
  }

  /** Whether no recorded operation computed this tensor: parameters and data are leaves. */
  get isLeaf(): boolean {
    return !(this.#edge instanceof GraphNode);
  }

  /** The sum of the gradients of every `backward` since it was last null; null before the first. */
  get grad(): Tensor | null {
    return this.#grad;
  }

  set grad(value: Tensor | null) {
    if (value !== null && !(isTensor(value) && sameShape(value.shape, this.shape))) {
      throw new TensorError(
        `grad: expected null or a tensor of shape ${formatShape(this.shape)}, got ${describe(value)}`,
      );
    }
    this.#grad = value;
  }

  /** Keeps the gradient of a tensor that is not a leaf in its `grad`, from the next `backward` on. */
  retainGrad(): void {
    const edge = this.#edge;
    if (edge === null) throw new TensorError('retainGrad: this tensor does not require a gradient');
    if (edge instanceof GraphNode) {
      edge.retain = (grad) => {
        if (this.#grad !== null) addInto(this.#grad.data, grad);
        else if (isFloat32(grad)) this.#grad = new Tensor(grad.slice(), this.shape);
      };
    }
  }

  /**
   * Computes d(this) / d(leaf) for every leaf that requires a gradient, and adds it to the leaf's `grad`.
   * @param gradient the gradient of this tensor; 1 by default, and needed when it has more than one element
   * @throws TensorError when this tensor has no history, or its graph was freed by an earlier `backward`
   */
  backward(gradient?: Tensor, options: { readonly retainGraph?: boolean } = {}): void {
    const edge = this.#edge;
    if (edge === null) {
      throw new TensorError(
        'backward: this tensor does not require a gradient and has no history; set requiresGrad on the parameters before the forward pass',
      );
    }
    if (gradient === undefined && this.data.length !== 1) {
      throw new TensorError(
        `backward: expected a tensor of one element, got shape ${formatShape(this.shape)}; reduce it with mean() or sum(), or pass its gradient`,
      );
    }
    if (gradient !== undefined && !(isTensor(gradient) && sameShape(gradient.shape, this.shape))) {
      throw new TensorError(
        `backward: expected a gradient of shape ${formatShape(this.shape)}, got ${describe(gradient)}`,
      );
    }
    const seed = gradient?.data ?? new Float32Array([1]);
    if (edge instanceof GraphNode) runBackward(edge, seed, options.retainGraph === true);
    else edge.accumulate(seed, false);
  }

  /** The same storage without history: no gradient flows through it. */
  detach(): Tensor {
    const out = new Tensor(this.data, this.shape);
    out.#version = this.#version;
    return out;
  }

  /** A copy with its own storage; the gradient flows through it. */
  clone(): Tensor {
    return apply('clone', [this], { shape: this.shape, data: this.data.slice(), backward: (grad) => [grad] });
  }

  /** Number of elements. */
  numel(): number {
    return this.data.length;
  }

  /** Number of dimensions. */
  dim(): number {
    return this.shape.length;
  }

  /** The one element, as a number. @throws TensorError when there are more */
  item(): number {
    if (this.data.length !== 1) {
      throw new TensorError(
        `item: expected a tensor of one element, got shape ${formatShape(this.shape)}; reduce it first, as with mean()`,
      );
    }
    return this.data[0]!;
  }

  /** Nested arrays of numbers: number[] for one dimension (say `toArray<number[][]>()` for two), a number for none. */
  // The rank is not in the type, so the caller names the nesting it knows.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  toArray<A extends NestedArray = number[]>(): A;
  toArray(): NestedArray {
    return nest(this.data, this.shape, 0, 0);
  }

  // ---- arithmetic: with a tensor (broadcast) or a number ----

  /** this + other. */
  add(other: Operand): Tensor {
    if (typeof other === 'number') return apply('add', [this], ops.addNumber(this, Math.fround(other)));
    return apply('add', [this, operandOf('add', other)], ops.add(this, other));
  }

  /** this - other. */
  sub(other: Operand): Tensor {
    if (typeof other === 'number') return apply('sub', [this], ops.addNumber(this, -Math.fround(other)));
    return apply('sub', [this, operandOf('sub', other)], ops.sub(this, other));
  }

  /** this * other, element by element. */
  mul(other: Operand): Tensor {
    if (typeof other === 'number') return apply('mul', [this], ops.mulNumber(this, Math.fround(other)));
    return apply('mul', [this, operandOf('mul', other)], ops.mul(this, other));
  }

  /** this / other, element by element. */
  div(other: Operand): Tensor {
    if (typeof other === 'number') return apply('div', [this], ops.divNumber(this, Math.fround(other)));
    return apply('div', [this, operandOf('div', other)], ops.div(this, other));
  }

  /** this to the power of the exponent, element by element. */
  pow(exponent: Operand): Tensor {
    if (typeof exponent === 'number') return apply('pow', [this], ops.powNumber(this, exponent));
    return apply('pow', [this, operandOf('pow', exponent)], ops.pow(this, exponent));
  }

  /** this * this. */
  square(): Tensor {
    return apply('square', [this], ops.powNumber(this, 2));
  }

  /** -this. */
  neg(): Tensor {
    return apply('neg', [this], ops.neg(this));
  }

  /** The matrix product: (n, k) @ (k, m) -> (n, m). */
  matmul(other: Tensor): Tensor {
    return apply('matmul', [this, tensorOf('matmul', other)], ops.matmul(this, other));
  }

  // ---- element by element ----

  /** e^x. */
  exp(): Tensor {
    return apply('exp', [this], ops.exp(this));
  }

  /** The natural logarithm. */
  log(): Tensor {
    return apply('log', [this], ops.log(this));
  }

  /** The square root. */
  sqrt(): Tensor {
    return apply('sqrt', [this], ops.sqrt(this));
  }

  /** The absolute value. */
  abs(): Tensor {
    return apply('abs', [this], ops.abs(this));
  }

  /** The hyperbolic tangent. */
  tanh(): Tensor {
    return apply('tanh', [this], ops.tanh(this));
  }

  /** max(0, x). */
  relu(): Tensor {
    return apply('relu', [this], ops.relu(this));
  }

  /** 1 / (1 + e^-x). */
  sigmoid(): Tensor {
    return apply('sigmoid', [this], ops.sigmoid(this));
  }

  /** x where positive, else negativeSlope * x. */
  leakyRelu(negativeSlope = 0.01): Tensor {
    return apply('leakyRelu', [this], ops.leakyRelu(this, negativeSlope));
  }

  /** x Phi(x), or its approximation by tanh. */
  gelu(approximate: 'none' | 'tanh' = 'none'): Tensor {
    return apply('gelu', [this], ops.gelu(this, approximate));
  }

  /** x where positive, else alpha (e^x - 1). */
  elu(alpha = 1): Tensor {
    return apply('elu', [this], ops.elu(this, alpha));
  }

  /** The elu that keeps mean 0 and variance 1. */
  selu(): Tensor {
    return apply('selu', [this], ops.selu(this));
  }

  /** x / (1 + e^-x). */
  silu(): Tensor {
    return apply('silu', [this], ops.silu(this));
  }

  /** ln(1 + e^x). */
  softplus(): Tensor {
    return apply('softplus', [this], ops.softplus(this));
  }

  /** e^x / sum e^x along a dimension. */
  softmax(dim = -1): Tensor {
    return apply('softmax', [this], ops.softmax(this, dim));
  }

  /** ln softmax(x) along a dimension, without overflow. */
  logSoftmax(dim = -1): Tensor {
    return apply('logSoftmax', [this], ops.logSoftmax(this, dim));
  }

  // ---- reductions: over one dimension, several, or all ----

  /** The sum. */
  sum(dims?: Dims, options?: ReductionOptions): Tensor {
    const { dims: over, keepdim } = parseReduction('sum', dims, options, ['keepdim']);
    return apply('sum', [this], ops.sum(this, over, keepdim));
  }

  /** The mean. */
  mean(dims?: Dims, options?: ReductionOptions): Tensor {
    const { dims: over, keepdim } = parseReduction('mean', dims, options, ['keepdim']);
    return apply('mean', [this], ops.mean(this, over, keepdim));
  }

  /** The variance, divided by n - correction. */
  var(dims?: Dims | VarianceOptions, options?: VarianceOptions): Tensor {
    const parsed: ReductionArguments = parseReduction('var', dims, options, ['keepdim', 'correction']);
    return apply('var', [this], ops.variance(this, parsed.dims, parsed.keepdim, parsed.correction));
  }

  /** The standard deviation, the root of `var`. */
  std(dims?: Dims | VarianceOptions, options?: VarianceOptions): Tensor {
    const parsed: ReductionArguments = parseReduction('std', dims, options, ['keepdim', 'correction']);
    return apply('std', [this], ops.standardDeviation(this, parsed.dims, parsed.keepdim, parsed.correction));
  }

  /** The largest element, 0-d; with a dimension, the largest along it and where they are. */
  max(): Tensor;
  max(dim: number, options?: ReductionOptions): { values: Tensor; indices: Tensor };
  max(dim?: number, options?: ReductionOptions): Tensor | { values: Tensor; indices: Tensor } {
    return this.#extreme('max', dim, options);
  }

  /** The smallest element, 0-d; with a dimension, the smallest along it and where they are. */
  min(): Tensor;
  min(dim: number, options?: ReductionOptions): { values: Tensor; indices: Tensor };
  min(dim?: number, options?: ReductionOptions): Tensor | { values: Tensor; indices: Tensor } {
    return this.#extreme('min', dim, options);
  }

  #extreme(
    kind: 'max' | 'min',
    dim?: number,
    options?: ReductionOptions,
  ): Tensor | { values: Tensor; indices: Tensor } {
    const { dims, keepdim } = parseReduction(kind, dim, options, ['keepdim']);
    if (dims === null) return apply(kind, [this], ops.extreme(kind, this));
    const { values, indices } = ops.extremeAlong(kind, this, dims[0]!, keepdim);
    return { values: apply(kind, [this], values), indices: fromArray(indices) };
  }

  // ---- shape ----

  /** The same storage under another shape; one size may be -1. */
  view(shape: readonly number[]): Tensor {
    return apply('view', [this], ops.view('view', this, ops.checkShape('view', shape, true)));
  }

  /** As `view`. */
  reshape(shape: readonly number[]): Tensor {
    return apply('reshape', [this], ops.view('reshape', this, ops.checkShape('reshape', shape, true)));
  }

  /** The transposed matrix (a copy). */
  t(): Tensor {
    if (this.shape.length > 2) {
      throw new TensorError(`t: expected at most 2 dimensions, got shape ${formatShape(this.shape)}; use transpose`);
    }
    return this.shape.length < 2 ? this.view(this.shape) : apply('t', [this], ops.transpose('t', this, 0, 1));
  }

  /** Two dimensions exchanged (a copy). */
  transpose(first: number, second: number): Tensor {
    return apply('transpose', [this], ops.transpose('transpose', this, first, second));
  }

  /**
   * Rows by number: C.index(X) looks up embeddings, [V, E] by [N, B] -> [N, B, E]. With several lists, elements of the first
   * dimensions together: logProbs.index(rows, targets) takes one per row.
   */
  index(...lists: readonly IndexList[]): Tensor {
    return apply('index', [this], ops.index(this, lists.map(readIndices)));
  }

  // ---- comparison: 1 where it holds, else 0; no gradient ----

  /** this > other. */
  gt(other: Operand): Tensor {
    return this.#compare('gt', other);
  }

  /** this < other. */
  lt(other: Operand): Tensor {
    return this.#compare('lt', other);
  }

  /** this >= other. */
  ge(other: Operand): Tensor {
    return this.#compare('ge', other);
  }

  /** this <= other. */
  le(other: Operand): Tensor {
    return this.#compare('le', other);
  }

  /** this = other. */
  eq(other: Operand): Tensor {
    return this.#compare('eq', other);
  }

  /** this != other. */
  ne(other: Operand): Tensor {
    return this.#compare('ne', other);
  }

  #compare(relation: ops.Relation, other: Operand): Tensor {
    const b = typeof other === 'number' ? { shape: [], data: Float32Array.of(other) } : operandOf(relation, other);
    return fromArray(ops.compare(relation, this, b));
  }

  // ---- in place: the storage changes ----

  /** this += other. */
  add_(other: Operand): this {
    return this.#assign('add_', () => this.add(other));
  }

  /** this -= other. */
  sub_(other: Operand): this {
    return this.#assign('sub_', () => this.sub(other));
  }

  /** this *= other. */
  mul_(other: Operand): this {
    return this.#assign('mul_', () => this.mul(other));
  }

  /** this /= other. */
  div_(other: Operand): this {
    return this.#assign('div_', () => this.div(other));
  }

  /** Every element becomes the number. */
  fill_(value: number): this {
    return this.#assign('fill_', () => new Tensor(new Float32Array(this.data.length).fill(value), this.shape));
  }

  /** Every element becomes 0. */
  zero_(): this {
    return this.#assign('zero_', () => new Tensor(new Float32Array(this.data.length), this.shape));
  }

  /** Takes over another tensor's elements, broadcast to this shape. */
  copy_(other: Tensor): this {
    return this.#assign('copy_', () => new Tensor(new Float32Array(this.data.length), this.shape).add(other));
  }

  /** Computes new values, recorded as any operation, and moves them into this storage. */
  #assign(operation: string, compute: () => Tensor): this {
    const isRecorded = isGradEnabled() && this.requiresGrad;
    if (isRecorded && this.isLeaf) {
      throw new TensorError(
        `${operation}: a parameter (a leaf that requires a gradient) cannot be changed in place while operations are recorded; wrap the update in noGrad(() => { ... })`,
      );
    }
    const value = compute();
    if (!sameShape(value.shape, this.shape)) {
      throw new TensorError(
        `${operation}: a result of shape ${formatShape(value.shape)} does not fit into ${formatShape(this.shape)}`,
      );
    }
    const edge = isGradEnabled() ? value.#edge : this.#edge;
    if (this.#isView && edge !== this.#edge) {
      throw new TensorError(
        `${operation}: a view cannot be changed in place while operations are recorded; use clone() first`,
      );
    }
    this.data.set(value.data);
    this.#version.count++;
    this.#edge = edge;
    return this;
  }

  // ---- printing ----

  /** A table as PyTorch prints it, with the shape and whether a gradient is required. */
  toString(): string {
    // Jest compares copies that have the public fields only.
    const edge = #edge in this ? this.#edge : null;
    const note = edge instanceof GraphNode ? `gradFn: ${edge.operation}` : 'requiresGrad: true';
    return formatTensor(this, edge === null ? [] : [note]);
  }

  /** What JSON and Jest's diffs show: the table. */
  toJSON(): string {
    return this.toString();
  }

  /** What console.log shows in Node: the table. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** Whether a value is one of our tensors. */
export function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}

/** Checks an argument that must be a tensor. */
export function tensorOf(operation: string, value: unknown): Tensor {
  if (isTensor(value)) return value;
  throw new TensorError(`${operation}: expected a tensor, got ${describe(value)}; make one with tensor(...)`);
}

/** As {@link tensorOf}, where a number would have been right too. */
function operandOf(operation: string, value: unknown): Tensor {
  if (isTensor(value)) return value;
  throw new TensorError(`${operation}: expected a tensor or a number, got ${describe(value)}`);
}

/** By its tag, not by instanceof: a student's realm has another Float32Array. */
function isFloat32Array(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Float32Array]';
}

function fromArray({ shape, data }: NdArray): Tensor {
  if (!isFloat32(data)) throw new TensorError('Tensor: expected float32 storage, got float64');
  return new Tensor(data, shape);
}

function nest(data: Float32Array, shape: readonly number[], dim: number, base: number): NestedArray {
  const size = shape[dim];
  if (size === undefined) return data[base]!;
  return Array.from({ length: size }, (_, i) => nest(data, shape, dim + 1, base * size + i));
}

/** Flattens a list of row numbers and finds its shape. */
function readIndices(list: IndexList): ops.Indices {
  if (isTensor(list)) return { shape: list.shape, values: list.data };
  return ops.flatten('index', list);
}
