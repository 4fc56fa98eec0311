import { Figure } from '../chart/figure.jsx';
import { IndexBar, ShareBar } from '../chart/small.jsx';
import { count, decimals, duration, entityName, isNone, named, percent, range, time } from '../format.js';
import { Link } from '../link.jsx';

/** What matters first, in large type. */
export function Summary({ data, joint }) {
  return (
    <header class="summary card">
      <div class="summary-name">
        <p class="crumbs">
          <Link to={{}}>Networks</Link>
        </p>
        <h1>
          {data.network} <span class="layer">{data.layer}</span>
        </h1>
        <p class="muted">
          {time(data.at)}, window of {duration(data.window_s)}, counted by {data.weighting === 'weight' ? (data.rule?.base_unit ?? 'weight') : 'nodes'}
        </p>
      </div>
      <dl class="facts">
        <div class="fact wide">
          <dt>Resilience index</dt>
          <dd>
            <span class="huge">{decimals(data.resilience_index)}</span>
            <span class="muted">
              {isNone(data.index_low) ? data.null_reason : ` of 100, ${decimals(data.index_low)} – ${decimals(data.index_high)}`}
            </span>
            <IndexBar index={data.resilience_index} low={data.index_low} high={data.index_high} />
          </dd>
        </div>
        <div class="fact">
          <dt>Weakest part</dt>
          <dd>{data.weakest_in_words}</dd>
        </div>
        <div class="fact">
          <dt>Halts alone</dt>
          <dd>{data.halting_in_words.length ? data.halting_in_words.map((each) => <span class="chip bad">{each}</span>) : 'no single failure'}</dd>
        </div>
        <div class="fact">
          <dt>Fewest that halt it together</dt>
          <dd>
            {joint && !isNone(joint.upper) ? (
              <>
                <b>{joint.lower === joint.upper ? joint.upper : `${joint.lower} to ${joint.upper}`}</b>: {joint.entities.map(named).join(', ')}
              </>
            ) : (
              '–'
            )}
          </dd>
        </div>
        <div class="fact">
          <dt>Exposed to open outages</dt>
          <dd>
            {data.incidents.length === 0
              ? 'no outage known to be open'
              : `any ${range(data.exposure_any_low, data.exposure_any_high)}, major ${range(data.exposure_major_low, data.exposure_major_high)}`}
          </dd>
        </div>
        <div class="fact">
          <dt>Nodes</dt>
          <dd>
            {count(data.live_nodes)} live, {count(data.down_nodes)} down, {count(data.silent_nodes)} silent
          </dd>
        </div>
      </dl>
    </header>
  );
}

const FLOOR = 0.01;

/** The six parts of the index. */
export function Components({ data }) {
  const parts = data.components;
  const entries = [
    ['largest provider', parts.margin?.provider, 'how far below the share that halts'],
    ['largest site', parts.margin?.site, 'the same, of one place'],
    ['largest country', parts.margin?.country, 'the same, of one country'],
    ['diversity of providers', parts.diversity?.provider, 'as many equal ones as 10 is full'],
    ['availability', data.availability, 'share that answers'],
    ['headroom', parts.headroom, 'room that open outages leave'],
  ];
  return (
    <Figure
      title="What the index is made of"
      file={`faultline-${data.network}-${data.layer}-components`}
      shows="its six parts, each 0 to 1; the index is 100 times their geometric mean."
      means="the shortest bar is what to work on first."
      not="that the others are safe: a part at the floor of 0.01 halves the index by itself."
      columns={[{ name: 'part', text: true }, { name: 'value', format: (v) => decimals(v, 3) }, { name: 'is', text: true }]}
      rows={entries}
    >
      <ul class="bars">
        {entries.map(([name, value, what]) => (
          <li class={!isNone(value) && value <= FLOOR ? 'at-floor' : ''}>
            <span>
              {name} <small class="muted">{what}</small>
            </span>
            <b>{decimals(value, 2)}</b>
            <ShareBar low={value} high={value} strong={!isNone(value) && value < 0.1} />
          </li>
        ))}
      </ul>
    </Figure>
  );
}

