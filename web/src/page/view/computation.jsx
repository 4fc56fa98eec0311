import { useState } from 'preact/hooks';
import { apiUrl, ask } from '../api.js';

/** The SQL that gives the same rows again from the raw ones, and whether it does. */
export function Computation({ path, at, data }) {
  const [audit, setAudit] = useState(null);
  const [error, setError] = useState(null);
  const [running, setRunning] = useState(false);
  const run = () => {
    setRunning(true);
    setError(null);
    ask(apiUrl(`${path}/audit`, { at: at ?? data.at }))
      .then(setAudit, setError)
      .finally(() => setRunning(false));
  };
  return (
    <details class="card computation">
      <summary>How is this computed?</summary>
      <p>
        From the newest observation of each node within the window, by methodology {data.components.methodology_version ?? '–'}
        . The share that halts it is {data.rule ? `${data.rule.liveness_strict ? 'over' : 'at least'} ${data.rule.liveness_numerator}/${data.rule.liveness_denominator}` : '1/2'}
        {data.rule ? `, a ${data.rule.kind}: ${data.rule.citation}` : ''}.
      </p>
      <p>
        Every row can be made again from the raw rows by SQL.{' '}
        <button type="button" onClick={run} disabled={running}>
          {running ? 'Recomputing …' : 'Recompute these rows now'}
        </button>
      </p>
      <div aria-live="polite">
        {error ? <p class="bad-text">{error.message}</p> : null}
        {audit ? <Verdict audit={audit} /> : null}
      </div>
    </details>
  );
}

function Verdict({ audit }) {
  return (
    <>
      <p class={audit.same ? 'good-text' : 'bad-text'}>
        {audit.same
          ? 'The raw rows give exactly the rows that are published.'
          : audit.recomputable
            ? `They differ: ${audit.difference}`
            : 'The raw rows behind this instant are not all here, so it cannot be recomputed.'}
      </p>
      <pre tabIndex={0}>{audit.sql.join(';\n')}</pre>
    </>
  );
}
