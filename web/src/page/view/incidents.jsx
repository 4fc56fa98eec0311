import { apiUrl, useApi } from '../api.js';
import { time } from '../format.js';
import { Link, useGo } from '../link.jsx';
import { Choice } from './network.jsx';
import { Failure, Waiting } from './states.jsx';

const KINDS = [
  ['outages', 'outage'],
  ['dependants', 'dependant'],
  ['maintenance', 'maintenance'],
];

/** What was known to be open, and what was before. */
export function Incidents({ where, changes }) {
  const go = useGo();
  const kind = where.kind ?? 'outage';
  const answer = useApi(apiUrl('incidents', { at: where.at, kind, limit: 200 }), changes);
  const incidents = answer.data?.incidents;
  return (
    <>
      <div class="title-row">
        <div>
          <h1>Incidents</h1>
          <p class="lead">As the providers told them{where.at ? `, and as known at ${time(where.at)}` : ''}. The open ones first.</p>
        </div>
        <div class="tools">
          <Choice label="Kind" values={KINDS} value={kind} choose={(chosen) => go({ view: 'incidents', kind: chosen }, 'replace')} />
        </div>
      </div>
      {answer.error && !incidents ? <Failure error={answer.error} /> : null}
      {!incidents && !answer.error ? <Waiting lines={6} /> : null}
      {incidents?.length === 0 ? (
        <section class="card notice">
          <h2>No {KINDS.find((each) => each[1] === kind)?.[0] ?? 'incident'} known</h2>
          <p>
            Feeds bring them: <code>bin/faultline poll --feeds docs/feeds.yaml</code>, or import a recorded one with{' '}
            <code>bin/faultline import gcp-incidents-json FILE</code>.
          </p>
        </section>
      ) : null}
      <ul class="incident-list">
        {incidents?.map((each) => (
          <li class="card">
            <Severity severity={each.severity} />
            <div>
              <h2>
                <Link to={{ incident: `${each.source}/${each.incident_id}` }}>{each.title}</Link>
              </h2>
              <p class="muted">
                {each.provider}
                {each.regions?.length ? ` · ${each.regions.slice(0, 6).join(', ')}${each.regions.length > 6 ? ` and ${each.regions.length - 6} more` : ''}` : ''}{' '}
                · {time(each.begins_at)}
                {each.ends_at ? ` to ${time(each.ends_at)}` : ''} · {each.status}
              </p>
            </div>
            {each.open ? <span class="chip bad">open</span> : <span class="chip">over</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

export function Severity({ severity }) {
  return <span class={`severity ${severity}`}>{severity}</span>;
}
