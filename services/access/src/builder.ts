import { addConnections, createBuilder } from '@kapstok/kit';
import type { Context } from './context.ts';

export const builder = createBuilder<Context>();
export const { connectionType } = addConnections(builder);

builder.queryType({ description: 'What can be asked of the hub.' });
