import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDrift, createMigration } from './drift.mjs';

/** What our migrations hold beside Prisma's part: it must replay, and not count as a difference. */
const BY_HAND = `
create schema if not exists actions;
create function readable_programmes() returns uuid[] language sql stable
  as $$ select nullif(current_setting('kapstok.programmes', true), '*')::uuid[]; $$;
create function may_import() returns boolean language plpgsql stable as $$
begin
  return current_setting('kapstok.import', true) = 'on';
end $$;
alter table action enable row level security;
alter table action force row level security;
create policy read on action for select using (programme_id = any ((select actions.readable_programmes())::uuid[]));
create policy write on action for all using ((select actions.may_import())) with check ((select actions.may_import()));
alter table action add constraint title_has_a_language check (title ?| array['nl', 'fr', 'en', 'de']);
comment on table action is 'What a programme promises; never deleted.';
create view action_summary with (security_invoker = true) as select id, code from action;
`;

const scratch = mkdtempSync(path.join(tmpdir(), 'kapstok-drift-'));
const service = path.join(scratch, 'actions');
const schemaFile = path.join(service, 'prisma/schema.prisma');

const model = (more = '') => `
datasource db {
  provider = "postgresql"
}
model Action {
  id          String @id @db.Uuid
  programmeId String @map("programme_id") @db.Uuid
  code        String
  title       Json   @db.JsonB
  ${more}
  @@unique([programmeId, code])
  @@map("action")
}`;

beforeAll(() => mkdirSync(path.dirname(schemaFile), { recursive: true }));
afterAll(() => rmSync(scratch, { recursive: true }));

test('writes the first migration; with what was added by hand it matches; a new column is missed', async () => {
  writeFileSync(schemaFile, model());
  const file = await createMigration(service, 'make_action');
  expect(file).toMatch(/prisma\/migrations\/\d{14}_make_action\/migration\.sql$/);
  writeFileSync(file ?? '', BY_HAND, { flag: 'a' });
  expect(await checkDrift(service)).toBeNull();
  writeFileSync(schemaFile, model('lead String?'));
  expect(await checkDrift(service)).toContain('ALTER TABLE "action" ADD COLUMN     "lead" TEXT;');
});

test('a migration that does not run is told, not taken for a difference', async () => {
  const directory = path.join(service, 'prisma/migrations/20990101000000_broken');
  mkdirSync(directory);
  writeFileSync(path.join(directory, 'migration.sql'), 'alter table missing add x int;');
  await expect(checkDrift(service)).rejects.toThrow(/20990101000000_broken.*No such table: missing/s);
});
