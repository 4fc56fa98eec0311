import { useMemo } from 'preact/hooks';
import { decimals, time } from '../format.js';
import { css } from './colors.js';
import { Figure } from './figure.jsx';
import { Legend, Plot } from './plot.jsx';

const seconds = (text) => Date.parse(text) / 1000;

/** The index over time with its interval; outages as bands. */
export function IndexChart({ series, incidents, file, tools, theme }) {
  const rows = series.rows;
  const bands = useMemo(() => bandsOf(series, incidents), [series, incidents]);
  const data = useMemo(
    () => [rows.map((row) => seconds(row[0])), rows.map((row) => row[1]), rows.map((row) => row[3]), rows.map((row) => row[2])],
    [series],
  );
  const lines = useMemo(
    () => [
      { label: 'index', stroke: css('--accent'), width: 2.5, points: { show: rows.length < 2 } },
      { label: 'high', stroke: 'transparent', width: 0, points: { show: false } },
      { label: 'low', stroke: 'transparent', width: 0, points: { show: false } },
    ],
    [series, theme],
  );
  const fills = [{ series: [2, 3], fill: css('--interval') }];
  return (
    <Figure
      title="Resilience index over time"
      file={file}
      tools={tools}
      className="wide"
      shows="the index, 0 to 100, with the interval that the unknown leaves; outages as red bands from their begin, as known then."
      means="a fall is a network that came closer to being halted by few failures."
      not="that the network had trouble: it is about what could fail, and what is failing, not about service."
      columns={[{ name: 'at', text: true, format: time }, { name: 'index', format: decimals }, { name: 'low', format: decimals }, { name: 'high', format: decimals }]}
      rows={rows}
    >
      {rows.length ? (
        <Plot data={data} series={lines} scale={[0, 100]} format={(value) => String(value)} bands={bands} fills={fills} theme={theme} />
      ) : (
        <p class="empty">Nothing was measured in this stretch of time. Choose a longer one.</p>
      )}
      <Legend
        entries={[
          { name: 'index', color: 'key-accent' },
          { name: 'interval', color: 'key-interval' },
          ...(bands.length ? [{ name: 'outage open', color: 'key-band' }] : []),
        ]}
      />
    </Figure>
  );
}

function bandsOf(series, incidents) {
  const end = seconds(series.to);
  return incidents
    .filter((each) => each.kind === 'outage')
    .map((each) => ({
      from: seconds(each.begins_at),
      to: each.ends_at ? seconds(each.ends_at) : end,
    }));
}
