-- A script has no browser in which its owner signs in: its token counts what the provider said at the last sign-in.
ALTER TABLE "account_identity" ADD COLUMN "claims" JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN "vouched_at" TIMESTAMPTZ(3);

ALTER TABLE "api_token" ADD COLUMN "carries_vouched" BOOLEAN NOT NULL DEFAULT false;

alter table account_identity add constraint account_identity_claims_shape check (jsonb_typeof(claims) = 'array');
alter table account_identity add constraint account_identity_vouched check (vouched_at is not null or claims = '[]'::jsonb);

comment on column account_identity.claims is 'The roles for which the identity provider vouched at the last sign-in in a browser.';
comment on column account_identity.vouched_at is 'When that sign-in was; null: before this was kept, or never.';
comment on column api_token.carries_vouched is 'Whether it carries these roles too; tokens from before this was kept do not: their owners were told otherwise.';
