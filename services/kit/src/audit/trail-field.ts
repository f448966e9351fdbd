import type { Viewer } from '@kapstok/schema';
import type { Builder } from '../builder.ts';
import { type addConnections, pageArgs } from '../connection.ts';
import { HubError } from '../errors.ts';
import { EMPTY_PAGE } from '../page.ts';
import type { KitContext } from '../subgraph.ts';
import { changesOf, type TrailEntry, trailRequest, trailsOf } from './audit-trail.ts';

type Connections<C extends KitContext> = Pick<ReturnType<typeof addConnections<C>>, 'connectionType'>;
/** Who reads a trail that belongs to no programme. */
export interface Keeper {
  isEntitled(viewer: Viewer): boolean;
  /** Everybody else, to end the sentence "Null for who …". */
  readonly others: string;
}
type ObjectRef<C extends KitContext> = Parameters<Builder<C>['objectField']>[0];

/**
 * The type `AuditEntry`, the same in every subgraph, and the field that shows the trail of an object of this service:
 * `trailOn(ActionRef, 'Action')`.
 */
export function addAuditTrail<C extends KitContext>(builder: Builder<C>, { connectionType }: Connections<C>) {
  const AuditEntry = builder.objectRef<TrailEntry>('AuditEntry').implement({
    description: 'One change, export or refusal, as it was written down when it happened.',
    shareable: true,
    fields: (t) => ({
      number: t.exposeString('seq', {
        description: 'Its number in the trail of its service; what `audit verify` names.',
      }),
      at: t.expose('at', { type: 'DateTime', description: 'When it was written down.' }),
      who: t.exposeString('subject', {
        description: 'Id of the account; `hub` for the hub and its command line, `public` without sign-in.',
      }),
      what: t.exposeString('what', { description: 'What was done, as a short code in the past tense.' }),
      objectType: t.exposeString('objectType', {
        description: 'Name of the type of what it was done to, such as `Action`.',
      }),
      objectId: t.exposeString('objectId', {
        nullable: true,
        description: 'Identifier of what it was done to. Null when it was no one object.',
      }),
      before: t.exposeString('before', {
        nullable: true,
        description: 'What changed as it was, as JSON text. Null for what is new.',
      }),
      after: t.exposeString('after', {
        nullable: true,
        description: 'What changed as it became, as JSON text. Null for what was removed.',
      }),
      reason: t.exposeString('reason', {
        nullable: true,
        description: 'Why, in the words of whoever did it; of a refusal, its reason. Null when nobody said.',
      }),
      correlationId: t.exposeString('correlationId', {
        description: 'Of the request; the lines in the logs of all services carry it too.',
      }),
    }),
  });
  const Trail = connectionType('AuditEntry', 'entries of the audit trail', AuditEntry, { isShareable: true });

  /** `keeper`: who is entitled to it, where that is not who reads what is internal to the programme. */
  function trailOn(ref: ObjectRef<C>, objectType: string, keeper?: Keeper): void {
    builder.objectField(ref, 'auditTrail', (t) =>
      t.field({
        type: Trail,
        nullable: true,
        ...(keeper === undefined ? { reads: 'INTERNAL' as const } : {}),
        args: { first: t.arg(pageArgs.first), after: t.arg(pageArgs.after) },
        description: `What was done to it, newest first. Null for who ${keeper?.others ?? 'does not read what is internal to the programme'}.`,
        resolve: async (row, args, { loaders, trail, viewer }) => {
          const { id } = row as { id: string };
          if (keeper?.isEntitled(viewer) === false) return null;
          const request = trailRequest(args);
          const read = (ids: readonly string[]) => trailsOf(trail, objectType, ids, request);
          const page = await loaders.load(`auditTrail ${objectType}`, request, id, read);
          return page ?? { page: { ...EMPTY_PAGE, hasPreviousPage: request.after !== null }, nodes: [] };
        },
      }),
    );
  }
  /** The field of a programme that shows what was changed in this service: what changed since the last council. */
  function changesOn(ref: ObjectRef<C>, field: string, noun: string): void {
    builder.objectField(ref, field, (t) =>
      t.field({
        type: Trail,
        nullable: true,
        reads: 'INTERNAL',
        args: {
          from: t.arg({ type: 'Date', required: true, description: 'The first day, UTC.' }),
          to: t.arg({
            type: 'Date',
            required: true,
            description: 'The last day, UTC, not before the first.',
          }),
          first: t.arg(pageArgs.first),
          after: t.arg(pageArgs.after),
        },
        description: `What was changed in ${noun} of the programme in a period: by whom, what, as it was and as it became, and why; newest first. An import is one entry. Null for who does not read what is internal to the programme.`,
        resolve: async (row, { from, to, ...args }, { loaders, trail }) => {
          if (to < from) throw new HubError('BAD_USER_INPUT', `to (${to}) is before from (${from}).`);
          const { id } = row as { id: string };
          const request = trailRequest(args);
          const read = (ids: readonly string[]) => changesOf(trail, { from, to }, ids, request);
          const page = await loaders.load(`changes ${field}`, [from, to, request], id, read);
          return page ?? { page: { ...EMPTY_PAGE, hasPreviousPage: request.after !== null }, nodes: [] };
        },
      }),
    );
  }
  return { trailOn, changesOn };
}
