import type { ComponentChildren } from 'preact';

/** What a badge says, beside its word: never by colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';
export type Shape =
  | 'done'
  | 'part'
  | 'run'
  | 'plan'
  | 'pause'
  | 'stop'
  | 'warn'
  | 'unknown'
  | 'up'
  | 'down'
  | 'same';

/** Drawn on a field of 16 by 16. */
const PATHS: Record<Shape, string> = {
  done: 'M2 8.5 6.5 13 14 4',
  part: 'M8 2a6 6 0 1 0 0 12ZM8 2a6 6 0 0 1 0 12',
  run: 'M4 2.5 13 8l-9 5.5Z',
  plan: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2',
  pause: 'M5 2.5v11M11 2.5v11',
  stop: 'M3 3h10v10H3Z',
  warn: 'M8 2 15 14H1ZM8 6.5v3.5M8 11.6v.8',
  unknown: 'M5 5.5a3 3 0 1 1 4.5 2.6C8.4 8.8 8 9.3 8 10.5M8 12.8v.7',
  up: 'M8 14V3M3 8l5-5 5 5',
  down: 'M8 2v11M3 8l5 5 5-5',
  same: 'M2 8h12M9 3l5 5-5 5',
};

export function Mark({ shape }: { readonly shape: Shape }) {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[shape]} />
    </svg>
  );
}

/** A word with a shape. */
export function Badge(props: {
  readonly shape: Shape;
  readonly tone: Tone;
  readonly children: ComponentChildren;
}) {
  return (
    <span class={`badge ${props.tone}`}>
      <Mark shape={props.shape} />
      {props.children}
    </span>
  );
}
