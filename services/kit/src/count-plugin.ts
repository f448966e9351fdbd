import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { GraphQLFieldResolver, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { COUNTED } from './page.ts';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      count: CountPlugin<Types>;
    }
  }
}

/**
 * Tells each list, among its arguments, whether its `totalCount` is asked for. So the same statement gives the page and
 * the count, and nothing is counted for nobody.
 */
export class CountPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { type }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (type.kind !== 'Object') return resolver;
    const options = this.buildCache.getTypeConfig(type.ref as string).pothosOptions as { pageOf?: unknown };
    if (options.pageOf === undefined) return resolver;
    return (parent, args, context, info) =>
      resolver(parent, { ...args, [COUNTED]: asksForCount(info) }, context, info);
  }
}

/** A part that `@skip` or `@include` leaves out counts as asked for. */
const asksForCount = ({ fieldNodes, fragments }: GraphQLResolveInfo): boolean =>
  fieldNodes.some(({ selectionSet }) => hasCount(selectionSet, fragments));

const hasCount = (set: SelectionSetNode | undefined, fragments: GraphQLResolveInfo['fragments']): boolean =>
  (set?.selections ?? []).some((part) => {
    if (part.kind === 'Field') return part.name.value === 'totalCount';
    const own = part.kind === 'FragmentSpread' ? fragments[part.name.value] : part;
    return hasCount(own?.selectionSet, fragments);
  });

SchemaBuilder.registerPlugin('count', CountPlugin);
