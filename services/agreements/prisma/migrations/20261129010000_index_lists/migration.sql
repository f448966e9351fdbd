-- Lists in their order: a page reads what it shows. Text by the collation that the lists are sorted by.
create index agreement_programme_id_code_id_idx on agreement (programme_id, code collate "C", id);
create index scheduled_payment_programme_id_due_on_code_id_idx on scheduled_payment
  (programme_id, due_on, code collate "C", id);
-- Lines for the whole term come last.
create index budget_line_by_year_idx on budget_line
  (programme_id, (case when year is null then 9999 else year end), code collate "C", id);
create index organisation_by_name_idx on organisation ((lower(name)) collate "C", id);
