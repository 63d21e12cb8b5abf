/** One workload as a table: medians with their range, the ratio of ours to each, and how far each is from float64. */

/** @param {number[]} values */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
/** Three figures, or whole numbers from 100 on. @param {number} value */
export const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** @param {{ title: string, peers: object[], loads: (number | null)[], load: number[] }} workload */
export function table({ title, peers, loads, load }) {
  const ours = peers.filter(({ name, error }) => name.startsWith('stepzero') && error === null);
  const rows = [['', 'ms', 'range', ...ours.map((_, index) => `(${index + 1}) / it`), 'loss off by', 'worst figure']];
  for (const { name: plainName, ms, error, errors } of peers) {
    const place = ours.findIndex((each) => each.name === plainName);
    const name = place < 0 ? plainName : `(${place + 1}) ${plainName}`;
    if (error !== null) rows.push([name, '-', '-', ...ours.map(() => '-'), '-', error]);
    else {
      const own = median(ms);
      const range = `${digits(Math.min(...ms))}-${digits(Math.max(...ms))}`;
      const ratios = ours.map((each) => (median(each.ms) / own).toFixed(2));
      const loss = errors.loss === undefined ? '-' : errors.loss.toExponential(1);
      rows.push([name, digits(own), range, ...ratios, loss, `${errors.worst.toExponential(1)} (${errors.figure})`]);
    }
  }
  return [title, `median of ${peers[0].ms.length} rounds; ${loadLine(loads, load)}`, grid(rows)].join('\n');
}

/** Cells in columns: the first and the last to the left, the others to the right. @param {string[][]} rows */
export function grid(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === row.length - 1 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

/** How busy the machine was. @param {(number | null)[]} loads between rounds @param {number[]} load averages */
export function loadLine(loads, load) {
  const known = loads.filter((share) => share !== null);
  const others = known.length
    ? `others used ${Math.round(100 * median(known))} % of the cores between rounds (up to ${Math.round(100 * Math.max(...known))} %); `
    : '';
  return `${others}load average ${load.map((one) => one.toFixed(2)).join(' ')}`;
}
