import { builder, partialDateFields, Source, textField, titleFields } from '../builder.ts';
import { loadSource } from '../source-field.ts';
import type { Phase } from './programme.ts';

export const PhaseRef = builder.objectRef<Phase>('Phase');

PhaseRef.implement({
  description: 'One of the phases in which a plan is made and carried out.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    description: textField(t, 'description', 'What happens in it.'),
    ...partialDateFields(t, 'startsOn', 'Begin.'),
    ...partialDateFields(t, 'endsOn', 'End.'),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is described. Null when no source is named.',
      resolve: (phase, _args, context) => loadSource(phase, context),
    }),
  }),
});
