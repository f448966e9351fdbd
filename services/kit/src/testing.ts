export * from './postgres/test-database.ts';
