import { useMemo } from 'preact/hooks';
import { apiUrl, useApi } from '../api.js';
import { IndexChart } from '../chart/index-chart.jsx';
import { WorldMap } from '../chart/map.jsx';
import { RemovalCurve } from '../chart/removal.jsx';
import { ShareChart } from '../chart/share-chart.jsx';
import { useGo } from '../link.jsx';
import { Computation } from './computation.jsx';
import { Components, Dimensions, Movers, Stress, Summary } from './network-parts.jsx';
import { Failure, Waiting } from './states.jsx';

const RANGES = [
  ['6 h', 21_600],
  ['24 h', 86_400],
  ['7 d', 604_800],
  ['30 d', 2_592_000],
];
const DIMENSIONS = ['provider', 'country', 'client', 'operator', 'hosting'];

/** Everything about one network. */
export function Network({ where, changes, theme }) {
  const go = useGo();
  const path = `populations/${where.network.split('/').map(encodeURIComponent).join('/')}`;
  const at = where.at;
  const detail = useApi(apiUrl(path, { at }), changes);
  const seconds = Number(where.range) || 86_400;
  const dimension = DIMENSIONS.includes(where.dimension) ? where.dimension : 'provider';
  const change = (parameters) =>
    go({ network: where.network, range: where.range, dimension: where.dimension, ...parameters }, 'replace');
  const data = detail.data;
  const to = data?.at;
  const from = to ? new Date(Date.parse(to) - seconds * 1000).toISOString() : null;
  const series = useApi(
    to && apiUrl(`${path}/series`, { at, from, to, measure: 'resilience_index,index_low,index_high' }),
  );
  const shares = useApi(to && apiUrl(`${path}/entities/series`, { at, from, to, dimension, top: 8 }));
  const holders = useApi(to && apiUrl(`${path}/entities`, { at, dimension }));
  const countries = useApi(to && apiUrl(`${path}/entities`, { at, dimension: 'country', limit: 60 }));
  const stress = useApi(to && apiUrl(`${path}/stress`, { at }));
  const incidents = useApi(to && apiUrl('incidents', { at: at ?? to, to, kind: 'outage', limit: 200 }));
  const shown = useMemo(
    () => (incidents.data?.incidents ?? []).filter((each) => !each.ends_at || Date.parse(each.ends_at) > Date.parse(from)),
    [incidents.data, from],
  );
  if (detail.error && !data) {
    return <Failure error={detail.error} />;
  }
  if (!data) {
    return <Waiting lines={10} />;
  }
  const file = `faultline-${data.network}-${data.layer}`;
  const threshold = data.rule ? data.rule.liveness_numerator / data.rule.liveness_denominator : 1 / 2;
  const own = data.dimensions.find((each) => each.dimension === dimension && each.weighting === data.weighting);
  const unit = data.weighting === 'weight' ? `the weight (${data.rule?.base_unit ?? 'declared'})` : 'the nodes';
  return (
    <>
      <Summary data={data} joint={stress.data?.joint_nakamoto} />
      <div class="grid">
        {series.data ? (
          <IndexChart series={series.data} incidents={shown} file={`${file}-index`} theme={theme} tools={<Choice label="Range" values={RANGES} value={seconds} choose={(range) => change({ range })} />} />
        ) : (
          <Waiting lines={7} />
        )}
        <Components data={data} />
        {shares.data ? (
          <ShareChart series={shares.data} dimension={dimension} file={`${file}-${dimension}`} theme={theme} tools={<Choice label="Dimension" values={DIMENSIONS.map((each) => [each, each])} value={dimension} choose={(chosen) => change({ dimension: chosen })} />} />
        ) : (
          <Waiting lines={7} />
        )}
        {holders.data ? (
          <RemovalCurve entities={holders.data.entities} dimension={dimension} threshold={threshold} nakamoto={own?.nakamoto_liveness} file={`${file}-removal`} />
        ) : null}
        {countries.data ? <WorldMap entities={countries.data.entities} file={`${file}-map`} unit={unit} /> : null}
        {holders.data ? <Movers answer={holders.data} dimension={dimension} file={`${file}-moved`} /> : null}
        <Stress scenarios={stress.data?.scenarios ?? []} threshold={threshold} file={`${file}-stress`} />
        <Dimensions data={data} />
      </div>
      <Computation path={path} at={at} data={data} />
    </>
  );
}

/** One of a few, as buttons. */
export function Choice({ label, values, value, choose }) {
  return (
    <div class="choice" role="group" aria-label={label}>
      {values.map(([name, each]) => (
        <button type="button" aria-pressed={each === value} onClick={() => choose(each)}>
          {name}
        </button>
      ))}
    </div>
  );
}
