import type { GateOpening, LatestVerdict } from '../gate/gate.ts';
import type { Queryable } from '../import/queryable.ts';

/** Where an action stands in the plan. */
export interface PlanFacts {
  readonly domainId: string;
  readonly blockId: string | null;
  readonly status: string;
  readonly goal: string | null;
  readonly level: string | null;
  /** Organisations that take part in it, in any role: it is theirs to read. */
  readonly organisationIds: readonly string[];
  /** Terms of other people's lists to which it is related. */
  readonly crosswalkIds: readonly string[];
  /** Groups of people that it is meant for. */
  readonly peopleGroupIds?: readonly string[];
  /** Language in which the programme is written. */
  readonly language?: string;
  /** The director's override of its gate that was not withdrawn; null: none. */
  readonly override?: GateOpening | null;
}

/** What services tell each other about one action. Each fills its own part; the rest is undefined. */
export interface ActionFacts {
  readonly actionId: string;
  /** From actions. */
  readonly plan?: PlanFacts;
  /** From agreements; `planned` is null when no amount is known or there are several currencies. */
  readonly money?: {
    readonly hasAgreement: boolean;
    readonly hasBudget: boolean;
    readonly planned: { readonly cents: string; readonly currency: string } | null;
    /** Spent minus planned, in the currency in which that is most; null when nothing can be compared. */
    readonly overspentCents: string | null;
    /** Last days of the agreements in force that are for it. */
    readonly agreementEnds: readonly string[];
  };
  /**
   * From reviews, as days and not as verdicts, since a test lapses without anything being written: the last day on
   * which some test stands (null: none does; `9999-12-31`: without end), and the day after which one is overdue.
   */
  readonly test?: {
    readonly validThrough: string | null;
    readonly overdueAfter: string | null;
    /** The last test that came to a verdict and was not withdrawn. */
    readonly latest?: LatestVerdict | null;
  };
  /** From indicators: whether one of them worsens, and on which days the last target of one is missed. */
  readonly effect?: {
    readonly hasIndicator: boolean;
    readonly isWorsening?: boolean;
    readonly missed?: readonly { readonly after: string; readonly through: string }[];
  };
}

/** What a service tells the others of one programme, or of one action of it; then it fills nothing but `actions`. */
export interface Facts {
  readonly actions: readonly ActionFacts[];
  /** From reviews: when it found this out, by the clock of its database. */
  readonly saidAt?: string;
  /** From actions: what people call the programme, and the domains that it has. */
  readonly programme?: {
    readonly slug: string;
    readonly domainIds?: readonly string[];
    /** In which texts are that name no language. */
    readonly language?: string;
  };
  /** From actions: ids of its domains, blocks and terms, also of those without any action. */
  readonly partIds?: readonly string[];
  /** From agreements: the organisations that the programme lists. */
  readonly organisations?: readonly OrganisationFacts[];
}

/** How an organisation is known outside the hub. */
export interface OrganisationFacts {
  readonly id: string;
  readonly code: string;
  /** KBO number, ten digits; null when none is known. */
  readonly enterpriseNumber: string | null;
}

/** A table that holds what another service said of the actions of a programme: `programme_id` and these fields. */
export interface Projection {
  readonly table: string;
  /** Field name → PostgreSQL type; `action_id` comes by itself. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Replaces the rows of a programme in a projection, or the row of one action of it. */
export async function replaceRows(
  db: Queryable,
  { table, fields }: Projection,
  programmeId: string,
  rows: readonly ({ readonly action_id: string } & Readonly<Record<string, unknown>>)[],
  actionId: string | null = null,
): Promise<void> {
  const names = Object.keys(fields);
  const types = Object.entries(fields).map(([name, type]) => `${name} ${type}`);
  await db.query(`delete from ${table} where programme_id = $1 and ($2::uuid is null or action_id = $2)`, [
    programmeId,
    actionId,
  ]);
  await db.query(
    `insert into ${table} (programme_id, action_id, ${names.join(', ')})
     select $2, r.* from jsonb_to_recordset($1::jsonb) as r(action_id uuid, ${types.join(', ')})`,
    [JSON.stringify(rows), programmeId],
  );
}

const PLAN: Projection = {
  table: 'plan_action',
  fields: {
    domain_id: 'uuid',
    block_id: 'uuid',
    status: 'text',
    goal: 'text',
    level: 'text',
    organisation_ids: 'uuid[]',
    crosswalk_ids: 'uuid[]',
  },
};

/**
 * Keeps where the actions of a programme stand in the plan, or one of them, in the `plan_action` table of the service;
 * and, when it is about the whole, which domains, blocks and terms there are.
 */
export async function keepPlan(
  db: Queryable,
  programmeId: string,
  facts: Facts,
  actionId: string | null = null,
): Promise<void> {
  if (actionId === null) await keepParts(db, programmeId, facts);
  await keepActions(db, programmeId, facts, actionId);
}

function keepActions(
  db: Queryable,
  programmeId: string,
  { actions }: Facts,
  actionId: string | null,
): Promise<void> {
  const rows = actions.flatMap(({ actionId, plan }) =>
    plan === undefined
      ? []
      : [
          {
            action_id: actionId,
            domain_id: plan.domainId,
            block_id: plan.blockId,
            status: plan.status,
            goal: plan.goal,
            level: plan.level,
            organisation_ids: plan.organisationIds,
            crosswalk_ids: plan.crosswalkIds,
          },
        ],
  );
  return replaceRows(db, PLAN, programmeId, rows, actionId);
}

/** Keeps which domains, blocks and terms a programme has, in the `plan_part` table of the service. */
async function keepParts(db: Queryable, programmeId: string, { partIds = [] }: Facts): Promise<void> {
  await db.query('delete from plan_part where programme_id = $1', [programmeId]);
  await db.query('insert into plan_part (id, programme_id) select unnest($1::uuid[]), $2', [
    partIds,
    programmeId,
  ]);
}
