import { useEffect, useState } from 'preact/hooks';
import { entityName, percent } from '../format.js';
import { Figure } from './figure.jsx';

let world = null;

/** The shapes of the countries, fetched when a map is first shown. */
function useWorld() {
  const [shapes, setShapes] = useState(world);
  useEffect(() => {
    if (!world) {
      fetch(WORLD_FILE)
        .then((response) => response.json())
        .then((loaded) => {
          world = loaded;
          setShapes(loaded);
        });
    }
  }, []);
  return shapes;
}

const STEPS = [0.01, 0.03, 0.08, 0.15, 0.25];
const shade = (share) => STEPS.filter((step) => share >= step).length;

/** Too small to be seen as a shape at this size: drawn as a dot. */
const SMALL = 20;

export function WorldMap({ entities, file, unit }) {
  const shapes = useWorld();
  const shares = new Map(entities.filter((each) => each.entity && each.share).map((each) => [each.entity, each]));
  const rows = [...shares.values()].map((each) => [entityName('country', each.entity), each.nodes, each.share]);
  return (
    <Figure
      title="Where it runs"
      file={file}
      className="wide"
      shows={`the share of ${unit} whose country is known, by country; a dot is a country too small to see.`}
      means="how much a law, a power grid or a cable of one country could take along."
      not="where owners live. The country is that of the machine's address, declared or looked up."
      columns={[{ name: 'country', text: true }, { name: 'nodes' }, { name: 'share', format: percent }]}
      rows={rows}
    >
      <svg class="map" viewBox={shapes ? `0 0 ${shapes.width} ${shapes.height}` : '0 0 1600 740'}>
        {shapes
          ? Object.entries(shapes.countries).map(([code, each]) => (
              <path d={each.d} class={shares.has(code) ? `land shade-${shade(shares.get(code).share)}` : 'land'}>
                <title>{`${entityName('country', code)}: ${percent(shares.get(code)?.share ?? 0)}`}</title>
              </path>
            ))
          : null}
        {shapes
          ? [...shares.values()]
              .filter((each) => shapes.countries[each.entity]?.area < SMALL)
              .map((each) => (
                <circle
                  cx={shapes.countries[each.entity].x}
                  cy={shapes.countries[each.entity].y}
                  r="7"
                  class={`dot shade-${shade(each.share)}`}
                >
                  <title>{`${entityName('country', each.entity)}: ${percent(each.share)}`}</title>
                </circle>
              ))
          : null}
      </svg>
      <ul class="legend">
        {['under 1 %', '1 – 3 %', '3 – 8 %', '8 – 15 %', '15 – 25 %', 'over 25 %'].map((name, i) => (
          <li>
            <svg width="12" height="12" aria-hidden="true">
              <rect width="12" height="12" rx="3" class={`shade-${i}`} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </Figure>
  );
}
