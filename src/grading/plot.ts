/** A data series with its axes and the accepted band, drawn by `report/`. */
export interface Plot {
  readonly kind: 'line' | 'histogram' | 'bars';
  readonly title: string;
  readonly x: { readonly label: string; readonly values: readonly number[] };
  readonly y: { readonly label: string; readonly unit?: string };
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly band?: { readonly name: string; readonly low: number; readonly high: number };
}
