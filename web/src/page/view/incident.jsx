import { apiUrl, useApi } from '../api.js';
import { Figure } from '../chart/figure.jsx';
import { ShareBar } from '../chart/small.jsx';
import { duration, isNone, percent, time } from '../format.js';
import { Link } from '../link.jsx';
import { Severity } from './incidents.jsx';
import { Failure, Waiting } from './states.jsx';

/** One incident: how it was told, what it did, and who fell with it. */
export function Incident({ where, changes }) {
  const slash = where.incident.indexOf('/');
  const [source, id] = [where.incident.slice(0, slash), where.incident.slice(slash + 1)];
  const answer = useApi(apiUrl(`incidents/${encodeURIComponent(source)}/${encodeURIComponent(id)}`, { at: where.at }), changes);
  if (answer.error && !answer.data) {
    return <Failure error={answer.error} />;
  }
  if (!answer.data) {
    return <Waiting lines={8} />;
  }
  const { incident, revisions, impact, ripple } = answer.data;
  const file = `faultline-incident-${id}`;
  return (
    <>
      <header class="card summary">
        <div class="summary-name">
          <p class="crumbs">
            <Link to={{ view: 'incidents' }}>Incidents</Link>
          </p>
          <h1>{incident.title}</h1>
          <p class="muted">
            <Severity severity={incident.severity} /> {incident.provider}
            {incident.regions?.length ? ` · ${incident.regions.join(', ')}` : ''} · {incident.status} · {source}
          </p>
          <p>
            {time(incident.begins_at)} to {incident.ends_at ? `${time(incident.ends_at)}, ${duration((Date.parse(incident.ends_at) - Date.parse(incident.begins_at)) / 1000)}` : 'an end not yet known'}
            {incident.url ? (
              <>
                {' · '}
                <a href={incident.url} rel="noreferrer noopener" target="_blank">
                  the provider's own page
                </a>
              </>
            ) : null}
          </p>
        </div>
      </header>
      <div class="grid">
        <Revisions revisions={revisions} file={`${file}-revisions`} />
        <Impact impact={impact} file={`${file}-impact`} />
        <Ripple ripple={ripple} file={`${file}-ripple`} />
      </div>
    </>
  );
}

const LEFT = 98;
const ROW = 22;

