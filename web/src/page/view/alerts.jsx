import { apiUrl, useApi } from '../api.js';
import { time } from '../format.js';
import { Link } from '../link.jsx';
import { Severity } from './incidents.jsx';
import { Failure, Waiting } from './states.jsx';

const CHIPS = { firing: 'chip bad', pending: 'chip warn', resolved: 'chip' };

/** What fires, what may soon, and what did. */
export function Alerts({ where, changes }) {
  const answer = useApi(apiUrl('alerts', { at: where.at, limit: 200 }), changes);
  const alerts = answer.data?.alerts;
  return (
    <>
      <div class="title-row">
        <div>
          <h1>Alerts</h1>
          <p class="lead">What the rules say{where.at ? ` as of ${time(where.at)}` : ''}. Those that fire first.</p>
        </div>
      </div>
      {answer.error && !alerts ? <Failure error={answer.error} /> : null}
      {!alerts && !answer.error ? <Waiting lines={6} /> : null}
      {alerts?.length === 0 ? (
        <section class="card notice">
          <h2>No alert has been raised</h2>
          <p>
            Rules look at every closed instant. <code>bin/faultline alerts test --from TIME</code> shows what they would have said of
            the past.
          </p>
        </section>
      ) : null}
      <ul class="incident-list">
        {alerts?.map((each) => (
          <li class="card">
            <Severity severity={each.severity} />
            <div>
              <h2>
                {each.subject.startsWith('feed/') ? each.text : <Link to={{ network: each.subject }}>{each.text}</Link>}
              </h2>
              <p class="muted">
                {each.rule}: {each.measure} {each.condition} · since {time(each.active_at)}
                {each.resolved_at ? ` to ${time(each.resolved_at)}` : ''}
              </p>
            </div>
            <span class={CHIPS[each.state]}>{each.state}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
