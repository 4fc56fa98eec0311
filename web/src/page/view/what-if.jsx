import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { apiUrl, post, useApi } from '../api.js';
import { Figure } from '../chart/figure.jsx';
import { ShareBar } from '../chart/small.jsx';
import { count, entityName, named, percent } from '../format.js';
import { Link, useGo } from '../link.jsx';
import { Failure, Waiting } from './states.jsx';

const DIMENSIONS = ['provider', 'region', 'country', 'client', 'hosting'];
const SHOWN = 40;

/** Pick what fails; see what is left of every network. */
export function WhatIf({ where }) {
  const go = useGo();
  const chosen = useMemo(() => (where.entities ?? '').split(',').filter(Boolean), [where.entities]);
  const choices = useApi(apiUrl('entities', { at: where.at }));
  const { answer, error, loading } = useLosses(chosen, where.at);
  const undone = useRef([]);
  const [, redraw] = useState(0);
  const choose = (entities, remember = true) => {
    if (remember) {
      undone.current.push(chosen);
    }
    go({ view: 'what-if', entities: entities.join(',') || null }, 'replace');
    redraw((n) => n + 1);
  };
  const toggle = (entity) =>
    choose(chosen.includes(entity) ? chosen.filter((each) => each !== entity) : [...chosen, entity]);
  return (
    <>
      <div class="title-row">
        <div>
          <h1>What if these failed together?</h1>
          <p class="lead">Pick providers, regions or countries. What lies in two of them counts once. The address of this page keeps your choice: share it.</p>
        </div>
        <div class="tools">
          <button type="button" disabled={undone.current.length === 0} onClick={() => choose(undone.current.pop(), false)}>
            Undo
          </button>
          <button type="button" class="quiet" disabled={chosen.length === 0} onClick={() => choose([])}>
            Clear
          </button>
        </div>
      </div>
      <div class="chosen" aria-live="polite">
        {chosen.length === 0 ? <span class="muted">Nothing fails yet.</span> : null}
        {chosen.map((each) => (
          <button type="button" class="chip bad removable" onClick={() => toggle(each)}>
            {named(each)} <span aria-hidden="true">×</span>
            <span class="for-readers">: remove</span>
          </button>
        ))}
      </div>
      <div class="grid what-if">
        <Choices answer={choices} chosen={chosen} toggle={toggle} />
        <div class="losses">
          {error ? <Failure error={error} /> : null}
          {chosen.length > 0 && !answer && loading ? <Waiting lines={6} /> : null}
          {answer ? <Losses answer={answer} loading={loading} /> : null}
          {chosen.length === 0 ? (
            <section class="card notice">
              <h2>Try one</h2>
              <p class="tries">
                <Link to={{ view: 'what-if', entities: 'provider:aws' }}>AWS</Link>
                <Link to={{ view: 'what-if', entities: 'provider:aws,provider:azure,provider:gcp' }}>the big three</Link>
                <Link to={{ view: 'what-if', entities: 'provider:hetzner,provider:ovh' }}>Hetzner and OVH</Link>
                <Link to={{ view: 'what-if', entities: 'country:US' }}>United States</Link>
                <Link to={{ view: 'what-if', entities: 'country:DE,country:NL' }}>Germany and Netherlands</Link>
              </p>
            </section>
          ) : null}
        </div>
      </div>
    </>
  );
}

/** Asks a moment after the last change; the former answer stays meanwhile. */
function useLosses(chosen, at) {
  const [state, setState] = useState({ answer: null, error: null, loading: false });
  const key = chosen.join(',');
  useEffect(() => {
    if (!key) {
      setState({ answer: null, error: null, loading: false });
      return undefined;
    }
    let current = true;
    setState((before) => ({ ...before, loading: true, error: null }));
    const soon = setTimeout(() => {
      post(apiUrl('what-if'), { entities: key.split(','), at: at ?? null }).then(
        (answer) => current && setState({ answer, error: null, loading: false }),
        (error) => current && setState({ answer: null, error, loading: false }),
      );
    }, 250);
    return () => {
      current = false;
      clearTimeout(soon);
    };
  }, [key, at]);
  return state;
}

function Choices({ answer, chosen, toggle }) {
  const [filter, setFilter] = useState('');
  const all = answer.data?.entities ?? [];
  const wanted = filter.toLowerCase();
  if (answer.error && !answer.data) {
    return <Failure error={answer.error} />;
  }
  return (
    <section class="card choices" aria-label="What can fail">
      <label class="field">
        Find
        <input type="search" value={filter} onInput={(event) => setFilter(event.target.value)} placeholder="aws, Germany, …" />
      </label>
      {DIMENSIONS.map((dimension) => {
        const own = all.filter((each) => each.entity.startsWith(`${dimension}:`) && named(each.entity).toLowerCase().includes(wanted));
        return own.length === 0 ? null : (
          <fieldset>
            <legend>{dimension}</legend>
            {own.slice(0, wanted ? 200 : SHOWN).map((each) => (
              <label class="check">
                <input type="checkbox" checked={chosen.includes(each.entity)} onChange={() => toggle(each.entity)} />
                <span>{entityName(dimension, each.entity.slice(dimension.length + 1))}</span>
                <small class="muted">
                  up to {percent(each.largest_share)}
                </small>
              </label>
            ))}
            {!wanted && own.length > SHOWN ? <p class="muted">and {own.length - SHOWN} more: find them by name</p> : null}
          </fieldset>
        );
      })}
    </section>
  );
}

function Losses({ answer, loading }) {
  const rows = [...answer.populations].sort((a, b) => (b.loss ?? 0) - (a.loss ?? 0));
  const halted = rows.filter((each) => each.halts).length;
  return (
    <Figure
      title={halted === 0 ? 'No network halts' : `${halted} of ${rows.length} networks halt`}
      file="faultline-what-if"
      className={loading ? 'is-loading' : ''}
      shows="the share of each network's live weight that would be gone, and the nodes that would be left."
      means="a network whose share reaches its own rule's threshold halts."
      not="that nodes would not be moved, or that those of unknown place are safe: they count as left."
      columns={[{ name: 'network', text: true }, { name: 'lost', format: percent }, { name: 'halts', text: true, format: (v) => (v ? 'yes' : 'no') }, { name: 'nodes lost', format: count }, { name: 'nodes left', format: count }]}
      rows={rows.map((each) => [`${each.network}/${each.layer}`, each.loss, each.halts, each.lost_nodes, each.survivors_nodes])}
    >
      <ul class="bars">
        {rows.map((each) => (
          <li>
            <span>
              {each.network} <small class="muted">{each.layer}</small>
            </span>
            <b>
              {percent(each.loss)} lost, {count(each.survivors_nodes)} nodes left {each.halts ? <span class="chip bad">halts</span> : null}
            </b>
            <ShareBar low={each.loss} high={each.loss} strong={each.halts} />
          </li>
        ))}
      </ul>
    </Figure>
  );
}
