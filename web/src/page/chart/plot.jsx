import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { css } from './colors.js';

const HEIGHT = 260;

/** Axes in the colours of the page. */
function axes(format) {
  const common = {
    stroke: css('--muted'),
    grid: { stroke: css('--line'), width: 1 },
    ticks: { stroke: css('--line'), width: 1, size: 4 },
    font: '12px system-ui, sans-serif',
  };
  return [
    { ...common, space: 70, values: (_, marks, __, ___, step) => marks.map((each) => clock(each, step)) },
    { ...common, size: 52, values: (_, marks) => marks.map(format) },
  ];
}

/** Times in UTC: the day where a day is the step, else the clock. */
function clock(seconds, step) {
  const iso = new Date(seconds * 1000).toISOString();
  return step >= 86_400 || iso.endsWith('T00:00:00.000Z') ? iso.slice(5, 10) : iso.slice(11, 16);
}

/** Bands behind the lines: [{from, to}] in seconds. */
function bandsPlugin(bands) {
  return {
    hooks: {
      drawClear: (plot) => {
        const { ctx, bbox } = plot;
        ctx.save();
        for (const band of bands) {
          const left = Math.max(plot.valToPos(band.from, 'x', true), bbox.left);
          const right = Math.min(plot.valToPos(band.to, 'x', true), bbox.left + bbox.width);
          if (right > left) {
            ctx.fillStyle = css('--band');
            ctx.fillRect(left, bbox.top, right - left, bbox.height);
            ctx.fillStyle = css('--bad');
            ctx.fillRect(left, bbox.top, Math.max(2, devicePixelRatio), bbox.height);
          }
        }
        ctx.restore();
      },
    },
  };
}

/**
 * A chart over time. data as uPlot has it: [seconds, values…]. Painted anew when the data, the
 * colours or the width change.
 */
export function Plot({ data, series, scale, format, bands = [], fills = [], theme }) {
  const place = useRef(null);
  useEffect(() => {
    const element = place.current;
    const plot = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height: HEIGHT,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        series: [{}, ...series],
        bands: fills,
        axes: axes(format),
        scales: { x: { time: true }, y: { range: scale } },
        legend: { show: false },
        cursor: { y: false, points: { size: 6 } },
        plugins: [bandsPlugin(bands)],
      },
      data,
      element,
    );
    const follow = new ResizeObserver(() => {
      const width = Math.max(200, element.clientWidth);
      if (width !== plot.width) {
        plot.setSize({ width, height: HEIGHT });
      }
    });
    follow.observe(element);
    return () => {
      follow.disconnect();
      plot.destroy();
    };
  }, [data, theme, JSON.stringify(bands)]);
  return <div class="plot" ref={place} />;
}

/** Names and colours of what is drawn. */
export function Legend({ entries }) {
  return (
    <ul class="legend">
      {entries.map((each) => (
        <li>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <rect width="12" height="12" rx="3" class={each.color} />
          </svg>
          {each.name}
          {each.value ? <b> {each.value}</b> : null}
        </li>
      ))}
    </ul>
  );
}
