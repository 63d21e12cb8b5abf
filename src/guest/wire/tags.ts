/** The first byte of every value on the wire says what follows. */
export const tag = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  /** float64, so that NaN, infinities and -0 arrive as they left. */
  number: 4,
  text: 5,
  /** count, values. */
  list: 6,
  /** count, float64s: an array of numbers alone. */
  numbers: 7,
  /** count, then key and value of each. */
  record: 8,
  /** flags, rank, sizes, float32 data, float32 gradient if flagged. */
  tensor: 9,
  /** To the guest only: float64 seed. */
  generator: 10,
  /** To the guest only: id, path. */
  handle: 11,
  /** From the guest only: a description. */
  opaque: 12,
} as const;

/** Bits of a tensor's flags. */
export const tensorFlag = { requiresGrad: 1, hasGrad: 2 } as const;

/** Deeper than this a value does not cross: the guest says so with an opaque. */
export const MAX_DEPTH = 32;

/** A tensor has at most this many dimensions on the wire. */
export const MAX_RANK = 16;
