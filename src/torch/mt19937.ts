/** Words of state. */
const N = 624;
const M = 397;

/** The whole state of the engine: its 624 words, and how many of them have been handed out since the last twist. */
export interface Mt19937State {
  readonly words: Uint32Array;
  readonly used: number;
}

/**
 * The 32-bit Mersenne Twister, the engine behind PyTorch's CPU generator.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
 * generator", ACM TOMACS 8 (1998), with the 2002 initializations, by a single word (PyTorch) and by an array (Python).
 */
export class Mt19937 {
  readonly #words = new Uint32Array(N);
  #used = N;

  /** @param seed the 32-bit word that the state is grown from; higher bits are dropped */
  constructor(seed: number) {
    this.#words[0] = seed;
    for (let i = 1; i < N; i++) {
      const previous = this.#words[i - 1]!;
      this.#words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /**
   * The engine seeded by an array of words, as CPython's `random.seed` does; every word of the key reaches every word of the state.
   * @param key one 32-bit word or more
   */
  static byArray(key: readonly number[]): Mt19937 {
    const engine = new Mt19937(19650218);
    const words = engine.#words;
    let i = 1;
    // Two passes: the first mixes the key in, the second stirs what came of it; word 0 follows the last one around.
    const stir = (count: number, factor: number, added: (step: number) => number) => {
      for (let step = 0; step < count; step++) {
        const previous = words[i - 1]!;
        words[i] = (words[i]! ^ Math.imul(previous ^ (previous >>> 30), factor)) + added(step);
        if (++i === N) {
          words[0] = words[N - 1]!;
          i = 1;
        }
      }
    };
    stir(Math.max(N, key.length), 1664525, (step) => key[step % key.length]! + (step % key.length));
    stir(N - 1, 1566083941, () => -i);
    words[0] = 0x80000000;
    return engine;
  }

  /** The next word of the stream, an integer in [0, 2^32). */
  next(): number {
    if (this.#used === N) this.#twist();
    let y = this.#words[this.#used++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** Fills an array with float32 in [0, 1): the low 24 bits of a word each. */
  fillUniform(data: Float32Array): void {
    const words = this.#words;
    for (let i = 0; i < data.length;) {
      if (this.#used === N) this.#twist();
      const count = Math.min(N - this.#used, data.length - i);
      for (let used = this.#used, end = used + count; used < end; used++, i++) {
        let y = words[used]!;
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^= y >>> 18;
        data[i] = (y & 0xffffff) * 2 ** -24;
      }
      this.#used += count;
    }
  }

  /** A copy of the state, from which `setState` goes on with the same stream. */
  getState(): Mt19937State {
    return { words: this.#words.slice(), used: this.#used };
  }

  /** Goes on from a state that `getState` returned. */
  setState(state: Mt19937State): void {
    this.#words.set(state.words);
    this.#used = state.used;
  }

  /** Replaces all 624 words by the next 624 of the recurrence. */
  #twist(): void {
    const words = this.#words;
    // i + M and i + 1 come around at the end.
    for (let i = 0; i < N - M; i++) words[i] = twisted(words[i]!, words[i + 1]!, words[i + M]!);
    for (let i = N - M; i < N - 1; i++) words[i] = twisted(words[i]!, words[i + 1]!, words[i + M - N]!);
    words[N - 1] = twisted(words[N - 1]!, words[0]!, words[M - 1]!);
    this.#used = 0;
  }
}

/** The top bit of one word and the low 31 of the next, times the twist matrix A (a shift, and a xor when it was odd), upon a third. */
function twisted(word: number, next: number, third: number): number {
  const mixed = (word & 0x80000000) | (next & 0x7fffffff);
  return third ^ (mixed >>> 1) ^ (-(mixed & 1) & 0x9908b0df);
}
