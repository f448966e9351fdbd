// Files at `/data`: what every service that gives its data out as files has in common.
export * from './data/after.ts';
export * from './data/answer.ts';
export { GUARDED } from './data/cells.ts';
export * from './data/column.ts';
export * from './data/dataset.ts';
export * from './data/filter.ts';
export * from './data/join-data.ts';
export * from './data/names.ts';
export * from './data/programme-name.ts';
export type { Release } from './data/release.ts';
export * from './data/table-dataset.ts';
