-- Figures can be published now that releases decide what of them everybody reads.
alter table publication drop constraint publication_kind_word;
alter table publication add constraint publication_kind_word check (kind in ('PLAN', 'MONEY', 'TESTS', 'FIGURES'));
