import { isNone } from '../format.js';

/** The index as a bar from 0 to 100, its interval as a paler one. */
export function IndexBar({ index, low, high }) {
  if (isNone(index)) {
    return <svg class="index-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" y="3" width="100" height="4" /></svg>;
  }
  return (
    <svg class="index-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" y="3" width="100" height="4" />
      <rect class={`value ${tone(index)}`} y="3" width={index} height="4" />
      <rect class="interval" x={low ?? index} y="1" width={Math.max(0.6, (high ?? index) - (low ?? index))} height="8" />
    </svg>
  );
}

export const tone = (index) => (index < 25 ? 'low' : index < 50 ? 'middle' : 'high');

/** A share as a bar, with a mark where the network halts. */
export function ShareBar({ low, high, mark, strong }) {
  const from = Math.max(0, Math.min(1, low ?? 0)) * 100;
  const to = Math.max(from, Math.min(1, high ?? low ?? 0) * 100);
  return (
    <svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" y="2" width="100" height="6" />
      <rect class="possible" y="2" width={to} height="6" />
      <rect class={strong ? 'known bad' : 'known'} y="2" width={from} height="6" />
      {isNone(mark) ? null : <rect class="mark" x={mark * 100 - 0.4} width="0.8" height="10" />}
    </svg>
  );
}

/** The course of the index in a word's size. */
export function Sparkline({ points }) {
  const values = points.filter((each) => !isNone(each[1]));
  if (values.length < 2) {
    return <span class="muted">–</span>;
  }
  const times = values.map((each) => Date.parse(each[0]));
  const numbers = values.map((each) => each[1]);
  const [first, last] = [times[0], times[times.length - 1]];
  // at least ten points of the index high, so that noise does not look like a fall
  const middle = (Math.min(...numbers) + Math.max(...numbers)) / 2;
  const half = Math.max(5, (Math.max(...numbers) - Math.min(...numbers)) / 2);
  const place = numbers.map((value, i) => [
    ((times[i] - first) / (last - first)) * 96 + 2,
    22 - ((value - middle + half) / (2 * half)) * 18,
  ]);
  const [x, y] = place[place.length - 1];
  return (
    <svg class="sparkline" viewBox="0 0 100 26" role="img" aria-label={`from ${numbers[0].toFixed(1)} to ${numbers[numbers.length - 1].toFixed(1)}`}>
      <polyline points={place.map((each) => each.map((n) => n.toFixed(1)).join(',')).join(' ')} />
      <circle cx={x} cy={y} r="2.4" />
    </svg>
  );
}
