import type { Plot } from '../grading/verdict.js';

/** Values to count into intervals, or a density to draw beside them. */
interface HistogramSeries {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/**
 * How often values fall into each of 40 equal intervals of [-reach, reach]; those outside are left out.
 *
 * @param normal - a N(0, std^2) curve of the same number of values as the first series, to compare with
 */
export function histogram(
  title: string,
  label: string,
  reach: number,
  series: readonly [HistogramSeries, ...HistogramSeries[]],
  normal?: { readonly name: string; readonly std: number },
): Plot {
  const intervals = 40;
  const width = (2 * reach) / intervals;
  const centers = Array.from({ length: intervals }, (_, index) => -reach + (index + 0.5) * width);
  const counted = series.map(({ name, values }) => {
    const counts = new Array<number>(intervals).fill(0);
    for (const value of Array.from(values)) {
      const place = Math.floor((value + reach) / width);
      if (place >= 0 && place < intervals) counts[place] = (counts[place] ?? 0) + 1;
    }
    return { name, values: counts };
  });
  if (normal) {
    const peak = (series[0].values.length * width) / (normal.std * Math.sqrt(2 * Math.PI));
    const curve = centers.map((center) => peak * Math.exp(-((center / normal.std) ** 2) / 2));
    counted.push({ name: normal.name, values: curve });
  }
  return {
    kind: 'histogram',
    title,
    x: { label, values: centers },
    y: { label: 'values in the interval' },
    series: counted,
  };
}

/** One bar a feature, before and after. */
export function featureBars(
  title: string,
  label: string,
  series: { readonly before: ArrayLike<number>; readonly after: ArrayLike<number> },
): Plot {
  return {
    kind: 'bars',
    title,
    x: { label: 'feature', values: Array.from(series.before, (_, index) => index) },
    y: { label },
    series: [
      { name: 'before', values: Array.from(series.before) },
      { name: 'after', values: Array.from(series.after) },
    ],
  };
}
