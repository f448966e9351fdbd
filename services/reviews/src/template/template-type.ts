import { EMPTY_PAGE, loadPage, pageRequest, programmesOf } from '@kapstok/kit';
import { builder, connectionType, Source, textField, titleFields } from '../builder.ts';
import { TestTemplateRef } from '../refs.ts';
import { SectionRef } from './question-type.ts';

TestTemplateRef.implement({
  description:
    'One version of a questionnaire for poverty tests. It never changes once it is loaded; what changes is a new version.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier of this version, opaque.' }),
    code: t.exposeString('code', { description: 'Name of the template, the same over all its versions.' }),
    version: t.exposeInt('version', { description: 'Number of the version, from 1.' }),
    ...titleFields(t),
    description: textField(t, 'description', 'What it is, where it comes from, how it leads to a full test.'),
    sections: t.field({
      type: [SectionRef],
      description: 'Its sections with their questions, in their order.',
      resolve: async ({ id }, _args, { loaders, templates }) =>
        (await loaders.load('sections', null, id, templates.sections)) ?? [],
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is described. Null when no source is named, or none that you may read.',
      resolve: ({ id, sourceKey }, _args, { loaders, sources, viewer }) =>
        sourceKey === null
          ? null
          : loaders.load('source of template', null, id, (ids) =>
              sources.byTemplates(programmesOf(viewer, 'PLAN'), ids),
            ),
    }),
  }),
});

builder.asEntity(TestTemplateRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, templates }) => loaders.loadId('template', id, templates.byIds),
});

const TestTemplateConnection = connectionType('TestTemplate', 'templates', TestTemplateRef);

builder.queryField('testTemplates', (t) =>
  t.field({
    type: TestTemplateConnection,
    nullable: true,
    description: 'The questionnaires for poverty tests, by code, newest version first.',
    args: {
      code: t.arg.string({
        description: 'Only the versions of the template with this code; all when left out.',
      }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async (_root, { code, ...args }, { loaders, templates }) => {
      const page = (await templates.page(code ?? null, pageRequest(args))) ?? EMPTY_PAGE;
      return loadPage(page, (id) => loaders.load('template', null, id, templates.byIds));
    },
  }),
);
