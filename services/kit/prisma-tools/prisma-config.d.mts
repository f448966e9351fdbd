import type { PrismaConfig } from 'prisma/config';

export function kapstokPrismaConfig(serviceDirectory: string, schema?: string): PrismaConfig;
