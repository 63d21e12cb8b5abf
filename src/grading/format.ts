/**
 * Writes a number for a person: four significant digits, no trailing noise, integers in full.
 * 27.88171 -> "27.88", 0.30430 -> "0.3043", 1e-7 -> "1.000e-7", 11897 -> "11,897".
 */
export function format(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString('en-US').replace('-0', '0');
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) return value.toExponential(3);
  return trimZeros(value.toPrecision(Math.max(4, Math.floor(Math.log10(size)) + 1)));
}

/** Writes a loss as the lecture prints it: four decimals, "27.8817". */
export function formatLoss(value: number): string {
  return Number.isFinite(value) ? value.toFixed(4) : format(value);
}

/** Writes a share in 0..1 as a percentage with one decimal: 0.2064 -> "20.6 %". */
export function formatShare(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : format(share);
}

/** Writes how far a measurement is from what it should be: "3.3 times too large", "2 times too small", "0.2 % too large". */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio) || ratio <= 0) return `off by a factor of ${format(ratio)}`;
  const percent = (ratio - 1) * 100;
  if (Math.abs(percent) < 1) return `${threeDigits(Math.abs(percent))} % too ${percent > 0 ? 'large' : 'small'}`;
  return ratio >= 1 ? `${threeDigits(ratio)} times too large` : `${threeDigits(1 / ratio)} times too small`;
}

function threeDigits(value: number): string {
  return value >= 1000 ? format(Math.round(value)) : trimZeros(value.toPrecision(3));
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
