/** One workload as a table: medians with their range, the ratio of each to ours, and how far from float64. */

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** The furthest that any figure is from float64's: the loss alone where there is one, else the standard deviation. */
function errorOf(result, truth) {
  const key = truth.loss === undefined ? 'std' : 'loss';
  return `${Math.abs(result[key] - truth[key]).toExponential(1)} (${key})`;
}

/** @param {{ title: string, peers: object[], loads: (number | null)[], load: number[], truth: object }} workload */
export function table({ title, peers, loads, load, truth }) {
  const ours = median(peers[0].ms);
  const rows = [['', 'ms', 'range', 'ours / theirs', 'error']];
  for (const { name, ms, result, error } of peers) {
    if (error !== null) rows.push([name, '-', '-', '-', error]);
    else {
      const own = median(ms);
      const range = `${digits(Math.min(...ms))}-${digits(Math.max(...ms))}`;
      rows.push([name, digits(own), range, (ours / own).toFixed(2), errorOf(result, truth)]);
    }
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
  const known = loads.filter((share) => share !== null);
  const others = known.length
    ? `others used ${Math.round(100 * median(known))} % of the cores between rounds (up to ${Math.round(100 * Math.max(...known))} %); `
    : '';
  return [
    title,
    `median of ${peers[0].ms.length} rounds; ${others}load average ${load.map((one) => one.toFixed(2)).join(' ')}`,
    ...lines,
  ].join('\n');
}
