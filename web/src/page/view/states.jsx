import { ageSeconds, duration, time } from '../format.js';

/** Why there is nothing, and what to do. */
export function Failure({ error, retry }) {
  return (
    <section class="card notice bad" role="alert">
      <h2>This could not be read</h2>
      <p>{error.message}</p>
      <p class="muted">
        {error.passes ? 'The page asks again by itself. ' : ''}
        <a href="/health/ready">Which part is down</a> this port tells; <code>bin/faultline doctor</code> looks at all of
        them.
      </p>
      {retry ? (
        <button type="button" onClick={retry}>
          Ask again
        </button>
      ) : null}
    </section>
  );
}

/** Grey shapes of the size of what will come. */
export function Waiting({ lines = 4 }) {
  return (
    <section class="card waiting" aria-busy="true" aria-label="Loading">
      {Array.from({ length: lines }, () => (
        <div class="bone" />
      ))}
    </section>
  );
}

export function Nothing() {
  return (
    <section class="card notice">
      <h2>No indices yet</h2>
      <p>Publish some nodes and the first index appears within a minute of the next watermark:</p>
      <pre>
        {`bin/faultline demo                     # a recorded day, in half a minute
bin/faultline import --list            # your own files
bin/faultline poll --feeds docs/feeds.yaml`}
      </pre>
    </section>
  );
}

/** How old something is: fresh, late or recorded. */
export function Freshness({ at, windowSeconds, past }) {
  const age = ageSeconds(at);
  const stale = age > Math.max(3 * windowSeconds, 600);
  if (past) {
    return <span class="muted">{time(at)}</span>;
  }
  return (
    <span class={stale ? 'fresh stale' : 'fresh'} title={time(at)}>
      {duration(age)} ago
    </span>
  );
}

/** Shown where everything is old. */
export function Stale({ newest }) {
  return (
    <p class="banner">
      The newest instant is <b>{time(newest)}</b>, {duration(ageSeconds(newest))} ago. For recorded data that is as it
      should be. If feeds should be running, <code>bin/faultline publishers</code> says who is late.
    </p>
  );
}
