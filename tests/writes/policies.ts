/** Policies by which people change rows of a table, by name, as PostgreSQL prints them. */
export type Writes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Whoever carries out a change and holds one of these roles in the row's programme. */
export const holding = (roles: string, column = 'programme_id'): string =>
  `(( SELECT may_change() AS may_change) AND holds('{${roles}}'::text[], ${column}))`;

/** New rows by whoever holds one of these roles. */
export const make = (roles: string): string => `INSERT check ${holding(roles)}`;
/** Changes of rows. */
export const change = (roles: string): string => `UPDATE using ${holding(roles)} check ${holding(roles)}`;
/** Removals of rows. */
export const remove = (roles: string): string => `DELETE using ${holding(roles)}`;

/** Each person keeps the keys of its own changes. */
export const KEYS = {
  hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
  own:
    "ALL using (( SELECT may_change() AS may_change) AND (subject = ( SELECT current_setting('kapstok.viewer'::text, true) AS current_setting))) " +
    "check (( SELECT may_change() AS may_change) AND (subject = ( SELECT current_setting('kapstok.viewer'::text, true) AS current_setting)))",
};
