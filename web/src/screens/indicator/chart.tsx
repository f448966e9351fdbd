import { useText } from '../../i18n/hooks.ts';
import { type Line, type Point, ticksOf } from './lines.ts';

const WIDTH = 720;
const HEIGHT = 300;
const LEFT = 64;
const RIGHT = 16;
const TOP = 16;
const BOTTOM = 44;
/** Told apart by the dash of the line and the shape of its points, not by colour alone. */
const MARKS = ['circle', 'square', 'triangle', 'diamond'] as const;

interface ChartProps {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly targets: readonly Point[];
}

/** A small chart of lines over time. The table beneath says the same in numbers. */
export function Chart({ title, lines, targets }: ChartProps) {
  const { number, t } = useText();
  const points = [...lines.flatMap(({ pieces }) => pieces.flat()), ...targets];
  if (points.length === 0) return null;
  const times = points.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const ticks = ticksOf(points.map(({ value }) => value));
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const x = (at: number) =>
    last === first
      ? (LEFT + WIDTH - RIGHT) / 2
      : LEFT + ((at - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) =>
    HEIGHT - BOTTOM - ((value - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  const place = ({ at, value }: Point) => ({ x: x(at), y: y(value) });
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 8} y={y(tick) + 5} text-anchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {yearsOf(first, last).map((year) => (
          <text key={year} x={x(Date.UTC(year, 11, 31))} y={HEIGHT - 8} text-anchor="middle">
            {year}
          </text>
        ))}
        {lines.map((line, i) => (
          <g key={line.name} class={`series s${i % MARKS.length}`}>
            {line.pieces.map((piece) => (
              <g key={piece[0]?.at}>
                <polyline
                  points={piece
                    .map(place)
                    .map((one) => `${one.x},${one.y}`)
                    .join(' ')}
                />
                {piece.map((point) => (
                  <path key={point.at} class="point" d={markOf(i, place(point))} />
                ))}
              </g>
            ))}
          </g>
        ))}
        {targets.map((target) => (
          <path key={target.at} class="target" d={crossOf(place(target))} />
        ))}
      </svg>
      <figcaption>
        <ul class="inline">
          {lines.map((line, i) => (
            <li key={line.name}>
              <Key class={`series s${i % MARKS.length}`} path={markOf(i, { x: 16, y: 8 })} hasLine />
              {line.name}
            </li>
          ))}
          {targets.length === 0 ? null : (
            <li>
              <Key class="" path={crossOf({ x: 16, y: 8 })} />
              {t('target')}
            </li>
          )}
        </ul>
      </figcaption>
    </figure>
  );
}

function Key(props: { readonly class: string; readonly path: string; readonly hasLine?: boolean }) {
  return (
    <svg class="key" viewBox="0 0 32 16" aria-hidden="true">
      <g class={props.class}>
        {props.hasLine === true ? <polyline points="0,8 32,8" /> : null}
        <path class={props.class === '' ? 'target' : 'point'} d={props.path} />
      </g>
    </svg>
  );
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

function markOf(i: number, { x, y }: Spot): string {
  switch (MARKS[i % MARKS.length]) {
    case 'square':
      return `M${x - 4},${y - 4}h8v8h-8Z`;
    case 'triangle':
      return `M${x},${y - 5}l5,9h-10Z`;
    case 'diamond':
      return `M${x},${y - 6}l6,6l-6,6l-6,-6Z`;
    default:
      return `M${x - 4},${y}a4,4 0 1 0 8,0a4,4 0 1 0 -8,0Z`;
  }
}

const crossOf = ({ x, y }: Spot): string => `M${x - 6},${y - 6}l12,12M${x - 6},${y + 6}l12,-12`;

/** At most eight years, so that their names do not touch. */
function yearsOf(first: number, last: number): number[] {
  const [from, to] = [new Date(first).getUTCFullYear(), new Date(last).getUTCFullYear()];
  const step = Math.ceil((to - from + 1) / 8);
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}
