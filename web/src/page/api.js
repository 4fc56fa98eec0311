import { useEffect, useRef, useState } from 'preact/hooks';

const ROOT = '/api/v1/';

/** After a failure that may pass. */
const ASK_AGAIN_MS = 4000;

/** A link into the API; parameters without a value are left out. */
export function apiUrl(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return ROOT + path + (text ? `?${text}` : '');
}

/** Asks; an error has the problem's own words. */
export async function ask(url, options = {}) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw failure('The server does not answer. Is Faultline still running on this machine?', true);
  }
  const json = await response.json().catch(() => null);
  if (!response.ok) {
    throw failure(
      json?.detail ?? `The server answered ${response.status}.`,
      response.status >= 500 || response.status === 429,
    );
  }
  return json;
}

const underWay = new Map();

/** The same question of two parts of the page at once is asked once. */
function askOnce(url) {
  if (!underWay.has(url)) {
    underWay.set(
      url,
      ask(url).finally(() => underWay.delete(url)),
    );
  }
  return underWay.get(url);
}

function failure(text, passes) {
  return Object.assign(new Error(text), { passes });
}

export const post = (url, body) =>
  ask(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/**
 * What a URL answers now: {data, error, loading}. While it is asked again the former answer stays,
 * so that nothing jumps. What failed and may pass is asked again. Without a URL nothing is asked.
 */
export function useApi(url, refresh = 0) {
  const [again, setAgain] = useState(0);
  const [state, setState] = useState({ data: null, error: null, loading: true, url: null });
  const current = useRef(null);
  useEffect(() => {
    if (!url) {
      return;
    }
    current.current = url;
    setState((before) => ({ ...before, loading: true }));
    askOnce(url).then(
      (data) => current.current === url && setState({ data, error: null, loading: false, url }),
      (error) =>
        current.current === url &&
        setState((before) => ({
          data: before.url === url ? before.data : null,
          error,
          loading: false,
          url,
        })),
    );
  }, [url, refresh, again]);
  const passes = Boolean(state.error?.passes);
  useEffect(() => {
    if (!passes) {
      return undefined;
    }
    const timer = setTimeout(() => setAgain((n) => n + 1), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [passes, state]);
  return state;
}

/** Counts what the server says has changed; at most once in five seconds. */
export function useChanges(active) {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    const source = new EventSource(`${ROOT}events`);
    let waiting = null;
    const changed = () => {
      waiting ??= setTimeout(() => {
        waiting = null;
        setCount((before) => before + 1);
      }, 5000);
    };
    for (const kind of ['closed', 'opened', 'changed', 'alert']) {
      source.addEventListener(kind, changed);
    }
    return () => {
      clearTimeout(waiting);
      source.close();
    };
  }, [active]);
  return count;
}
