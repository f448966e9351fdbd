import { addChanges, addConnections, addFieldHelpers, addValueTypes, createBuilder } from '@kapstok/kit';
import type { Context } from './context.ts';

export const builder = createBuilder<Context>();
const valueTypes = addValueTypes(builder);
export const { Basis, DatePrecision, Figure, Language, Source } = valueTypes;
export const { titleFields, textField, partialDateFields } = addFieldHelpers<Context>(valueTypes);
export const { connectionType } = addConnections(builder);

export const { mutation } = addChanges(builder);

builder.queryType({ description: 'What can be asked of the hub.' });
