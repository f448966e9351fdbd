-- Tests of a programme in their order: a page reads what it shows.
create index poverty_test_programme_id_requested_on_id_idx on poverty_test (programme_id, requested_on, id);
