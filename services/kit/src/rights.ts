import {
  type DataKind,
  ownOrganisations,
  type Programmes,
  readableProgrammes,
  type Viewer,
} from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { KitContext } from './subgraph.ts';

// A viewer is one object for as long as its token lives: what it reads is worked out once.
const known = new WeakMap<Viewer, Map<DataKind, Programmes>>();

/** The programmes of which a viewer reads a kind of data. */
export function programmesOf(viewer: Viewer, kind: DataKind): Programmes {
  let kinds = known.get(viewer);
  if (kinds === undefined) {
    kinds = new Map();
    known.set(viewer, kinds);
  }
  let programmes = kinds.get(kind);
  if (programmes === undefined) {
    programmes = readableProgrammes(viewer, kind);
    kinds.set(kind, programmes);
  }
  return programmes;
}

/** Whether a viewer reads a kind of data of a programme; null is a programme that nobody knows. */
export function reads(viewer: Viewer, kind: DataKind, programmeId: string | null): boolean {
  const programmes = programmesOf(viewer, kind);
  return programmes === '*' || (programmeId !== null && programmes.has(programmeId));
}

/** Whether a viewer reads a kind of data of any programme at all. */
export function readsSome(viewer: Viewer, kind: DataKind): boolean {
  const programmes = programmesOf(viewer, kind);
  return programmes === '*' || programmes.size > 0;
}

const NONE: readonly string[] = [];
const organisations = new WeakMap<Viewer, readonly string[]>();

/** The organisations for which a viewer speaks, remembered. */
export function organisationsOf(viewer: Viewer): readonly string[] {
  let own = organisations.get(viewer);
  if (own === undefined) {
    own = viewer.roles.some(({ organisation }) => organisation !== undefined)
      ? ownOrganisations(viewer)
      : NONE;
    organisations.set(viewer, own);
  }
  return own;
}

/** Whether a viewer speaks for this organisation in this programme. */
export function speaksFor(viewer: Viewer, organisation: string, programme: string): boolean {
  if (!organisationsOf(viewer).includes(organisation)) return false;
  return viewer.roles.some(
    (role) => role.organisation === organisation && (role.programme === '*' || role.programme === programme),
  );
}

/** The same for the WHERE of a list or a sum; `spoken` is what `spokenFor` gives. */
export function isSpoken(
  spoken: readonly string[],
  organisation: RawBuilder<unknown>,
  programme: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (spoken.length === 0) return sql`false`;
  return sql`array[${organisation} || '@' || ${programme}, ${organisation} || '@*'] && ${[...spoken]}::text[]`;
}

/** Whether a viewer speaks for an organisation: some rows may then be its own. */
export function speaks(viewer: Viewer): boolean {
  return organisationsOf(viewer).length > 0;
}

/** For `isReadable`: whoever reads this kind of the row's programme. */
export function readableBy(kind: DataKind) {
  return ({ programmeId }: { readonly programmeId: string }, { viewer }: KitContext): boolean =>
    reads(viewer, kind, programmeId);
}

/** For `isReadable`: whoever reads this kind of the row's programme, or whose own it is by this id. */
export function readableByOrOwn<Row extends { readonly programmeId: string }>(
  kind: DataKind,
  ownId: (row: Row) => string | null,
) {
  return (row: Row, { viewer, own }: KitContext): boolean | Promise<boolean> => {
    if (reads(viewer, kind, row.programmeId)) return true;
    const id = ownId(row);
    return id !== null && speaks(viewer) && own().then((ids) => ids.has(id));
  };
}

/** The same for the WHERE of a list or a sum, whose counts must not tell of rows that are not for the viewer. */
export function inProgrammes(programmes: Programmes, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return programmes === '*' ? sql`true` : sql`${column} = any (${[...programmes]}::uuid[])`;
}
