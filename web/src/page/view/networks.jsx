import { useMemo } from 'preact/hooks';
import { apiUrl, useApi } from '../api.js';
import { IndexBar, Sparkline } from '../chart/small.jsx';
import { saveCsv } from '../chart/save.js';
import { ageSeconds, count, decimals, isNone, percent, range, time } from '../format.js';
import { Link, useGo } from '../link.jsx';
import { Failure, Freshness, Nothing, Stale, Waiting } from './states.jsx';

const DAY = 86_400;

const COLUMNS = [
  { key: 'name', name: 'Network', value: (each) => `${each.network}/${each.layer}` },
  { key: 'index', name: 'Index', number: true, value: (each) => each.resilience_index ?? -1 },
  { key: 'weakest', name: 'Weakest part', value: (each) => each.weakest_value ?? 2 },
  { key: 'halts', name: 'Halts alone', value: (each) => -each.halting.length },
  { key: 'providers', name: 'Providers', number: true, title: 'How few providers halt it together (Nakamoto coefficient)', value: (each) => each.nakamoto.provider ?? 1e9 },
  { key: 'countries', name: 'Countries', number: true, title: 'How few countries halt it together (Nakamoto coefficient)', value: (each) => each.nakamoto.country ?? 1e9 },
  { key: 'big-three', name: 'Big three', number: true, title: 'Share of AWS, Azure and Google Cloud', value: (each) => each.big_three ?? -1 },
  { key: 'exposed', name: 'Exposed now', number: true, title: 'Share inside open outages', value: (each) => (each.open_incidents ? (each.exposure_any_high ?? 0) : -1) },
  { key: 'trend', name: 'Index, a day', value: (each) => each.resilience_index ?? -1 },
  { key: 'age', name: 'Newest', number: true, value: (each) => -Date.parse(each.at) },
];

/** A row a network. */
export function Networks({ where, changes }) {
  const go = useGo();
  const answer = useApi(apiUrl('populations', { at: where.at, trend: DAY }), changes);
  const populations = answer.data?.populations;
  const sort = where.sort ?? 'index';
  const filter = where.filter ?? '';
  const shown = useMemo(() => arrange(populations ?? [], sort, filter), [populations, sort, filter]);
  if (answer.error && !populations) {
    return <Failure error={answer.error} />;
  }
  if (!populations) {
    return <Waiting lines={6} />;
  }
  if (populations.length === 0) {
    return <Nothing />;
  }
  const newest = populations.map((each) => each.at).sort().at(-1);
  const old = !where.at && ageSeconds(newest) > 2 * DAY;
  const change = (parameters) =>
    go({ sort: where.sort, filter: where.filter, ...parameters }, 'replace');
  return (
    <>
      <div class="title-row">
        <div>
          <h1>Networks</h1>
          <p class="lead">
            How near each network is to being halted by few failures. 100: no single failure comes near. Its interval is
            what the unknown leaves open.
          </p>
        </div>
        <div class="tools">
          <label class="field">
            Filter
            <input type="search" value={filter} onInput={(event) => change({ filter: event.target.value })} placeholder="name or weakest part" />
          </label>
          <label class="field only-narrow">
            Sort by
            <select value={sort.replace('-', '')} onChange={(event) => change({ sort: event.target.value })}>
              {COLUMNS.map((each) => (
                <option value={each.key}>{each.name}</option>
              ))}
            </select>
          </label>
          <button type="button" class="quiet" onClick={() => csv(shown)}>
            CSV
          </button>
        </div>
      </div>
      {old ? <Stale newest={newest} /> : null}
      <div class="card flush">
        <table class="networks" role="table">
          <caption class="for-readers">Networks{where.at ? ` as of ${time(where.at)}` : ''}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {COLUMNS.map((each) => (
                <Head column={each} sort={sort} change={change} />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map((each) => (
              <Row key={`${each.network}/${each.layer}`} population={each} past={Boolean(where.at)} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 ? <p class="empty">No network has “{filter}” in its name or weakest part.</p> : null}
      </div>
      <p class="caption">
        <b>Halts alone</b>: kinds of entity whose largest, alone, reaches the share that halts the network.{' '}
        <b>Providers, countries</b>: how few of the largest halt it together. <b>Exposed now</b>: share inside the
        outages open at that instant; from what is known to be inside to what may be. None of it says that a network has
        failed.
      </p>
    </>
  );
}

function Head({ column, sort, change }) {
  const up = sort === column.key;
  const down = sort === `-${column.key}`;
  return (
    <th role="columnheader" scope="col" class={column.number ? 'number' : ''} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button type="button" title={column.title} onClick={() => change({ sort: up ? `-${column.key}` : column.key })}>
        {column.name}
        <span class="arrow" aria-hidden="true">{up ? '▲' : down ? '▼' : ''}</span>
      </button>
    </th>
  );
}

function arrange(populations, sort, filter) {
  const descending = sort.startsWith('-');
  const column = COLUMNS.find((each) => each.key === sort.replace(/^-/, '')) ?? COLUMNS[1];
  const wanted = filter.toLowerCase();
  return populations
    .filter((each) => `${each.network}/${each.layer} ${each.weakest_in_words}`.toLowerCase().includes(wanted))
    .sort((a, b) => {
      const [x, y] = [column.value(a), column.value(b)];
      const order = x < y ? -1 : x > y ? 1 : a.network < b.network ? -1 : 1;
      return descending ? -order : order;
    });
}

function Row({ population: each, past }) {
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Link to={{ network: `${each.network}/${each.layer}` }} class="name">
          {each.network}
        </Link>
        <span class="layer">{each.layer}</span>
      </th>
      <td role="cell" class="number index-cell" data-label="Index">
        <span class="big">{decimals(each.resilience_index)}</span>
        <IndexBar index={each.resilience_index} low={each.index_low} high={each.index_high} />
        <span class="sub">{isNone(each.index_low) ? each.null_reason : `${decimals(each.index_low)} – ${decimals(each.index_high)}`}</span>
      </td>
      <td role="cell" class="words" data-label="Weakest part">{each.weakest_in_words}</td>
      <td role="cell" data-label="Halts alone">
        {each.halting.length ? each.halting.map((dimension) => <span class="chip bad">{dimension}</span>) : <span class="muted">none</span>}
      </td>
      <td role="cell" class="number" data-label="Providers">{count(each.nakamoto.provider)}</td>
      <td role="cell" class="number" data-label="Countries">{count(each.nakamoto.country)}</td>
      <td role="cell" class="number" data-label="Big three">{percent(each.big_three)}</td>
      <td role="cell" class="number" data-label="Exposed now">
        {each.open_incidents ? range(each.exposure_any_low, each.exposure_any_high) : <span class="muted">no outage</span>}
      </td>
      <td role="cell" data-label="Index, a day">
        <Sparkline points={each.trend ?? []} />
      </td>
      <td role="cell" class="number" data-label="Newest">
        <Freshness at={each.at} windowSeconds={each.window_s} past={past} />
      </td>
    </tr>
  );
}

function csv(populations) {
  const names = ['network', 'layer', 'at', 'resilience_index', 'index_low', 'index_high', 'weakest_in_words', 'big_three', 'exposure_any_low', 'exposure_any_high'];
  saveCsv(
    'faultline-networks',
    [...names, 'nakamoto_provider', 'nakamoto_country', 'halting'].map((name) => ({ name })),
    populations.map((each) => [...names.map((name) => each[name]), each.nakamoto.provider, each.nakamoto.country, each.halting.join(';')]),
  );
}
