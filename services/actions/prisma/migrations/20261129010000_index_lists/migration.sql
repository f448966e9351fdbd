-- Lists in their order: a page reads what it shows. Text by the collation that the lists are sorted by.
create index action_programme_id_code_id_idx on action (programme_id, code collate "C", id);
create index action_domain_id_code_id_idx on action (domain_id, code collate "C", id);
create index action_block_id_code_id_idx on action (block_id, code collate "C", id);
drop index action_domain_id_idx;
drop index action_block_id_idx;
