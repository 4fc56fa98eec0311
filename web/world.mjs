// The map of the world as paths, projected when the page is built: nothing to compute in a browser.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoEqualEarth, geoPath } from 'd3-geo';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';

const WIDTH = 1600;
const HEIGHT = 740;

/** Draws on whole numbers, each step from the one before, and leaves out steps of no length. */
class Steps {
  text = '';
  moveTo(x, y) {
    [this.x, this.y] = [Math.round(x), Math.round(y)];
    this.text += `M${this.x} ${this.y}`;
  }
  lineTo(x, y) {
    const [dx, dy] = [Math.round(x) - this.x, Math.round(y) - this.y];
    if (dx !== 0 || dy !== 0) {
      this.text += `l${dx} ${dy}`.replace(' -', '-');
      this.x += dx;
      this.y += dy;
    }
  }
  closePath() {
    this.text += 'z';
  }
  arc() {}
  beginPath() {}
}

/** {width, height, countries: {DE: {d, x, y, area}}} */
export function worldPaths() {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
  const world = JSON.parse(readFileSync(file, 'utf8'));
  const object = world.objects.countries;
  object.geometries = object.geometries.filter((each) => each.properties.name !== 'Antarctica');
  const shapes = feature(world, object);
  const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], shapes);
  const measured = geoPath(projection);
  const byCode = {};
  for (const shape of shapes.features) {
    const code = countries.numericToAlpha2(shape.id ?? '') ?? `x-${shape.properties.name}`;
    const steps = new Steps();
    geoPath(projection, steps)(shape);
    const [x, y] = measured.centroid(shape).map(Math.round);
    // islets that are less than a step
    const d = steps.text.replace(/M-?\d+ -?\d+z/g, '');
    byCode[code] = { d, x, y, area: Math.round(measured.area(shape)) };
  }
  return { width: WIDTH, height: HEIGHT, countries: byCode };
}
