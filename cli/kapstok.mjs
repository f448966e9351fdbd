#!/usr/bin/env node
process.argv.splice(2, 0, 'kapstok');
await import('./prepare.mjs');
