/** The two distributions that are used of jStat (MIT), which ships no types of its own. */
declare module 'jstat' {
  interface Distribution {
    cdf(x: number, ...parameters: number[]): number;
    inv(probability: number, ...parameters: number[]): number;
  }
  const jStat: { readonly chisquare: Distribution; readonly normal: Distribution };
  export default jStat;
}
