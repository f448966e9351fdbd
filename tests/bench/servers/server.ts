// One server process of the bench: starts what it is told to, and tells what it used when asked.
import { subscribe } from 'node:diagnostics_channel';
import type { ServerReport, ServerSettings } from '../settings.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as ServerSettings;
let statements = 0;
subscribe('kapstok:sql', () => {
  statements += 1;
});

const tell = (report: ServerReport) => process.send?.(report);
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  tell({
    type: 'stats',
    cpuMs: (user + system) / 1000,
    residentBytes: process.memoryUsage.rss(),
    statements,
  });
});

/** Each kind loads only what it needs: what is loaded counts in its start and its memory. */
async function start(): Promise<string> {
  switch (settings.kind) {
    case 'hub':
    case 'kept':
    case 'apollo':
      return (await import('./ours.ts')).startHub(settings);
    case 'service':
    case 'kept-service':
      return (await import('./ours.ts')).startService(settings);
    case 'gateway':
      return (await import('./ours.ts')).startGateway(settings);
    case 'mono':
      return (await import('./mono.ts')).startMono(settings);
    case 'sql':
      return (await import('./sql.ts')).startSql(settings);
    case 'stock-service':
      return (await import('./stock.ts')).startStockService(settings);
    case 'stock-gateway':
      return (await import('./stock.ts')).startStockGateway(settings);
  }
}

tell({ type: 'ready', url: await start() });
