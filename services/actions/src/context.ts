import type { Database, KitContext } from '@kapstok/kit';
import type { Kysely } from 'kysely';
import { ActionDetailStore } from './action/action-detail-store.ts';
import { ActionStore } from './action/action-store.ts';
import { AdjustmentStore } from './adjust/adjustment-store.ts';
import { AttentionStore } from './attention/attention-store.ts';
import { ClaimStore } from './claim/claim-store.ts';
import { DialogueStore } from './dialogue/dialogue-store.ts';
import { DomainStore } from './domain/domain-store.ts';
import { EditStore } from './edit/edit-store.ts';
import { EvaluationStore } from './evaluation/evaluation-store.ts';
import { EvidenceStore } from './evidence/evidence-store.ts';
import { GateStore } from './gate/gate-store.ts';
import type { DB } from './generated/kysely/types.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { OwnerStore } from './handover/owner-store.ts';
import { PlanHistoryStore } from './history/plan-history-store.ts';
import { InitiativeStore } from './initiative/initiative-store.ts';
import { FateStore } from './lineage/fate-store.ts';
import { LineageStore } from './lineage/lineage-store.ts';
import { MilestoneStore } from './milestone/milestone-store.ts';
import { PeriodStore } from './period/period-store.ts';
import { ProgrammeStore } from './programme/programme-store.ts';
import { ProgressStore } from './progress/progress-store.ts';
import { ReminderStore } from './reminder/reminder-store.ts';
import { ThreadStore } from './thread/thread-store.ts';
import { ApprovalStore } from './update/approval-store.ts';
import { UpdateStore } from './update/update-store.ts';
import { UpdateImportStore } from './update-import/update-import-store.ts';
import { WorklistStore } from './worklist/worklist-store.ts';

/** The stores of this service. */
export interface Stores {
  readonly programmes: ProgrammeStore;
  readonly domains: DomainStore;
  readonly actions: ActionStore;
  readonly details: ActionDetailStore;
  readonly progress: ProgressStore;
  readonly lineage: LineageStore;
  readonly claims: ClaimStore;
  readonly attention: AttentionStore;
  readonly periods: PeriodStore;
  readonly updates: UpdateStore;
  readonly approvals: ApprovalStore;
  readonly updateImports: UpdateImportStore;
  readonly worklist: WorklistStore;
  readonly owners: OwnerStore;
  readonly reminders: ReminderStore;
  readonly milestones: MilestoneStore;
  readonly history: PlanHistoryStore;
  readonly edits: EditStore;
  readonly fates: FateStore;
  readonly adjusted: AdjustmentStore;
  readonly dialogue: DialogueStore;
  readonly evaluations: EvaluationStore;
  readonly initiatives: InitiativeStore;
  readonly gates: GateStore;
  readonly evidenceFiles: EvidenceStore;
  readonly threads: ThreadStore;
}

/** What every resolver of this service gets. */
export interface Context extends KitContext, Stores {}

export function createStores(database: Database): Stores {
  const prisma = new PrismaClient({ adapter: database.prismaAdapter(), errorFormat: 'minimal' });
  const sql: Kysely<DB> = database.kysely<DB>();
  const tables = { prisma, sql };
  return {
    programmes: new ProgrammeStore(tables),
    domains: new DomainStore(tables),
    actions: new ActionStore(tables),
    details: new ActionDetailStore(tables),
    progress: new ProgressStore(tables),
    lineage: new LineageStore(tables),
    claims: new ClaimStore(tables),
    attention: new AttentionStore(tables),
    periods: new PeriodStore(tables),
    updates: new UpdateStore(tables),
    approvals: new ApprovalStore(tables),
    updateImports: new UpdateImportStore(tables),
    worklist: new WorklistStore(tables),
    owners: new OwnerStore(tables),
    reminders: new ReminderStore(tables),
    milestones: new MilestoneStore(tables),
    history: new PlanHistoryStore(tables),
    edits: new EditStore(tables),
    fates: new FateStore(tables),
    adjusted: new AdjustmentStore(tables),
    dialogue: new DialogueStore(tables),
    evaluations: new EvaluationStore(tables),
    initiatives: new InitiativeStore(tables),
    gates: new GateStore(tables),
    evidenceFiles: new EvidenceStore(tables),
    threads: new ThreadStore(tables),
  };
}
