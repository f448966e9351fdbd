// What tests of the whole hub need of the composition root.
export { type Access, createAccess } from '@kapstok/all';
export { openGateway, type ServiceUrls, serveService, sharedKey } from './apart.ts';
export { contractFiles, printApi, printSubgraphs, ROOT } from './contract.ts';
export { catchUpAll, catchUpFully, openDatabases } from './databases.ts';
export { demoPersonas } from './demo-personas.ts';
export { exportFolder } from './export-folder.ts';
export { writeCity } from './generate/index.ts';
export { type Hub, openHub } from './hub.ts';
export { importFolder } from './import-folder.ts';
export { type HubIdentity, pendingMigrations, prepareDatabase } from './prepare-database.ts';
export { readSettings, SettingsError } from './settings.ts';
export { PROGRAMMES, shippedSlugs } from './shipped.ts';
export { signInOptions } from './sign-in-settings.ts';
