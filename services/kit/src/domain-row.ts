/**
 * A row as Prisma reads it, turned into the domain object `T`: days become `YYYY-MM-DD`, all else stays. Every field
 * of `T` must exist on the row; that a text column holds one of `T`'s words is what the CHECK constraints hold.
 */
export function toDomain<T>(row: { readonly [K in keyof T]: unknown }): T {
  const domain: Record<string, unknown> = {};
  for (const name in row) {
    const value: unknown = row[name];
    domain[name] = value instanceof Date ? value.toISOString().slice(0, 10) : value;
  }
  return domain as T;
}
