import type { DemoPersona } from '@kapstok/gateway';
import { HUB_SETTINGS, inTransaction, type Queryable, setLocal, withOwner } from '@kapstok/kit';
import type { ClaimedRole, LocalText, Role } from '@kapstok/schema';

/** Of the programmes that are loaded, the one that shows most. */
const FAVOURITE = 'voorbeeldstad';

/** An organisation that somebody speaks for. */
interface Spoken {
  readonly name: string;
  readonly enterprise_number: string;
}

/**
 * One made-up person per role, in one programme: that of the made-up city, else the first there is; director, evaluator
 * and administrator in every one. For a partner and
 * an association that programme must list an organisation with an enterprise number; else they are left out. Without
 * any programme only the administrator is there.
 */
export async function demoPersonas(ownerUrl: string): Promise<DemoPersona[]> {
  return withOwner(ownerUrl, (owner) =>
    inTransaction(owner, async () => {
      await owner.query(setLocal(HUB_SETTINGS));
      const programme = await programmeOf(owner);
      if (programme === null) return [administrator()];
      const partner = await first<Spoken>(owner, PARTNER, [programme.id]);
      const association = await first<Spoken>(owner, ASSOCIATION, [programme.id]);
      return personas(programme.slug, partner, association);
    }),
  );
}

const PARTNER = `select o.name, o.enterprise_number
  from agreements.agreement_party p join agreements.organisation o on o.id = p.organisation_id
  where p.programme_id = $1 and o.enterprise_number is not null and not o.is_internal
    and p.role not in ('FUNDER', 'COMMISSIONER')
  group by o.id order by count(*) desc, o.name limit 1`;
const ASSOCIATION = `select o.name, o.enterprise_number
  from actions.participation p join agreements.organisation o on o.id = p.organisation_id
  where p.programme_id = $1 and o.enterprise_number is not null and not o.is_internal and p.role = 'EXPERIENCE'
  group by o.id order by count(*) desc, o.name limit 1`;

function programmeOf(owner: Queryable): Promise<{ id: string; slug: string } | null> {
  return first(owner, 'select id, slug from actions.programme order by slug <> $1, slug limit 1', [
    FAVOURITE,
  ]);
}

async function first<Row extends object>(
  owner: Queryable,
  text: string,
  values: readonly string[],
): Promise<Row | null> {
  const { rows } = await owner.query<Row>(text, [...values]);
  return rows[0] ?? null;
}

function personas(programme: string, partner: Spoken | null, association: Spoken | null): DemoPersona[] {
  const role = (name: Role, spoken: Spoken | null = null): ClaimedRole => ({
    role: name,
    programme,
    enterpriseNumber: spoken?.enterprise_number ?? null,
  });
  return [
    { ...DIRECTOR, roles: [everywhere('DIRECTOR')] },
    { ...COORDINATOR, roles: [role('COORDINATOR')] },
    ...(partner === null
      ? []
      : [{ ...speaking(PARTNER_PERSON, partner), roles: [role('PARTNER', partner)] }]),
    ...(association === null
      ? []
      : [{ ...speaking(ASSOCIATION_PERSON, association), roles: [role('ASSOCIATION', association)] }]),
    { ...REVIEWER, roles: [role('REVIEWER')] },
    { ...SECRETARY, roles: [role('SECRETARY')] },
    { ...EVALUATOR, roles: [everywhere('EVALUATOR')] },
    administrator(),
  ];
}

const everywhere = (role: Role): ClaimedRole => ({ role, programme: null, enterpriseNumber: null });

type Person = Omit<DemoPersona, 'roles'>;

const administrator = (): DemoPersona => ({
  ...ADMINISTRATOR,
  roles: [everywhere('ADMINISTRATOR')],
});

/** The person with the name of the organisation in place of `…`. */
function speaking(person: Person, { name }: Spoken): Person {
  const about = Object.entries(person.about).map(([language, text]) => [language, text.replace('…', name)]);
  return { ...person, about: Object.fromEntries(about) as LocalText };
}

