import { useId, useRef, useState } from 'preact/hooks';
import { saveCsv, savePng } from './save.js';

/**
 * A chart with its title, what it shows, means and does not mean, the same as a table, and both to
 * take away. The table is always there for screen readers.
 *
 * columns: [{name, format?}], rows: [[…]]
 */
export function Figure({ title, file, shows, means, not, columns, rows, tools, children, className = '' }) {
  const id = useId();
  const chart = useRef(null);
  const [open, setOpen] = useState(false);
  return (
    <figure class={`card figure ${className}`} aria-labelledby={id}>
      <div class="figure-head">
        <h2 id={id}>{title}</h2>
        <div class="tools">
          {tools}
          <button type="button" class="quiet" aria-pressed={open} onClick={() => setOpen(!open)}>
            Table
          </button>
          <button type="button" class="quiet" onClick={() => saveCsv(file, columns, rows)}>
            CSV
          </button>
          <button type="button" class="quiet" onClick={() => savePng(file, title, chart.current)}>
            PNG
          </button>
        </div>
      </div>
      <div ref={chart} class="chart" aria-hidden="true">
        {children}
      </div>
      <div
        class={open ? 'table-scroll' : 'for-readers'}
        tabIndex={open ? 0 : undefined}
        role={open ? 'region' : undefined}
        aria-label={open ? `${title}: table` : undefined}
      >
        <DataTable caption={title} columns={columns} rows={rows} />
      </div>
      <figcaption>
        <span>
          <b>Shows</b> {shows}
        </span>{' '}
        <span>
          <b>Means</b> {means}
        </span>{' '}
        <span>
          <b>Does not mean</b> {not}
        </span>
      </figcaption>
    </figure>
  );
}

const SHOWN = 400;

export function DataTable({ caption, columns, rows }) {
  return (
    <table class="data">
      <caption class="for-readers">{caption}</caption>
      <thead>
        <tr>
          {columns.map((each) => (
            <th scope="col" class={each.text ? '' : 'number'}>
              {each.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map((row) => (
          <tr>
            {row.map((value, i) => (
              <td class={columns[i]?.text ? '' : 'number'}>
                {columns[i]?.format ? columns[i].format(value) : (value ?? '–')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
