import { kapstokPrismaConfig } from '../kit/prisma-tools/prisma-config.mjs';

export default kapstokPrismaConfig(import.meta.dirname, 'access');
