alter table action_effect add column is_worsening boolean not null default false;
alter table action_effect add column missed_after date[] not null default '{}';
alter table action_effect add column missed_through date[] not null default '{}';
comment on column action_effect.is_worsening is 'Whether an indicator to which the action contributes worsens, by the published rule.';
comment on column action_effect.missed_after is 'The days after which some indicator of it has missed its last target.';
comment on column action_effect.missed_through is
  'For each of them the last day on which that holds; 9999-12-31: until something else is observed.';
