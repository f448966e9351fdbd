import {
  groupBy,
  inProgrammes,
  isSpoken,
  mapBy,
  newId,
  type Page,
  type PageRequest,
  pagesByParent,
  programmesOf,
  toDomain,
} from '@kapstok/kit';
import {
  type Language,
  type LocalText,
  type ProgressState,
  pickText,
  spokenFor,
  type Viewer,
} from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { isSteered } from './row-conditions.ts';
import type { ProgressContent, ProgressCorrection, ProgressUpdate } from './update.ts';

/** Which updates of an action are wanted. */
export interface UpdateFilter {
  readonly periodId: string | null;
  readonly states: readonly string[] | null;
  /** Whether an evaluator asks for what is not approved yet. */
  readonly isWithUnapproved: boolean;
}

/** Whose draft it is. */
export type UpdateKey = Pick<ProgressUpdate, 'programmeId' | 'actionId' | 'periodId' | 'organisationId'>;

/** An update in a list of its programme, with the names that its file needs. */
export interface ListedUpdate {
  readonly id: string;
  readonly programmeId: string;
  readonly actionCode: string;
  readonly title: string;
  readonly periodCode: string;
  /** How many the whole list has. */
  readonly totalCount: number;
}

/** What of an update changes beside its content. */
export interface UpdateStep {
  readonly state?: ProgressState;
  readonly returnedReason?: string | null;
  readonly submittedBy?: string;
  readonly submittedAt?: Date;
  readonly decidedAt?: Date | null;
}

