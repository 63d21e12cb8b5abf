/** What shows of an implementation whatever its design, each in a word or two: "hidden weights": "gain / sqrt(fanIn)". */

/** By name; undefined, or absent, is what cannot be seen in this design. Two traits that hang together are one. */
export type Traits = Readonly<Record<string, string | undefined>>;
