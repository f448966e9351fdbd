-- Figures can be published; evaluations, and numbers of people of which no release decides, cannot.
drop policy read on evaluation;
create policy read on evaluation for select using (
  (select reads_every('PEOPLE')) or programme_id = any ((select readable('PEOPLE'))::uuid[]));
drop policy read on finding;
create policy read on finding for select using (
  (select reads_every('PEOPLE')) or programme_id = any ((select readable('PEOPLE'))::uuid[]));
