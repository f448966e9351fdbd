import {
  CHANGE_INPUT,
  ChangeRefused,
  freeCode,
  idOf,
  needRow,
  needText,
  notThere,
  onlyFor,
  onlySteering,
} from '@kapstok/kit';
import type { LineageKind } from '@kapstok/schema';
import { Basis, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { languageField, needProgramme, takePlan } from '../edit/edit-inputs-type.ts';
import { ProgrammeRef } from '../refs.ts';
import { conflictOf } from './lineage-rules.ts';
import { LineageKindEnum, LineageLinkRef } from './lineage-type.ts';

const DROPPING =
  'Only the director of the later programme says that an action of the one before was dropped.';

mutation({
  name: 'linkLineage',
  description:
    'Says what became of an action of the programme before: continued, merged, split, or dropped. For the director of the later programme, and for the coordinator of the domain of the later action.',
  asks: 'Which action of the programme before became which of this programme, and why one thinks so.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The later programme, which keeps the link.' }),
    kind: t.field({
      type: LineageKindEnum,
      required: true,
      description:
        'What became of the earlier action; one that is dropped has no later one, all others have.',
    }),
    fromActionCode: t.string({
      required: true,
      description: 'Code of the action in the programme before, which need not be in this hub.',
    }),
    toActionId: t.id({ description: 'The later action; left out, or null, only for DROPS.' }),
    basis: t.field({ type: Basis, description: 'Whether a source states it; left out: DERIVED.' }),
    reason: t.string({
      required: true,
      description: 'What the link rests on; everybody who reads it sees this.',
    }),
    language: languageField(t),
  }),
  objectType: 'LineageLink',
  shows: {
    field: 'lineageLink',
    type: LineageLinkRef,
    description: 'The link that was made. Null when nothing was.',
    load: (id, { loaders, lineage }) => loaders.load('lineage link', null, id, lineage.byIds),
  },
  async change(input, context, db) {
    const { lineage, edits } = context;
    const programmeId = idOf(input.programmeId, 'programmeId', 'programme');
    const programme = await needProgramme(programmeId, 'programmeId', context);
    const toActionId = await laterAction(input, programmeId, context);
    const reason = needText(input.reason, 'reason', 1000);
    if (programme.predecessor === null)
      throw new ChangeRefused('CONFLICT', 'The programme names none before it.', { path: 'programmeId' });
    await takePlan(db, programmeId);
    const fromAction = await earlierAction(input.fromActionCode, programme.predecessor, context);
    const link = { kind: input.kind, fromProgramme: programme.predecessor, fromAction, toActionId };
    const conflict = conflictOf(link, await lineage.ofProgramme(programmeId));
    if (conflict !== null) throw new ChangeRefused('CONFLICT', conflict, { path: 'kind' });
    const code = await freeCode(db, 'lineage_link', programmeId, 'L-');
    const text = { [input.language ?? programme.defaultLanguage]: reason };
    const basis = input.basis ?? 'DERIVED';
    const objectId = await edits.insert('lineage_link', { programmeId, code, ...link, basis, reason: text });
    return {
      objectId,
      audit: { what: 'LINEAGE_LINKED', programmeId, before: null, after: { ...link, basis }, reason },
    };
  },
});

/** The action of this programme to which a link leads, for who steers it; none for what was dropped. */
async function laterAction(
  input: { readonly kind: LineageKind; readonly toActionId?: string | null | undefined },
  programmeId: string,
  { viewer, actions }: Context,
): Promise<string | null> {
  if ((input.kind === 'DROPS') !== (input.toActionId == null)) {
    const message = 'toActionId is given for every kind but DROPS, and left out for DROPS.';
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'toActionId' });
  }
  if (input.toActionId == null) {
    onlyFor(viewer, ['DIRECTOR'], programmeId, DROPPING);
    return null;
  }
  const action = await needRow(input.toActionId, 'toActionId', 'action', actions.byIds);
  if (action.programmeId !== programmeId) throw notThere('toActionId', 'action in the programme');
  return onlySteering(viewer, action).id;
}

/** The code of the earlier action, which exists when its programme is here and for the viewer. */
async function earlierAction(given: string, slug: string, { lineage, programmes }: Context): Promise<string> {
  const code = needText(given, 'fromActionCode', 80);
  const before = (await programmes.bySlugs([slug])).get(slug);
  if (before === undefined || (await lineage.hasAction(before.id, code))) return code;
  throw notThere('fromActionCode', `action with this code in ${slug}`);
}

mutation({
  name: 'unlinkLineage',
  description:
    'Takes back a link between an action and one of the programme before. For the director of the later programme, and for the coordinator of the domain of the later action.',
  asks: 'Which link is to be taken back, and why.',
  input: (t) => ({
    lineageLinkId: t.id({ required: true, description: 'The link that it is about.' }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
  }),
  objectType: 'Programme',
  shows: {
    field: 'programme',
    type: ProgrammeRef,
    description: 'The later programme, which kept the link. Null when it is not for you.',
    load: (id, { loaders, programmes }) => loaders.load('programme', null, id, programmes.byIds),
  },
  async change(input, context, db) {
    const { viewer, lineage, actions } = context;
    const link = await needRow(input.lineageLinkId, 'lineageLinkId', 'link', lineage.byIds);
    const { id, programmeId, kind, fromProgramme, fromAction, toActionId } = link;
    if (toActionId === null) onlyFor(viewer, ['DIRECTOR'], programmeId, DROPPING);
    else onlySteering(viewer, await needRow(toActionId, 'lineageLinkId', 'link', actions.byIds));
    const reason = needText(input.reason, 'reason', 1000);
    await takePlan(db, programmeId);
    if (!(await lineage.remove(id))) throw notThere('lineageLinkId', 'link');
    const before = { lineageLinkId: id, kind, fromProgramme, fromAction, toActionId };
    return {
      objectId: programmeId,
      audit: { what: 'LINEAGE_UNLINKED', programmeId, before, after: null, reason },
    };
  },
});
