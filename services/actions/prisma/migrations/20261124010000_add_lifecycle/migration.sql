-- Who steers the plan changes it. The service says which coordinator steers which domain; here it is enough to steer
-- in the programme.
create policy change on action for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on status_change for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
