import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useChanges } from './api.js';
import { GoProvider, useAddress } from './link.jsx';
import { Alerts } from './view/alerts.jsx';
import { Frame } from './view/frame.jsx';
import { Incident } from './view/incident.jsx';
import { Incidents } from './view/incidents.jsx';
import { Network } from './view/network.jsx';
import { Networks } from './view/networks.jsx';
import { WhatIf } from './view/what-if.jsx';

const KEY = 'faultline-theme';

function stored() {
  try {
    return localStorage.getItem(KEY) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** Auto, light or dark; [chosen, set, what is in force, for charts that are painted]. */
function useTheme() {
  const [theme, setTheme] = useState(stored);
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  document.documentElement.dataset.theme = theme;
  const set = (next) => {
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // for this visit only, then
    }
    document.documentElement.dataset.theme = next;
    setTheme(next);
  };
  return [theme, set, theme === 'auto' ? (dark ? 'dark' : 'light') : theme];
}

function View({ where, changes, theme }) {
  if (where.network) {
    return <Network key={where.network} where={where} changes={changes} theme={theme} />;
  }
  if (where.incident) {
    return <Incident where={where} changes={changes} />;
  }
  if (where.view === 'incidents') {
    return <Incidents where={where} changes={changes} />;
  }
  if (where.view === 'alerts') {
    return <Alerts where={where} changes={changes} />;
  }
  if (where.view === 'what-if') {
    return <WhatIf where={where} />;
  }
  return <Networks where={where} changes={changes} />;
}

function title(where) {
  const what = where.network ?? (where.incident ? 'Incident' : { incidents: 'Incidents', 'what-if': 'What if' }[where.view]) ?? 'Networks';
  return `${what} · Faultline`;
}

function Page() {
  const [where, go] = useAddress();
  const [theme, setTheme, inForce] = useTheme();
  const changes = useChanges(!where.at);
  useEffect(() => {
    document.title = title(where);
  }, [where]);
  return (
    <GoProvider value={go}>
      <Frame where={where} theme={theme} setTheme={setTheme} changes={changes}>
        <View where={where} changes={changes} theme={inForce} />
      </Frame>
    </GoProvider>
  );
}

render(<Page />, document.getElementById('page'));