/** What would happen if. */
export function Stress({ scenarios, threshold, file }) {
  return (
    <Figure
      title="If these failed together"
      file={file}
      className="full"
      shows="the share of everything live that each scenario would take along; paler what may be inside; the line is where the network halts."
      means="“halts” needs nobody else; “may halt” depends on what is unknown."
      not="that it is likely. Hover or open the table for what is left."
      columns={[{ name: 'scenario', text: true }, { name: 'lost', format: percent }, { name: 'at most', format: percent }, { name: 'halts', text: true }, { name: 'nodes left', format: count }, { name: 'providers then', format: count }, { name: 'countries then', format: count }]}
      rows={scenarios.map((each) => [each.scenario, each.lost_low, each.lost_high, each.halts, each.survivors_nodes, each.survivors_nakamoto.provider, each.survivors_nakamoto.country])}
    >
      {scenarios.length === 0 ? <p class="empty">No scenario was measured at this instant.</p> : null}
      <ul class="bars scenarios">
        {scenarios.map((each) => (
          <li title={`${count(each.survivors_nodes)} nodes left`}>
            <span>{each.scenario}</span>
            <b>
              {range(each.lost_low, each.lost_high)}{' '}
              {each.halts === 'no' ? null : <span class={each.halts === 'yes' ? 'chip bad' : 'chip warn'}>{each.halts === 'yes' ? 'halts' : 'may halt'}</span>}
            </b>
            <ShareBar low={each.lost_low} high={each.lost_high} mark={threshold} strong={each.halts === 'yes'} />
          </li>
        ))}
      </ul>
    </Figure>
  );
}

/** Who gained and lost share since the day before. */
export function Movers({ answer, dimension, file }) {
  const rows = answer.entities
    .filter((each) => each.entity !== '')
    .map((each) => [each.entity, each.share_before, each.share, isNone(each.share_before) && !answer.before_at ? null : (each.share ?? 0) - (each.share_before ?? 0)])
    .sort((a, b) => Math.abs(b[3] ?? 0) - Math.abs(a[3] ?? 0) || (b[2] ?? 0) - (a[2] ?? 0));
  const top = rows.slice(0, 8);
  const sign = (value) => (isNone(value) ? '–' : `${value > 0 ? '+' : ''}${(value * 100).toFixed(2)}`);
  return (
    <Figure
      title={`Who moved, by ${dimension}`}
      file={file}
      shows={answer.before_at ? `shares now and at ${time(answer.before_at)}, the greatest change first.` : 'shares now; nothing was measured a day before.'}
      means="a provider that grows fast is a risk that grows fast."
      not="who moved where: nodes may have joined, left, or become known."
      columns={[{ name: dimension, text: true, format: (e) => entityName(dimension, e) }, { name: 'before', format: percent }, { name: 'now', format: percent }, { name: 'change, points', format: sign }]}
      rows={rows}
    >
      {top.length === 0 ? <p class="empty">{`No ${dimension} is known of this network.`}</p> : null}
      <ul class="bars movers">
        {top.map(([entity, before, now, change]) => (
          <li>
            <span>{entityName(dimension, entity)}</span>
            <b>
              {percent(now)} <span class={isNone(change) || Math.abs(change) < 0.00005 ? 'muted' : change > 0 ? 'more' : 'less'}>{sign(change)}</span>
            </b>
            <ShareBar low={now} high={Math.max(now ?? 0, before ?? 0)} />
          </li>
        ))}
      </ul>
    </Figure>
  );
}

/** All dimensions in figures. */
export function Dimensions({ data }) {
  const rows = data.dimensions
    .filter((each) => each.weighting === data.weighting)
    .map((each) => [each.dimension, each.entities, each.nakamoto_liveness, each.nakamoto_liveness_pessimistic, each.hhi, each.effective_entities, each.gini, each.top_entity === null ? '–' : entityName(each.dimension, each.top_entity), each.top1, each.coverage]);
  const columns = [
    { name: 'dimension', text: true },
    { name: 'entities', format: count },
    { name: 'Nakamoto', format: count },
    { name: 'at worst', format: count },
    { name: 'HHI', format: (v) => decimals(v, 4) },
    { name: 'effective', format: (v) => decimals(v, 2) },
    { name: 'Gini', format: (v) => decimals(v, 3) },
    { name: 'largest', text: true },
    { name: 'share', format: percent },
    { name: 'known', format: percent },
  ];
  return (
    <section class="card full" aria-labelledby="dimensions">
      <div class="figure-head">
        <h2 id="dimensions">Every dimension</h2>
      </div>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Every dimension: table">
        <table class="data">
          <caption class="for-readers">Measures by dimension</caption>
          <thead>
            <tr>{columns.map((each) => <th scope="col" class={each.text ? '' : 'number'}>{each.name}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                {row.map((value, i) => (
                  <td class={columns[i].text ? 'clip' : 'number'} title={columns[i].text ? String(value) : undefined}>
                    {columns[i].format ? columns[i].format(value) : value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="caption">
        <b>Nakamoto</b>: how few of the largest halt it, by its own rule; <b>at worst</b>: if all that is unknown belonged to
        the largest. <b>Effective</b>: as many equal entities as there might be. <b>Known</b>: share whose entity is known.
      </p>
    </section>
  );
}
