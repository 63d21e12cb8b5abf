/**
 * The values that cross the boundary between judge and guest. A reply is untrusted: its shape, depth and every number
 * were validated by the decoder before one of these classes was made from it.
 */

/** A tensor on either side of the boundary: float32, row-major. */
export class TensorValue {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly requiresGrad: boolean;
  /** The gradient, of the same shape, or null where there is none. */
  readonly grad: Float32Array | null;

  constructor(
    shape: readonly number[],
    data: Float32Array,
    options: { readonly requiresGrad?: boolean; readonly grad?: Float32Array | null } = {},
  ) {
    this.shape = shape;
    this.data = data;
    this.requiresGrad = options.requiresGrad ?? false;
    this.grad = options.grad ?? null;
  }
}

/** As an argument: a fresh `new Generator(seed)` in the guest. Hold it to pass one generator to two calls. */
export class GeneratorSeed {
  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }
}

/** As an argument: something that the guest keeps, or a property path below it (`parameters.at('W1')`, `layers.at(0)`). */
export class Handle {
  readonly id: number;
  readonly path: readonly string[];

  constructor(id: number, path: readonly string[] = []) {
    this.id = id;
    this.path = path;
  }

  /** A handle on a property (or array element) of what this handle names; nothing is sent until it is used. */
  at(property: string | number): Handle {
    return new Handle(this.id, [...this.path, String(property)]);
  }
}

/** In a reply: something that does not cross by value (a function, a Map, a typed array, a value nested too deep). */
export class Opaque {
  /** What it is, for a message: "Float32Array(3)", "function saturation", "Map". */
  readonly description: string;

  constructor(description: string) {
    this.description = description;
  }
}

/**
 * A validated reply. Objects have no prototype; what crosses are own enumerable string keys and the getters of an
 * instance's class.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | TensorValue
  | Opaque
  | readonly Value[]
  | { readonly [key: string]: Value };

/** What the judge may pass. */
export type Argument =
  | undefined
  | null
  | boolean
  | number
  | string
  | TensorValue
  | GeneratorSeed
  | Handle
  | readonly Argument[]
  | { readonly [key: string]: Argument };
