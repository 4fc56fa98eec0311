const NONE = '–';
const regions = new Intl.DisplayNames(['en'], { type: 'region' });

export const isNone = (value) => value === null || value === undefined;

export const percent = (share, digits = 1) =>
  isNone(share) ? NONE : `${(share * 100).toFixed(digits)} %`;

export const decimals = (value, digits = 1) => (isNone(value) ? NONE : value.toFixed(digits));

export const count = (value) => (isNone(value) ? NONE : value.toLocaleString('en'));

/** From low to high; one figure where they read the same. */
export function range(low, high, digits = 1) {
  if (isNone(high)) {
    return NONE;
  }
  const from = isNone(low) ? percent(high, digits) : percent(low, digits);
  const to = percent(high, digits);
  return from === to ? to : `${from.replace(' %', '')} – ${to}`;
}

/** 2025-10-20 08:30 UTC */
export function time(text, withZone = true) {
  if (isNone(text)) {
    return NONE;
  }
  const iso = typeof text === 'number' ? new Date(text).toISOString() : text;
  const [day, clock] = iso.replace('Z', '').split('T');
  const shown = clock.split('.')[0];
  return `${day} ${shown.endsWith(':00') ? shown.slice(0, 5) : shown}${withZone ? ' UTC' : ''}`;
}

/** 90 → 90 s, 7200 → 2 h */
export function duration(seconds) {
  if (isNone(seconds)) {
    return NONE;
  }
  const value = Math.max(0, Math.round(seconds));
  if (value >= 2 * 86400) {
    return `${Math.floor(value / 86400)} d`;
  }
  if (value >= 2 * 3600) {
    const minutes = Math.floor((value % 3600) / 60);
    return `${Math.floor(value / 3600)} h${minutes && value < 86400 ? ` ${minutes} min` : ''}`;
  }
  return value >= 120 ? `${Math.floor(value / 60)} min` : `${value} s`;
}

export const ageSeconds = (at, now = Date.now()) => (now - Date.parse(at)) / 1000;

/** An entity as people call it; the rest has the empty name. */
export function entityName(dimension, entity) {
  if (entity === '') {
    return 'all others';
  }
  if (dimension === 'country' && /^[A-Z]{2}$/.test(entity)) {
    try {
      return regions.of(entity) ?? entity;
    } catch {
      return entity;
    }
  }
  return entity;
}

/** provider:aws → provider aws */
export function named(text) {
  const colon = text.indexOf(':');
  return `${text.slice(0, colon)} ${entityName(text.slice(0, colon), text.slice(colon + 1))}`;
}
