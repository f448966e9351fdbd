import { type CsvFile, localized, may, must, oneOf, partialDate, ref, text } from '@kapstok/kit';
import { ACTION_STATUS } from '@kapstok/schema';
import { ofAction, own, ownCode, source } from './kinds.ts';

export const statusChanges: CsvFile = {
  ...own('status_change', 'status-changes.csv', 'When the status of an action changed.'),
  columns: {
    code: ownCode,
    action: ofAction,
    changed_on: must(partialDate, 'When.'),
    from_status: may(oneOf(ACTION_STATUS), 'Status before.'),
    to_status: must(oneOf(ACTION_STATUS), 'Status after.'),
    note: may(text, 'Remark.'),
    source,
  },
};

export const adjustments: CsvFile = {
  ...own('adjustment', 'adjustments.csv', 'What was changed in an action, and why.'),
  columns: {
    code: ownCode,
    action: ofAction,
    adjusted_on: must(partialDate, 'When.'),
    change: must(localized, 'What was changed.'),
    reason: must(localized, 'Why.'),
    session: may(ref('dialogue-sessions.csv', ['session']), 'The session that asked for it.'),
    source,
  },
};
