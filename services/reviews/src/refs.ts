import { isId } from '@kapstok/kit';
import { builder } from './builder.ts';
import type { PovertyTest } from './poverty-test/poverty-test.ts';
import type { TestTemplate } from './template/template.ts';

// The nouns without their fields, so that type files need not import one another.

export const PovertyTestRef = builder.objectRef<PovertyTest>('PovertyTest');
export const TestTemplateRef = builder.objectRef<TestTemplate>('TestTemplate');

/** A noun of another subgraph, known here by its id alone. */
export interface Stub {
  readonly id: string;
}
const byId = builder.selection<Stub>('id');
/** What cannot be an id is nobody's, and never reaches SQL. */
const ifId = ({ id }: Stub): Stub | null => (isId(id) ? { id: id.toLowerCase() } : null);

export const ProgrammeRef = builder.externalRef('Programme', byId, ifId);
export const PolicyDomainRef = builder.externalRef('PolicyDomain', byId, ifId);
export const BlockRef = builder.externalRef('Block', byId, ifId);
export const ActionRef = builder.externalRef('Action', byId, ifId);
export const AgreementRef = builder.externalRef('Agreement', byId, ifId);
export const OrganisationRef = builder.externalRef('Organisation', byId, ifId);

/** The stub of a noun that may not be named. */
export const stub = (id: string | null): Stub | null => (id === null ? null : { id });
