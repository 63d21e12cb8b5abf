export function splitWords(words: readonly string[]) {
  const deck = Array.from(words);
  for (let i = deck.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    const held = deck[i] ?? '';
    deck[i] = deck[j] ?? '';
    deck[j] = held;
  }
  const n1 = Math.floor(deck.length * 0.8);
  const n2 = Math.floor(deck.length * 0.9);
  return { train: deck.slice(0, n1), dev: deck.slice(n1, n2), test: deck.slice(n2) };
}
