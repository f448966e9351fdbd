-- Indicators of a programme in their order: a page reads what it shows.
create index indicator_programme_id_code_id_idx on indicator (programme_id, code collate "C", id);
