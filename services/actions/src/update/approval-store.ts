import { groupBy, newId } from '@kapstok/kit';
import type { ApprovalRule, Approver } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { DEFAULT_RULE, type ProgressApproval, type ProgressUpdate } from './update.ts';

/** Who must approve progress updates, and who did. */
export class ApprovalStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The rules that were decided for programmes or domains themselves. */
  rules = async (subjectIds: readonly string[]): Promise<Map<string, ApprovalRule>> => {
    const rows = await this.#tables.prisma.approvalRule.findMany({
      where: { subjectId: { in: [...subjectIds] } },
    });
    return new Map(rows.map(({ subjectId, rule }) => [subjectId, rule as ApprovalRule]));
  };

  /** The rule that holds in a domain: its own, else that of the programme. */
  ruleFor = async ({ programmeId, domainId }: ProgressUpdate): Promise<ApprovalRule> => {
    const rules = await this.rules([programmeId, domainId]);
    return rules.get(domainId) ?? rules.get(programmeId) ?? DEFAULT_RULE;
  };

  setRule = async (subjectId: string, programmeId: string, rule: ApprovalRule): Promise<void> => {
    await sql`insert into approval_rule (subject_id, programme_id, rule) values (${subjectId}, ${programmeId}, ${rule})
      on conflict (subject_id) do update set rule = excluded.rule`.execute(this.#tables.sql);
  };

  approve = async (
    { id, programmeId, contentVersion }: ProgressUpdate,
    approval: Pick<ProgressApproval, 'role' | 'approvedBy' | 'approvedAt'>,
  ): Promise<void> => {
    await this.#tables.sql
      .insertInto('progress_approval')
      .values({
        id: newId(),
        programme_id: programmeId,
        update_id: id,
        role: approval.role,
        content_version: contentVersion,
        approved_by: approval.approvedBy,
        approved_at: approval.approvedAt,
      })
      .execute();
  };

  /** Every approval of updates, the oldest first; those of an earlier content no longer stand. */
  approvals = async (ids: readonly string[]): Promise<Map<string, ProgressApproval[]>> => {
    const rows = await this.#tables.prisma.progressApproval.findMany({
      where: { updateId: { in: [...ids] } },
      orderBy: [{ approvedAt: 'asc' }, { id: 'asc' }],
    });
    const approvals = rows.map((row) => ({ ...row, role: row.role as Approver }));
    return groupBy(approvals satisfies readonly ProgressApproval[], ({ updateId }) => updateId);
  };

  /** The approvals that stand. */
  standing = async ({ id, contentVersion }: ProgressUpdate): Promise<readonly ProgressApproval[]> => {
    const all = (await this.approvals([id])).get(id) ?? [];
    return all.filter((one) => one.contentVersion === contentVersion);
  };
}
