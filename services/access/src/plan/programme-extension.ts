import { EMPTY_PAGE, loadPage, pageArgs, pageRequest, reads } from '@kapstok/kit';
import { ProgrammeRef, PublicationRef } from '../refs.ts';
import { administers, directs } from '../rights.ts';
import { RoleAssignmentConnection } from '../role/role-type.ts';

ProgrammeRef.implement({
  programmeOf: ({ id }, { viewer }) => (reads(viewer, 'PLAN', id) ? id : null),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    publications: t.field({
      type: [PublicationRef],
      nullable: true,
      reads: 'PLAN',
      description:
        'What of it everybody may read. Null when the access service cannot be reached, or it is not for you.',
      resolve: async ({ id }, _args, { loaders, publications }) =>
        (await loaders.load('publications', null, id, publications.byProgrammes)) ?? [],
    }),
    roleAssignments: t.field({
      type: RoleAssignmentConnection,
      nullable: true,
      description:
        'The roles that people hold in it, by role and name; those held in every programme are not among them. Null when you neither direct it nor are an administrator, or the access service cannot be reached.',
      args: { first: t.arg(pageArgs.first), after: t.arg(pageArgs.after) },
      resolve: async ({ id }, args, { viewer, loaders, assignedRoles }) => {
        const request = pageRequest(args);
        if (!administers(viewer) && !directs(viewer, id)) return null;
        const page = await loaders.load('roles in programme', request, id, assignedRoles.pages(request));
        return loadPage(page ?? EMPTY_PAGE, (roleId) =>
          loaders.load('role assignment', null, roleId, assignedRoles.byIds),
        );
      },
    }),
  }),
});
