import { ROLE, type Role, wordsOf } from '@kapstok/schema';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessWorld, ADMINISTRATOR, codesOf, directorOf, openAccessWorld } from './access-world.ts';

const SLUGS = ['kortrijk-2013', 'kortrijk-2020'] as const;
const BY_DIRECTOR: readonly Role[] = ['COORDINATOR', 'REVIEWER', 'SECRETARY', 'EVALUATOR'];
const ROLES = wordsOf(ROLE).filter((role) => !['PUBLIC', 'PARTNER', 'ASSOCIATION'].includes(role));

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

const step = fc.record({
  verb: fc.constantFrom('assign', 'withdraw', 'both' as const),
  by: fc.constantFrom(null, ...SLUGS),
  who: fc.constantFrom(0, 1),
  role: fc.constantFrom(...ROLES),
  slug: fc.constantFrom(null, ...SLUGS),
});

/** What the door must find after a sequence of changes: a set of roles, and who may change which. */
test('whatever is given and withdrawn in whatever order, each person holds what a set of roles says', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      run += 1;
      const held = new Map<string, string>();
      const subjectOf = (who: number) => `model-${run}-${who}`;
      for (const { verb, by, who, role, slug } of steps) {
        const persona = by === null ? ADMINISTRATOR : directorOf(by);
        const key = `${who} ${role} ${slug}`;
        const programmeId = slug === null ? null : world.programmeId(slug);
        const may = by === null || (BY_DIRECTOR.includes(role) && slug === by);
        if (verb !== 'withdraw') {
          const input = { issuer: 'urn:model', subject: subjectOf(who), role, programmeId };
          const result = await world.change(persona, 'assignRole', input, 'roleAssignment { id }');
          const expected =
            role === 'ADMINISTRATOR' && slug !== null
              ? 'BAD_USER_INPUT'
              : !may
                ? 'NOT_ALLOWED'
                : held.has(key)
                  ? 'CONFLICT'
                  : null;
          expect(codesOf(result), `assign ${key} by ${by}`).toEqual(expected === null ? [] : [expected]);
          if (expected === null) held.set(key, result.roleAssignment.id);
        }
        const id = held.get(key);
        if (verb !== 'assign' && id !== undefined) {
          const result = await world.change(persona, 'withdrawRole', { roleAssignmentId: id });
          const seen = by === null || slug === by;
          expect(codesOf(result), `withdraw ${key} by ${by}`).toEqual(
            may ? [] : [seen ? 'NOT_ALLOWED' : 'NOT_FOUND'],
          );
          if (may) held.delete(key);
        }
      }
      for (const who of [0, 1]) {
        const identity = {
          issuer: 'urn:model',
          subject: subjectOf(who),
          name: null,
          email: null,
          claimedRoles: [],
        };
        const person = await world.hub.access.identity.personByIdentity(identity);
        const found = person?.roles.map(({ role, programme }) => `${role} ${programme}`).sort();
        const wanted = [...held.keys()]
          .filter((key) => key.startsWith(`${who} `))
          .map((key) => key.split(' '))
          .map(([, role, slug]) => `${role} ${slug === 'null' ? '*' : world.programmeId(slug ?? '')}`)
          .sort();
        expect(found).toEqual(wanted);
      }
    }),
    { numRuns: 25 },
  );
});
