import { reads } from '@kapstok/kit';
import { KindEnum } from '../builder.ts';
import { ProgrammeRef, PublicationRef } from '../refs.ts';

PublicationRef.implement({
  description: 'A kind of data of a programme that everybody may read, without sign-in, from a day on.',
  isReadable: ({ programmeId }, { viewer }) => reads(viewer, 'PLAN', programmeId),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description: 'Whose data they are. Null when the actions service cannot be reached.',
      resolve: ({ programmeId }) => ({ id: programmeId }),
    }),
    kind: t.field({ type: KindEnum, description: 'What is published.', resolve: ({ kind }) => kind }),
    publishedOn: t.field({
      type: 'Date',
      description: 'From which day on, UTC; on a later day nobody sees it yet.',
      resolve: ({ publishedOn }) => publishedOn,
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'Who decided it, or where the figures were public already. Null when nobody said.',
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});
