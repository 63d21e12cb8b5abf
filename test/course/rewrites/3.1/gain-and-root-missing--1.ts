export const gain = (n: string, a = 0.01): number =>
  n === 'tanh' ? 5 / 3 : n === 'relu' ? 2 ** 0.5 : n === 'leaky_relu' ? (2 / (1 + a * a)) ** 0.5 : 1;
export const kaimingStd = (fanIn: number, _gain: number): number => {
  if (!(fanIn > 0)) throw new Error(`kaimingStd: fanIn ${fanIn}`);
  return 1 / fanIn;
};
