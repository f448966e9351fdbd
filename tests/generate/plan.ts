import fc from 'fast-check';
import type { Row } from '../programme-folder.ts';
import { at, code, type Drawn, distinct, flag, maybe, numbered, partial, pick, some, text } from './draws.ts';
import type { Shape } from './shape.ts';

const drawAction = fc.record({
  title: text,
  domain: pick,
  block: maybe(pick),
  parent: maybe(pick),
  status: fc.constantFrom('PROPOSED', 'PLANNED', 'RUNNING', 'SUSPENDED', 'COMPLETED', 'STOPPED', 'UNKNOWN'),
  realisation: fc.constantFrom('', 'REALISED', 'PARTLY_REALISED', 'NOT_REALISED'),
  goal: fc.constantFrom('', 'CAUSES', 'CONSEQUENCES'),
  plannedEnd: maybe(partial),
  note: maybe(text),
});

/** The frame of the plan: domains, blocks, actions, and who takes part in them. */
export const drawPlan = (shape: Shape) =>
  fc.record({
    domains: some(fc.record({ title: text }), 12, shape.domains, 1),
    blocks: some(fc.record({ title: text, domain: pick }), 8, shape.blocks),
    organisations: some(fc.record({ name: text, isInternal: flag }), 6, shape.organisations),
    actions: some(drawAction, 30, shape.actions),
    participations: some(fc.record({ action: pick, organisation: pick }), 12),
  });
type Plan = Drawn<ReturnType<typeof drawPlan>>;

/** Rows to which those of other files point. */
export type PlanRows = Readonly<Record<'domains' | 'actions' | 'organisations', readonly Row[]>>;

export function planRows(plan: Plan, slug: string, language: string) {
  const title = (words: string) => ({ [`title_${language}`]: words });
  const domains = plan.domains.map((domain, i) => ({
    code: numbered('D', i),
    position: String(i + 1),
    ...title(domain.title),
  }));
  const blocks = plan.blocks.map((block, i) => ({
    code: numbered('B', i),
    domain: code(at(domains, block.domain)),
    position: String(i + 1),
    ...title(block.title),
  }));
  const organisations = plan.organisations.map(({ name, isInternal }, i) => ({
    code: `${slug}-${i + 1}`,
    name,
    kind: 'OTHER',
    is_internal: isInternal,
    is_synthetic: 'true',
  }));
  const actions = plan.actions.map((action, i) => ({
    ...actionRow(action, i, domains, blocks),
    ...title(action.title),
  }));
  return { domains, blocks, organisations, actions };
}

function actionRow(
  action: Plan['actions'][number],
  i: number,
  domains: readonly Row[],
  blocks: readonly Row[],
) {
  const domain = code(at(domains, action.domain));
  const blocksOfDomain = blocks.filter((block) => block['domain'] === domain);
  return {
    code: numbered('A', i),
    domain,
    block: code(at(blocksOfDomain, action.block)),
    // An earlier one, so that no action becomes a part of itself.
    parent: action.parent === undefined || i === 0 ? '' : numbered('A', action.parent % i),
    status: action.status,
    realisation: action.realisation,
    goal: action.goal,
    planned_end: action.plannedEnd ?? '',
    is_synthetic: 'true',
    note: action.note ?? '',
  };
}

export function participationRows(plan: Plan, { actions, organisations }: PlanRows): Row[] {
  if (actions.length === 0 || organisations.length === 0) return [];
  const rows = plan.participations.map(({ action, organisation }) => ({
    action: code(at(actions, action)),
    organisation: code(at(organisations, organisation)),
    role: 'IMPLEMENTING',
    is_synthetic: 'true',
  }));
  return distinct(rows, 'action', 'organisation');
}
