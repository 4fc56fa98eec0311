import { useEffect, useState } from 'preact/hooks';
import { apiUrl, useApi } from '../api.js';
import { time } from '../format.js';
import { Link, useGo } from '../link.jsx';

const MINUTE = 60_000;

/** Name, ways, time and state: above every view. */
export function Frame({ where, theme, setTheme, changes, children }) {
  const view = where.network ? 'networks' : where.incident ? 'incidents' : (where.view ?? 'networks');
  const at = (name) => (view === name ? 'page' : undefined);
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <Link to={{}} class="brand">
          <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="7" class="brand-mark" />
            <path d="M6 11h8l4 5h8M6 21h6l4-5 4 5h6" class="brand-line" />
          </svg>
          Faultline
        </Link>
        <nav aria-label="Views">
          <Link to={{}} aria-current={at('networks')}>Networks</Link>
          <Link to={{ view: 'incidents' }} aria-current={at('incidents')}>Incidents</Link>
          <Link to={{ view: 'alerts' }} aria-current={at('alerts')}>
            Alerts
            <Firing where={where} changes={changes} />
          </Link>
          <Link to={{ view: 'what-if' }} aria-current={at('what-if')}>What if</Link>
        </nav>
        <State changes={changes} />
        <ThemeButton theme={theme} setTheme={setTheme} />
      </header>
      <TimeTravel where={where} changes={changes} />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer>
        <p>
          Every figure can be recomputed from the raw rows. The same data for programs: <a href="/api/v1/populations">/api/v1</a>,{' '}
          <a href="/openapi.yaml">openapi.yaml</a>, <a href="/metrics">metrics</a>. The map: Natural Earth.
        </p>
      </footer>
    </>
  );
}

/** How many alerts fire. */
function Firing({ where, changes }) {
  const { data } = useApi(apiUrl('alerts', { at: where.at, state: 'firing', limit: 200 }), changes);
  const count = data?.alerts.length ?? 0;
  return count ? (
    <span class="count">
      {count}
      <span class="for-readers"> firing</span>
    </span>
  ) : null;
}

const THEMES = { auto: 'light', light: 'dark', dark: 'auto' };

function ThemeButton({ theme, setTheme }) {
  return (
    <button type="button" class="quiet" onClick={() => setTheme(THEMES[theme])} aria-label={`Colours: ${theme}`}>
      {theme === 'auto' ? '◐' : theme === 'light' ? '☀' : '☾'}
    </button>
  );
}

/** Whether the parts work; which does not and why. */
function State({ changes }) {
  const [again, setAgain] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setAgain((n) => n + 1), 5000);
    return () => clearInterval(timer);
  }, []);
  const { data, error } = useApi(apiUrl('status'), again + changes);
  const down = data?.parts.filter((each) => !each.ready) ?? [];
  const text = error ? 'server down' : !data ? 'connecting' : down.length ? `${down.map((each) => each.part).join(', ')} down` : 'all parts ready';
  const kind = error || down.length ? 'down' : data ? 'up' : '';
  return (
    <div class={`state ${kind}`} role="status">
      <span class="dot" aria-hidden="true" />
      <span title={down.map((each) => `${each.part}: ${each.problem}`).join('\n') || error?.message}>{text}</span>
    </div>
  );
}

/** Any instant, by a slider or a date; the address keeps it. */
function TimeTravel({ where, changes }) {
  const go = useGo();
  const now = useApi(apiUrl('populations', { trend: 86_400 }), changes);
  const populations = now.data?.populations ?? [];
  const newest = Math.max(...populations.map((each) => Date.parse(each.at)), 0) || Date.now();
  const first = Math.min(...populations.map((each) => Date.parse(each.trend?.[0]?.[0] ?? each.at)), newest - MINUTE);
  const shown = where.at ? Date.parse(where.at) : newest;
  const [dragged, setDragged] = useState(null);
  const set = (at) => {
    const { view, network, incident, entities, sort, filter, range, dimension, kind } = where;
    go({ view, network, incident, entities, sort, filter, range, dimension, kind, at: at === null ? null : new Date(at).toISOString().replace('.000Z', 'Z') }, 'replace');
  };
  const position = dragged ?? Math.min(newest, Math.max(first, shown));
  const choose = (value) => set(Number(value) >= newest ? null : Number(value));
  return (
    <form class={where.at ? 'time past' : 'time'} onSubmit={(event) => event.preventDefault()} aria-label="Time">
      <label class="slider">
        <span class="for-readers">Time of what is shown</span>
        <input
          type="range"
          min={Math.floor(first / MINUTE) * MINUTE}
          max={newest}
          step={MINUTE}
          value={position}
          aria-valuetext={time(position)}
          onInput={(event) => setDragged(Number(event.target.value))}
          onChange={(event) => {
            setDragged(null);
            choose(event.target.value);
          }}
        />
      </label>
      <label class="field inline">
        <span>As of (UTC)</span>
        <input
          type="datetime-local"
          aria-label="As of, in UTC"
          step="60"
          value={new Date(dragged ?? shown).toISOString().slice(0, 16)}
          onChange={(event) => event.target.value && set(Date.parse(`${event.target.value}:00Z`))}
        />
      </label>
      <button type="button" aria-pressed={!where.at} onClick={() => set(null)}>
        Newest
      </button>
      {where.at ? <span class="as-known">as known then</span> : null}
    </form>
  );
}
