import type { DataKind, DatePrecision, LocalText } from '@kapstok/schema';
import type { EnumRef, FieldRef, SchemaTypes } from '@pothos/core';
import { type Builder, localText, textLanguage } from './builder.ts';
import type { KitContext } from './subgraph.ts';

/** What a builder of this context knows of types. */
export type TypesOf<C extends KitContext> =
  Builder<C> extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
/** The field builder of an object type whose resolvers get `Row`. */
export type FieldBuilder<C extends KitContext, Row> = PothosSchemaTypes.ObjectFieldBuilder<TypesOf<C>, Row>;
type Fields<C extends KitContext> = Record<string, FieldRef<TypesOf<C>>>;
type Enum<T> = EnumRef<SchemaTypes, T, T>;

/** Pairs of fields that many types have. */
export function addFieldHelpers<C extends KitContext>(enums: {
  Language: Enum<'nl' | 'fr' | 'en' | 'de'>;
  DatePrecision: Enum<DatePrecision>;
}) {
  /** `title` and `titleLanguage`. */
  function titleFields<Row extends { readonly title: LocalText }>(t: FieldBuilder<C, Row>): Fields<C> {
    return {
      title: t.string({
        description:
          'Title in the language asked for by Accept-Language, else in the one that `titleLanguage` names.',
        resolve: ({ title }, _args, { viewer }) => localText(title, viewer) ?? '',
      }),
      titleLanguage: t.field({
        type: enums.Language as never,
        nullable: true,
        description: 'The language in which `title` is given. Null when there is no title in any.',
        resolve: ({ title }, _args, { viewer }) => textLanguage(title, viewer) as never,
      }),
    };
  }

  /** A text that may be missing; `reads`: the kind of data that it tells, where that is not the kind of its row. */
  function textField<Name extends string, Row extends { readonly [K in Name]: LocalText | null }>(
    t: FieldBuilder<C, Row>,
    name: Name,
    about: string,
    reads?: DataKind,
  ): FieldRef<TypesOf<C>> {
    return t.string({
      nullable: true,
      ...(reads === undefined ? {} : { reads }),
      description: `${about} In the language asked for, else in one that exists. Null when nobody wrote it down.`,
      resolve: (row, _args, { viewer }) => localText(row[name], viewer),
    });
  }

  /** A day and, beside it, how much of it is known. */
  function partialDateFields<
    Name extends string,
    Row extends { readonly [K in Name]: string | null } & {
      readonly [K in `${Name}Precision`]: DatePrecision | null;
    },
  >(t: FieldBuilder<C, Row>, name: Name, about: string): Fields<C> {
    return {
      [name]: t.field({
        type: 'Date',
        nullable: true,
        description: `${about} The last possible day when only month or year is known. Null when not known.`,
        resolve: (row) => row[name] as never,
      }),
      [`${name}Precision`]: t.field({
        type: enums.DatePrecision as never,
        nullable: true,
        description: `How much of \`${name}\` is known. Null when nothing is.`,
        resolve: (row) => row[`${name}Precision`] as never,
      }),
    };
  }
  return { titleFields, textField, partialDateFields };
}
