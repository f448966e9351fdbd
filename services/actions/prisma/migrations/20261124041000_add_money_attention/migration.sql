alter table action_money add column overspent_cents bigint;
alter table action_money add column agreement_ends date[];
comment on column action_money.overspent_cents is
  'The most by which spending exceeds the plan in one currency, below zero while it does not; null when nothing can be compared.';
comment on column action_money.agreement_ends is 'The last days of the agreements in force that are for the action.';
