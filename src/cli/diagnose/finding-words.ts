/** A finding and a verdict in words, for terminal and page alike. */
import { type HealthFinding, isCertain, type Place } from '../../diagnostics/examine.js';
import { format, formatShare } from '../../grading/format.js';

/** Places that are named one by one. */
const PLACES = 6;

/** "pre-activation std: layer 1 (Tanh) 5.18 (healthy: at most 2)". */
export function placesText({ finding, measure, healthy, measurements }: HealthFinding): string {
  const figure = (value: number) =>
    finding === 'saturated' ? formatShare(value) : format(Number(value.toPrecision(3)));
  const text = ({ name, value }: Place) => (name === 'loss' ? figure(value) : `${name} ${figure(value)}`);
  const areAlike = measurements.every(({ mayBeChance }) => mayBeChance === measurements[0]?.mayBeChance);
  const shown = measurements
    .slice(0, PLACES)
    .map((place) => (place.mayBeChance && !areAlike ? `perhaps ${text(place)}` : text(place)));
  const more = measurements.length > PLACES ? `, and ${measurements.length - PLACES} more` : '';
  return `${measure}: ${shown.join(', ')}${more}${rangeText(healthy, figure)}`;
}

function rangeText(healthy: HealthFinding['healthy'], figure: (value: number) => string): string {
  if (healthy?.to !== undefined && healthy.to !== null) return ` (healthy: at most ${figure(healthy.to)})`;
  if (healthy?.from !== undefined && healthy.from !== null) return ` (healthy: at least ${figure(healthy.from)})`;
  return '';
}

/** How the rules of a phase came out. */
export function verdictOf(
  where: string,
  findings: readonly HealthFinding[],
): { readonly text: string; readonly isGood: boolean } {
  const sure = findings.filter(isCertain).length;
  const unsure = findings.length - sure;
  const perhaps = unsure === 0 ? '' : `; ${unsure} more may be chance`;
  if (sure === 0)
    return {
      text: `✓ ${unsure === 0 ? `healthy ${where} by every rule` : `nothing certain ${where}${perhaps}`}`,
      isGood: true,
    };
  return { text: `✗ ${sure} ${sure === 1 ? 'finding' : 'findings'} ${where}${perhaps}`, isGood: false };
}