/** Each revision as a bar from begin to end as it was known then. */
function Revisions({ revisions, file }) {
  // text keeps its size on a small screen
  const width = innerWidth < 700 ? 400 : 1100;
  const shown = revisions.slice(-30);
  const known = shown.map((each) => Date.parse(each.known_at));
  const begins = shown.map((each) => Date.parse(each.begins_at));
  const ends = shown.map((each, i) => (each.ends_at ? Date.parse(each.ends_at) : Math.max(known[i], begins[i])));
  const first = Math.min(...begins);
  // an edit of a month later would squeeze everything into a corner
  const last = Math.max(...ends, first + 60_000);
  const x = (at) => LEFT + (Math.min(1, (at - first) / (last - first)) * (width - LEFT - 24));
  const height = shown.length * ROW + 34;
  const ticks = (width < 700 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((part) => first + part * (last - first));
  return (
    <Figure
      title="How it was told"
      file={file}
      className="full"
      shows="a line for each time the provider changed what it says: the bar is the outage as described then, the tick when that was known."
      means="providers rewrite history: begins move earlier, ends are taken back."
      not="that a change of words changed anything for the network."
      columns={[{ name: 'known at', text: true, format: time }, { name: 'status', text: true }, { name: 'severity', text: true }, { name: 'begin', text: true, format: time }, { name: 'end', text: true, format: (v) => (v ? time(v) : 'open') }, { name: 'title', text: true }]}
      rows={revisions.map((each) => [each.known_at, each.status, each.severity, each.begins_at, each.ends_at, each.title])}
    >
      <svg class="revisions" viewBox={`0 0 ${width} ${height}`}>
        {ticks.map((at, i) => (
          <g>
            <line class="grid" x1={x(at)} x2={x(at)} y1="4" y2={height - 26} />
            <text class="tick" x={x(at)} y={height - 8} text-anchor={i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle'}>
              {new Date(at).toISOString().slice(last - first > 86_400_000 ? 5 : 11, 16).replace('T', ' ')}
            </text>
          </g>
        ))}
        {shown.map((each, i) => (
          <g>
            <text class="tick" x={LEFT - 8} y={i * ROW + 19} text-anchor="end">
              {each.status}
            </text>
            <rect class={`bar ${each.severity} ${each.ends_at ? '' : 'open-end'}`} x={x(begins[i])} width={Math.max(3, x(ends[i]) - x(begins[i]))} y={i * ROW + 8} height={ROW - 9} rx="3">
              <title>{`known ${time(each.known_at)}: ${each.title}`}</title>
            </rect>
            <line class="known-at" x1={x(known[i])} x2={x(known[i])} y1={i * ROW + 5} y2={i * ROW + ROW + 1} />
          </g>
        ))}
      </svg>
    </Figure>
  );
}

function Impact({ impact, file }) {
  return (
    <Figure
      title="Exposed and lost, by network"
      file={file}
      className="wide"
      shows="the share of each network inside the outage before it began, and the share that stopped answering since."
      means="exposed and lost are two things: a null case is a result."
      not="that the loss was caused by the outage: it is what was lost inside its scope, while it lasted."
      columns={[{ name: 'network', text: true }, { name: 'exposed', format: percent }, { name: 'lost', format: (v) => percent(v, 2) }, { name: 'lost of exposed', format: percent }, { name: 'time to lose', format: (v) => (isNone(v) ? '–' : duration(v / 1000)) }, { name: 'time to recover', format: (v) => (isNone(v) ? '–' : duration(v / 1000)) }]}
      rows={impact.map((each) => [`${each.network}/${each.layer}`, each.exposed_share, each.lost_share, each.conversion, each.time_to_lose_ms, each.time_to_recover_ms])}
    >
      {impact.length === 0 ? <p class="empty">No network had weight inside its scope, as far as is known.</p> : null}
      <ul class="bars">
        {impact.map((each) => (
          <li>
            <span>
              {each.network} <small class="muted">{each.layer}</small>
            </span>
            <b>
              {percent(each.exposed_share)} exposed, {percent(each.lost_share, 2)} lost
            </b>
            <ShareBar low={each.lost_share} high={each.exposed_share} strong />
          </li>
        ))}
      </ul>
    </Figure>
  );
}

function Ripple({ ripple, file }) {
  return (
    <Figure
      title="Who fell with it"
      file={file}
      shows="incidents of exchanges, games and front ends that began while it was open, how long after, and whether their own text names the provider."
      means="who may depend on this provider."
      not="that it was the cause: they began within it, and one that names the provider may do so without blaming it."
      columns={[{ name: 'dependant', text: true }, { name: 'from', text: true, format: time }, { name: 'after', format: duration }, { name: 'names the provider in', text: true, format: (v) => v ?? '–' }, { name: 'what failed', text: true }]}
      rows={ripple.map((each) => [each.dependant, each.begins_at, isNone(each.lag_ms) ? null : each.lag_ms / 1000, each.attributed_in, each.title])}
    >
      {ripple.length === 0 ? <p class="empty">No dependant is known to have failed within it.</p> : null}
      <ol class="ripple">
        {ripple.map((each) => (
          <li>
            <b>{each.dependant}</b> <span class="muted">after {duration(isNone(each.lag_ms) ? null : each.lag_ms / 1000)}</span>{' '}
            {each.attributed_in ? (
              <span class="chip" title={each.attributed_in}>
                names the provider
              </span>
            ) : null}
            <p>{each.title}</p>
          </li>
        ))}
      </ol>
    </Figure>
  );
}
