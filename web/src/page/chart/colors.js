/** A colour of the style sheet as it is now, for what is painted and not styled. */
export const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Okabe and Ito's, told apart by colour-blind eyes too; the rest is grey. */
export const SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map((each) => `--series-${each}`);

export const seriesColor = (index, entity) =>
  entity === '' ? css('--series-rest') : css(SERIES[index % SERIES.length]);