/** Progress updates. */
export class UpdateStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, ProgressUpdate>> => {
    const rows = await this.#read({ id: { in: [...ids] } });
    return mapBy(rows, ({ id }) => id);
  };

  /** Updates of actions that were approved, by the end of their period, the latest last. */
  approved = async (actionIds: readonly string[]): Promise<Map<string, ProgressUpdate[]>> => {
    const rows = await this.#read({ actionId: { in: [...actionIds] }, state: 'APPROVED' });
    return groupBy(rows, ({ actionId }) => actionId);
  };

  find = async ({ actionId, periodId, organisationId }: UpdateKey): Promise<ProgressUpdate | undefined> => {
    const [row] = await this.#read({ actionId, periodId, organisationId });
    return row;
  };

  /** The updates of an organisation on an action that give this address as evidence. */
  naming = async (
    { actionId, organisationId }: Pick<ProgressUpdate, 'actionId' | 'organisationId'>,
    url: string,
  ): Promise<ProgressUpdate[]> => {
    const updates = await this.#read({ actionId, organisationId });
    return updates.filter(({ evidence }) => evidence.some((one) => one.url === url));
  };

  async #read(where: Record<string, unknown>): Promise<ProgressUpdate[]> {
    const rows = await this.#tables.prisma.progressUpdate.findMany({
      where,
      include: { action: { select: { domainId: true } } },
      orderBy: [{ period: { endsOn: 'asc' } }, { decidedAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(({ action, ...row }) => {
      const { submittedAt, decidedAt, savedAt } = row;
      const { domainId } = action;
      return { ...toDomain<ProgressUpdate>({ ...row, domainId }), submittedAt, decidedAt, savedAt };
    });
  }

  /** One page of the updates of each action that are for the viewer, the latest period first. */
  pages = (
    viewer: Viewer,
    filter: UpdateFilter,
    request: PageRequest,
    actionIds: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select action.id, report.id, period.ends_on || ' ' || period.code
      from progress_update report
      join action on action.id = report.action_id
      join reporting_period period on period.id = report.period_id
      where report.action_id = any (${actionIds}::uuid[])
        and ${filter.periodId === null ? sql`true` : sql`report.period_id = ${filter.periodId}`}
        and ${filter.states === null ? sql`true` : sql`report.state = any (${filter.states}::text[])`}
        and ${isFor(viewer, filter)}`;
    return pagesByParent(this.#tables.sql, rows, request, 'DESC');
  };

  /** Updates of each programme that are for the viewer, the latest period first; `most` of each at most. */
  listed = async (
    viewer: Viewer,
    periodId: string | null,
    most: number,
    programmeIds: readonly string[],
  ): Promise<Map<string, ListedUpdate[]>> => {
    const { rows } = await sql<ListedUpdate & { title: LocalText; language: Language }>`
      select id, "programmeId", "actionCode", title, language, "periodCode", "totalCount" from (
        select report.id, report.programme_id as "programmeId", action.code as "actionCode", action.title,
          programme.default_language as language, period.code as "periodCode",
          row_number() over each_one as place, (count(*) over (partition by report.programme_id))::int as "totalCount"
        from progress_update report
        join action on action.id = report.action_id
        join programme on programme.id = report.programme_id
        join reporting_period period on period.id = report.period_id
        where report.programme_id = any (${programmeIds}::uuid[])
          and ${periodId === null ? sql`true` : sql`report.period_id = ${periodId}`}
          and ${isFor(viewer, { isWithUnapproved: false })}
        window each_one as (partition by report.programme_id
          order by period.ends_on desc, period.code, action.code, report.organisation_id, report.id)
      ) listed where place <= ${most} order by "programmeId", place`.execute(this.#tables.sql);
    const named = rows.map(({ title, language, ...row }) => ({
      ...row,
      title: pickText(title, [...viewer.languages, language]).text,
    }));
    return groupBy(named, ({ programmeId }) => programmeId);
  };

  /** Makes the draft of an organisation; nothing when it has one. */
  make = async (key: UpdateKey, savedAt: Date): Promise<void> => {
    await this.#tables.sql
      .insertInto('progress_update')
      .values({
        id: newId(),
        programme_id: key.programmeId,
        action_id: key.actionId,
        period_id: key.periodId,
        organisation_id: key.organisationId,
        state: 'DRAFT',
        saved_at: savedAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  };

  /** Changes what is reported, so that approvals given before no longer stand. */
  write = async (
    { id, contentVersion }: ProgressUpdate,
    content: ProgressContent,
    savedAt: Date,
    step: UpdateStep = {},
  ): Promise<void> => {
    await this.#tables.sql
      .updateTable('progress_update')
      .set({
        reported_status: content.reportedStatus,
        completion_percent: content.completionPercent,
        completion_method: content.completionMethod,
        narrative: json(content.narrative),
        obstacles: json(content.obstacles),
        people_reached: content.peopleReached,
        people_reached_reason: content.peopleReachedReason,
        reach_basis: content.reachBasis,
        evidence: JSON.stringify(content.evidence),
        content_version: contentVersion + 1,
        saved_at: savedAt,
        ...columnsOf(step),
      })
      .where('id', '=', id)
      .execute();
  };

  move = async (id: string, step: UpdateStep): Promise<void> => {
    await this.#tables.sql.updateTable('progress_update').set(columnsOf(step)).where('id', '=', id).execute();
  };

  correct = async (programmeId: string, corrections: readonly ProgressCorrection[]): Promise<void> => {
    await this.#tables.sql
      .insertInto('progress_correction')
      .values(
        corrections.map((one) => ({
          id: newId(),
          programme_id: programmeId,
          update_id: one.updateId,
          field: one.field,
          before: one.before,
          after: one.after,
          reason: one.reason,
          corrected_by: one.correctedBy,
          corrected_at: one.correctedAt,
        })),
      )
      .execute();
  };

  corrections = async (ids: readonly string[]): Promise<Map<string, ProgressCorrection[]>> => {
    const rows = await this.#tables.prisma.progressCorrection.findMany({
      where: { updateId: { in: [...ids] } },
      orderBy: [{ correctedAt: 'asc' }, { id: 'asc' }],
    });
    return groupBy(rows satisfies readonly ProgressCorrection[], ({ updateId }) => updateId);
  };

  /** Notes that somebody did something about an action, whatever may be read of it. */
  touch = async (actionId: string, programmeId: string, touchedOn: string): Promise<void> => {
    await sql`insert into action_touch as t (action_id, programme_id, touched_on)
      values (${actionId}, ${programmeId}, ${touchedOn})
      on conflict (action_id) do update set touched_on = greatest(t.touched_on, excluded.touched_on)`.execute(
      this.#tables.sql,
    );
  };
}

/** `maySee` of a list; evaluators get what is not approved when they ask for it. */
function isFor(
  viewer: Viewer,
  { isWithUnapproved }: Pick<UpdateFilter, 'isWithUnapproved'>,
): RawBuilder<unknown> {
  const evaluated = viewer.roles.filter(({ role }) => role === 'EVALUATOR').map(({ programme }) => programme);
  const evaluates = evaluated.includes('*')
    ? sql`true`
    : sql`report.programme_id::text = any (${evaluated}::text[])`;
  const own = isSpoken(spokenFor(viewer), sql`report.organisation_id`, sql`report.programme_id`);
  const steered = isSteered(viewer, sql`report.programme_id`, sql`action.domain_id`);
  return sql`(${own}
    or (report.state = 'APPROVED' and ${inProgrammes(programmesOf(viewer, 'PLAN'), sql`report.programme_id`)})
    or (report.state <> 'DRAFT' and ${steered})
    or (${isWithUnapproved}::boolean and report.state = 'SUBMITTED' and ${evaluates}))`;
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

function columnsOf(step: UpdateStep) {
  return {
    ...(step.state === undefined ? {} : { state: step.state }),
    ...(step.returnedReason === undefined ? {} : { returned_reason: step.returnedReason }),
    ...(step.submittedBy === undefined ? {} : { submitted_by: step.submittedBy }),
    ...(step.submittedAt === undefined ? {} : { submitted_at: step.submittedAt }),
    ...(step.decidedAt === undefined ? {} : { decided_at: step.decidedAt }),
  };
}
