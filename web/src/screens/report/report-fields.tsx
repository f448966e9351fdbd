import type { Refusal } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, faultOf, TextField } from '../../ui/field.tsx';
import type { Draft } from './draft.ts';
import { EvidenceFields } from './evidence-fields.tsx';

/** Reasons that one can give for a number that one has not; the others are the hub's own. */
const REASONS = ['NOT_MEASURED', 'NOT_APPLICABLE'] as const;

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly refusals: readonly Refusal[];
  /** Saves the draft, so that a file has an update to belong to. */
  readonly needUpdate: () => Promise<string | null>;
}

/** What is asked, in the order in which people think of it. */
export function ReportFields({ draft, change, refusals, needUpdate }: FieldsProps) {
  const { t, words } = useText();
  const fault = (name: keyof Draft) => faultOf(refusals, name);
  return (
    <>
      <ChoiceField
        label={t('reportStatus')}
        value={draft.reportedStatus}
        onValue={(reportedStatus) => change({ reportedStatus })}
        words={words.ActionStatus}
        none={t('chooseOne')}
        fault={fault('reportedStatus')}
      />
      <TextField
        label={t('reportNarrative')}
        hint={t('reportNarrativeHint')}
        rows={5}
        maxLength={5000}
        value={draft.narrative}
        onValue={(narrative) => change({ narrative })}
        fault={fault('narrative')}
      />
      <TextField
        label={t('reportPercent')}
        type="number"
        min="0"
        max="100"
        value={draft.completionPercent}
        onValue={(completionPercent) => change({ completionPercent })}
        fault={fault('completionPercent')}
      />
      {draft.completionPercent === '' ? null : (
        <ChoiceField
          label={t('reportMethod')}
          value={draft.completionMethod || 'JUDGEMENT'}
          onValue={(completionMethod) => change({ completionMethod })}
          words={words.CompletionMethod}
          fault={fault('completionMethod')}
        />
      )}
      <TextField
        label={t('peopleReached')}
        hint={t('reportPeopleHint')}
        type="number"
        min="0"
        value={draft.peopleReached}
        onValue={(peopleReached) => change({ peopleReached })}
        fault={fault('peopleReached')}
      />
      {draft.peopleReached === '' ? (
        <ChoiceField
          label={t('reportNoPeople')}
          value={draft.peopleReachedReason}
          onValue={(peopleReachedReason) => change({ peopleReachedReason })}
          words={Object.fromEntries(REASONS.map((one) => [one, words.MissingReason[one]])) as never}
          none={t('chooseOne')}
          fault={fault('peopleReachedReason')}
        />
      ) : (
        <ChoiceField
          label={t('reportBasis')}
          value={draft.reachBasis || 'COUNTED'}
          onValue={(reachBasis) => change({ reachBasis })}
          words={words.ReachBasis}
          fault={fault('reachBasis')}
        />
      )}
      <TextField
        label={t('obstacles')}
        rows={3}
        maxLength={5000}
        value={draft.obstacles}
        onValue={(obstacles) => change({ obstacles })}
        fault={fault('obstacles')}
      />
      <EvidenceFields
        evidence={draft.evidence}
        onEvidence={(evidence) => change({ evidence })}
        fault={fault('evidence')}
        needUpdate={needUpdate}
      />
    </>
  );
}
