export * from './postgres/test-database.ts';
export * from './testing/everything.ts';
export * from './testing/insert-rows.ts';
