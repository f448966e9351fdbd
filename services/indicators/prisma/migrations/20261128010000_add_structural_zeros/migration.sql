-- A nought that the rules make certain, such as men in a maternity ward: everybody knows it, so a release tells it. Any
-- other nought says that nobody was found, and counts as a small number.
alter table observation add column is_structural_zero boolean not null default false;
alter table observation add constraint observation_structural_zero check (not is_structural_zero
  or (value is not distinct from 0 and numerator is null and denominator is null));
comment on column observation.is_structural_zero is 'Nought by the rules: nobody can ever be counted here.';

alter table told_figure add column is_structural_zero boolean not null default false;
alter table told_figure add constraint told_figure_structural_zero check (not is_structural_zero or not is_withheld);

create or replace view known_observation with (security_invoker = true) as
  select id, programme_id, code, indicator_id, version_id, place_id, period_start, period_end, dimensions, series,
    value, value_reason, numerator, denominator, qualitative, vintage, vintage_precision, is_break, is_estimate,
    is_provisional, is_confidential, is_derived, note, source_id, is_structural_zero
  from observation
  where (select reads_every('INTERNAL')) or (select may_import())
    or programme_id = any ((select readable('INTERNAL'))::uuid[])
  union all
  select observation_id, programme_id, code, indicator_id, version_id, place_id, period_start, period_end, dimensions,
    series, value, value_reason, numerator, denominator, qualitative, vintage, vintage_precision, is_break, is_estimate,
    is_provisional, is_confidential, is_derived, null, source_id, is_structural_zero
  from told_figure
  where not ((select reads_every('INTERNAL')) or (select may_import())
      or programme_id = any ((select readable('INTERNAL'))::uuid[]))
    and ((select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]))
    and level = case when (select holds_everywhere('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))
      or programme_id = any ((select held_in('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))::uuid[])
      then 'PARTNER' else 'PUBLIC' end;
