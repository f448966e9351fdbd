import { AccountRef } from '../refs.ts';

AccountRef.implement({
  description: 'Somebody who can do something in the hub.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'Name, as the identity provider gives it. Null when it gives none.',
    }),
  }),
});
