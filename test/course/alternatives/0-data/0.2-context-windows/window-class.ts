/** A window with a state of its own; each row is a copy of it. */
class Window {
  #ring: number[];
  constructor(size: number) {
    this.#ring = new Array<number>(size).fill(0);
  }
  snapshot(): number[] {
    return structuredClone(this.#ring);
  }
  push(id: number): void {
    this.#ring.push(id);
    this.#ring.splice(0, 1);
  }
}
export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const w of words) {
    const win = new Window(blockSize);
    for (const c of w.concat('.')) {
      const id = stoi[c] ?? 0;
      X.push(win.snapshot());
      Y.push(id);
      win.push(id);
    }
  }
  return { X, Y };
}
