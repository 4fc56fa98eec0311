import { decimals, entityName, percent } from '../format.js';
import { Figure } from './figure.jsx';

const HEIGHT = 240;
const LEFT = 44;
const BOTTOM = 30;
const TOP = 10;

/** Share left as the largest entities of a dimension fail one after another. */
export function RemovalCurve({ entities, dimension, threshold, nakamoto, file, tools }) {
  // text keeps its size on a small screen
  const width = innerWidth < 700 ? 330 : 480;
  const ranked = entities.filter((each) => each.rank && each.entity !== '').slice(0, 50);
  const points = [[0, 1, '']];
  let left = 1;
  ranked.forEach((each, i) => {
    left -= each.share;
    points.push([i + 1, Math.max(0, left), each.entity]);
  });
  const last = Math.max(1, points.length - 1);
  const x = (n) => LEFT + (n / last) * (width - LEFT - 12);
  const y = (share) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  const path = points.map(([n, share], i) => (i ? `H${x(n).toFixed(1)}V${y(share).toFixed(1)}` : `M${x(0)},${y(1)}`)).join('');
  const every = last > 24 ? 10 : last > 10 ? 5 : 1;
  const marks = points.map((each) => each[0]).filter((n) => n % every === 0);
  return (
    <Figure
      title="Removal curve"
      file={file}
      tools={tools}
      shows={`how much is left, of the known part, when the largest by ${dimension} fail one after another.`}
      means={nakamoto ? `${nakamoto} of them, together, halt the network: the Nakamoto coefficient.` : 'the fewer steps to the line, the more depends on few.'}
      not="that they would fail together. It is the worst order, not a forecast."
      columns={[{ name: 'failed' }, { name: 'left', format: percent }, { name: dimension, text: true, format: (e) => (e ? entityName(dimension, e) : 'none') }]}
      rows={points}
    >
      <svg class="removal" viewBox={`0 0 ${width} ${HEIGHT}`}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g>
            <line class="grid" x1={LEFT} x2={width - 12} y1={y(share)} y2={y(share)} />
            <text class="tick" x={LEFT - 6} y={y(share) + 4} text-anchor="end">{`${share * 100} %`}</text>
          </g>
        ))}
        {marks.map((n) => (
          <text class="tick" x={x(n)} y={HEIGHT - 10} text-anchor="middle">{n}</text>
        ))}
        <path class="area" d={`${path}V${y(0)}H${x(0)}Z`} />
        <path class="curve" d={path} />
        <line class="threshold" x1={LEFT} x2={width - 12} y1={y(1 - threshold)} y2={y(1 - threshold)} />
        <text class="tick strong" x={width - 14} y={y(1 - threshold) - 6} text-anchor="end">{`halts below ${decimals((1 - threshold) * 100, 0)} %`}</text>
      </svg>
    </Figure>
  );
}
