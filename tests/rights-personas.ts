import type { Publishable, Role, Viewer } from '@kapstok/schema';
import { OTHER, OWN, type RightsWorld } from './rights-harness.ts';
import { viewerOf } from './viewer-token.ts';

/** Somebody who asks, and of which of the two programmes they read anything at all. */
export interface Persona {
  readonly name: string;
  readonly viewer: Viewer;
  readonly reads: readonly string[];
}

/** One person per role, in the own programme; and people who hold several, or none that helps. */
export async function personasOf(world: RightsWorld): Promise<readonly Persona[]> {
  const id = (slug: string) => world.programmes.get(slug) ?? '';
  const [spoke, silent] = await Promise.all([
    world.organisation('akzie'),
    world.organisation('netwerk-tegen-armoede'),
  ]);
  const inOwn = (role: Role) => viewerOf({ role, programme: id(OWN) });
  const published = (...kinds: readonly Publishable[]): Viewer => ({
    ...viewerOf(),
    published: kinds.map((kind) => ({ programme: id(OWN), kind })),
  });
  const of = (name: string, viewer: Viewer, ...reads: string[]): Persona => ({ name, viewer, reads });
  const speaks = (role: 'PARTNER' | 'ASSOCIATION', organisation: string) =>
    viewerOf({ role, programme: id(OWN), organisation });
  return [
    of('nobody', viewerOf()),
    of('the public, plan published', published('PLAN'), OWN),
    of('the public, all published', published('PLAN', 'MONEY', 'TESTS', 'FIGURES'), OWN),
    of('PARTNER', speaks('PARTNER', spoke), OWN),
    of('PARTNER of another organisation', speaks('PARTNER', silent), OWN),
    of('ASSOCIATION', speaks('ASSOCIATION', spoke), OWN),
    of('ASSOCIATION of another organisation', speaks('ASSOCIATION', silent), OWN),
    ...(['COORDINATOR', 'DIRECTOR', 'REVIEWER', 'SECRETARY', 'EVALUATOR', 'ADMINISTRATOR'] as const).map(
      (role) => of(role, inOwn(role), OWN),
    ),
    of('DIRECTOR elsewhere', viewerOf({ role: 'DIRECTOR', programme: id(OTHER) }), OTHER),
    of('DIRECTOR everywhere', viewerOf({ role: 'DIRECTOR', programme: '*' }), OWN, OTHER),
    of(
      'EVALUATOR here and SECRETARY there',
      viewerOf({ role: 'EVALUATOR', programme: id(OWN) }, { role: 'SECRETARY', programme: id(OTHER) }),
      OWN,
      OTHER,
    ),
    // Reads the plan of the own programme, and speaks for an organisation in the other one only.
    of(
      'EVALUATOR here and PARTNER there',
      viewerOf(
        { role: 'EVALUATOR', programme: id(OWN) },
        { role: 'PARTNER', programme: id(OTHER), organisation: spoke },
      ),
      OWN,
      OTHER,
    ),
  ];
}
