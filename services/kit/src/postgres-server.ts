// PostgreSQL without the rest of the kit: a start has it running while all else is loaded.
export { databaseUrl, ensureDatabase } from './postgres/database-admin.ts';
export { startEmbeddedPostgres } from './postgres/embedded-server.ts';
export { type FolderLock, FolderLockedError, lockFolder } from './postgres/folder-lock.ts';
