import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** What the address says: {view, network, incident, entities, at, …}. */
export function readAddress() {
  return Object.fromEntries(new URLSearchParams(location.search));
}

/** The address of a view; the time travels along unless it is set to null. */
export function address(parameters) {
  const query = new URLSearchParams();
  const at = 'at' in parameters ? parameters.at : readAddress().at;
  for (const [name, value] of Object.entries({ ...parameters, at })) {
    if (value !== undefined && value !== null && value !== '') {
      query.set(name, value);
    }
  }
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text ? `/?${text}` : '/';
}

const Go = createContext(() => {});

/** Goes somewhere; 'replace' leaves no step behind for the back button. */
export const useGo = () => useContext(Go);

/** Follows the address. */
export function useAddress() {
  const [now, setNow] = useState(readAddress);
  useEffect(() => {
    const follow = () => setNow(readAddress());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go = (parameters, how = 'push') => {
    history[`${how}State`](null, '', address(parameters));
    setNow(readAddress());
    if (how === 'push') {
      scrollTo(0, 0);
    }
  };
  return [now, go];
}

export const GoProvider = Go.Provider;

/** A link within the page. */
export function Link({ to, children, ...rest }) {
  const go = useGo();
  const follow = (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      go(to);
    }
  };
  return (
    <a href={address(to)} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