const DIRECTOR: Person = {
  id: 'director',
  name: 'Dorien Claes',
  title: { nl: 'Programmaregisseur', fr: 'Directrice de programme', en: 'Programme director' },
  about: {
    nl: 'Leidt alle plannen die geladen zijn: ziet voortgang, middelen, armoedetoetsen, cijfers en wat aandacht vraagt.',
    fr: 'Dirige tous les plans chargés : voit l’avancement, les moyens, les tests de pauvreté, les chiffres et ce qui demande attention.',
    en: 'Directs every plan that is loaded: sees progress, money, poverty tests, figures and what needs attention.',
  },
};
const COORDINATOR: Person = {
  id: 'coordinator',
  name: 'Karim Haddad',
  title: { nl: 'Domeincoördinator', fr: 'Coordinateur de domaine', en: 'Domain coordinator' },
  about: {
    nl: 'Volgt de acties van de beleidsdomeinen op, met hun overeenkomsten, toetsen en cijfers, ook wat nog ontwerp is.',
    fr: 'Suit les actions des domaines, avec leurs conventions, tests et chiffres, y compris les projets.',
    en: 'Follows the actions of the policy domains, with their agreements, tests and figures, drafts included.',
  },
};
const PARTNER_PERSON: Person = {
  id: 'partner',
  name: 'Pieter Wouters',
  title: { nl: 'Partner', fr: 'Partenaire', en: 'Partner' },
  about: {
    nl: 'Werkt bij …: ziet het plan, en van het geld alleen de overeenkomsten van de eigen organisatie.',
    fr: 'Travaille chez … : voit le plan et, pour l’argent, seulement les conventions de sa propre organisation.',
    en: 'Works at …: sees the plan, and of the money only the agreements of their own organisation.',
  },
};
const ASSOCIATION_PERSON: Person = {
  id: 'association',
  name: 'Samira El Amrani',
  title: {
    nl: 'Vereniging waar armen het woord nemen',
    fr: 'Association où les pauvres prennent la parole',
    en: 'Association of people in poverty',
  },
  about: {
    nl: 'Brengt ervaring binnen namens …: ziet het plan en waar de eigen organisatie aan meewerkt.',
    fr: 'Apporte l’expérience au nom de … : voit le plan et ce à quoi sa propre organisation participe.',
    en: 'Brings in experience on behalf of …: sees the plan and what their own organisation takes part in.',
  },
};
const REVIEWER: Person = {
  id: 'reviewer',
  name: 'Tine Jacobs',
  title: { nl: 'Toetser', fr: 'Chargée des tests de pauvreté', en: 'Reviewer' },
  about: {
    nl: 'Voert armoedetoetsen uit: ziet het plan, de toetsen die lopen en de cijfers, geen geld.',
    fr: 'Réalise les tests de pauvreté : voit le plan, les tests en cours et les chiffres, pas l’argent.',
    en: 'Carries out poverty tests: sees the plan, the tests under way and the figures, no money.',
  },
};
const SECRETARY: Person = {
  id: 'secretary',
  name: 'Bart Lemmens',
  title: { nl: 'Secretaris', fr: 'Secrétaire', en: 'Secretary' },
  about: {
    nl: 'Noteert wat het bestuur beslist: ziet het plan en de armoedetoetsen, ook wat nog ontwerp is.',
    fr: 'Note ce que l’organe décide : voit le plan et les tests de pauvreté, y compris les projets.',
    en: 'Records what the deciding body decides: sees the plan and the poverty tests, drafts included.',
  },
};
const EVALUATOR: Person = {
  id: 'evaluator',
  name: 'Elif Yıldız',
  title: { nl: 'Evaluator', fr: 'Chargée d’évaluation', en: 'Evaluator' },
  about: {
    nl: 'Onderzoekt wat werkt: leest het plan, het geld, de toetsen en de cijfers, en verandert niets.',
    fr: 'Étudie ce qui marche : lit le plan, l’argent, les tests et les chiffres, et ne change rien.',
    en: 'Studies what works: reads the plan, the money, the tests and the figures, and changes nothing.',
  },
};
const ADMINISTRATOR: Person = {
  id: 'administrator',
  name: 'Jonas De Smet',
  title: { nl: 'Beheerder', fr: 'Administrateur', en: 'Administrator' },
  about: {
    nl: 'Houdt de hub: accounts, rollen en instellingen. Voor geld en toetsen is daar geen reden toe.',
    fr: 'Tient le hub : comptes, rôles et réglages. L’argent et les tests n’y sont pas nécessaires.',
    en: 'Keeps the hub: accounts, roles and settings. Money and tests are not needed for that.',
  },
};
