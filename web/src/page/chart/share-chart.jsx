import { useMemo } from 'preact/hooks';
import { entityName, percent, time } from '../format.js';
import { seriesColor } from './colors.js';
import { Figure } from './figure.jsx';
import { Legend, Plot } from './plot.jsx';

/** Shares of the largest, stacked, over time. */
export function ShareChart({ series, dimension, file, tools, theme }) {
  const names = series.columns.slice(1);
  const { data, lines, fills } = useMemo(() => stacked(series, names), [series, theme]);
  const newest = series.rows[series.rows.length - 1] ?? [];
  return (
    <Figure
      title={`Who holds it, by ${dimension}`}
      file={file}
      tools={tools}
      className="wide"
      shows={`the shares of the largest by ${dimension} of the part whose ${dimension} is known, on top of each other.`}
      means="broad bands are what the network leans on."
      not="that a band is one machine, or one owner's decision: it is all that would fail with it."
      columns={[{ name: 'at', text: true, format: time }, ...names.map((each) => ({ name: entityName(dimension, each), format: percent }))]}
      rows={series.rows}
    >
      {series.rows.length ? (
        <Plot data={data} series={lines} scale={[0, 1]} format={(value) => `${Math.round(value * 100)} %`} fills={fills} theme={theme} />
      ) : (
        <p class="empty">{`No ${dimension} is known of this network, or none was in this stretch of time.`}</p>
      )}
      <Legend
        entries={names.map((each, i) => ({
          name: entityName(dimension, each),
          value: percent(newest[i + 1]),
          color: each === '' ? 'key-rest' : `key-${(i % 8) + 1}`,
        }))}
      />
    </Figure>
  );
}

/** Running sums from below, drawn from the top down so that each covers what is under it. */
function stacked(series, names) {
  const times = series.rows.map((row) => Date.parse(row[0]) / 1000);
  const sums = [];
  let below = series.rows.map(() => 0);
  for (let i = 0; i < names.length; i++) {
    below = series.rows.map((row, n) => Math.min(1, below[n] + (row[i + 1] ?? 0)));
    sums.push(below);
  }
  const order = names.map((_, i) => i).reverse();
  const paint = series.rows.length < 2;
  return {
    data: [times, ...order.map((i) => sums[i])],
    lines: order.map((i) => ({
      label: names[i],
      stroke: seriesColor(i, names[i]),
      fill: seriesColor(i, names[i]),
      width: 1,
      points: { show: paint },
    })),
    fills: [],
  };
}
