import { domain } from '../domain-text.ts';

export const food = domain({
  code: 'D02',
  title: { nl: 'Gezond eten', fr: 'Alimentation saine', en: 'Healthy food', de: 'Gesunde Ernährung' },
  about: {
    nl: 'Betaalbare en gezonde maaltijden, zonder te moeten vragen.',
    fr: 'Des repas sains et abordables, sans devoir mendier.',
    en: 'Affordable, healthy meals without having to ask.',
    de: 'Gesunde, bezahlbare Mahlzeiten, ohne bitten zu müssen.',
  },
  terms: ['EU-3', 'QS-WELFARE', 'SDG-2', 'DAC-12240', 'BBC-sociale-zaken'],
  blocks: [],
  actions: `
Buurtrestaurant met drie tarieven | Restaurant de quartier à trois tarifs | Neighbourhood restaurant with three prices
Sociale kruidenier in het centrum | Épicerie sociale au centre | Social grocery in the centre
Warme maaltijd op school aan één euro | Repas chaud à l'école à un euro | Hot school meal for one euro
Oogstoverschot ophalen en verdelen | Collecter et distribuer les surplus de récolte | Collecting and sharing surplus harvest
Kooklessen met een klein budget | Cours de cuisine à petit budget | Cooking lessons on a small budget
Volkstuinen bij sociale woningen | Jardins partagés près des logements sociaux | Allotments beside social housing
Ontbijt voor wie zonder naar school komt | Petit-déjeuner pour les élèves qui n'en ont pas | Breakfast for pupils who come without
Voedselpunt met vrije keuze | Point alimentaire avec libre choix | Food point with free choice
Rijdende soepbus langs de gehuchten | Bus à soupe dans les hameaux | Soup bus along the hamlets
Maaltijd aan huis tijdens ziekte | Repas à domicile en cas de maladie | Meals at home during illness
Samenaankoop van verse groenten | Achat groupé de légumes frais | Joint purchase of fresh vegetables
Diëtist in het wijkgezondheidscentrum | Diététicien à la maison médicale | Dietitian in the community health centre
Drinkwaterpunten op elk plein | Points d'eau potable sur chaque place | Drinking water on every square
Keukenspullen uitlenen | Prêt de matériel de cuisine | Lending kitchen equipment
Eettafels voor alleenstaande ouderen | Tables conviviales pour aînés isolés | Dining tables for older people living alone
Gezonde brooddoos als klasproject | La boîte à tartines saine en classe | Healthy lunch box as a class project
Kortingsbon voor verse markt | Bon de réduction au marché | Discount voucher for the fresh market
Opleiding keukenmedewerker in de sociale economie | Formation de commis en économie sociale | Kitchen training in the social economy
Baby's eerste hapjes: advies en pakket | Premières bouchées de bébé: conseils et colis | Baby's first bites: advice and parcel
Afspraken met winkels over voedseloverschot | Accords avec les magasins sur les invendus | Agreements with shops on surplus food
`,
  indicators: `
eten-maaltijden | Maaltijden aan sociaal tarief | Repas au tarif social | Meals at social tariff | OUTPUT MEALS HIGHER_IS_BETTER MONTHLY COUNTED 2400 4.2
eten-voedselhulp | Gezinnen die op voedselhulp rekenen | Ménages dépendant de l'aide alimentaire | Households relying on food aid | OUTCOME HOUSEHOLDS LOWER_IS_BETTER YEARLY UNIQUE 720 1.1
eten-schoolmaaltijd | Leerlingen met een warme schoolmaaltijd | Élèves avec un repas chaud | Pupils with a hot school meal | OUTPUT PERSONS HIGHER_IS_BETTER YEARLY UNIQUE 860 5.4
eten-groenten | Inwoners die dagelijks groenten eten | Habitants mangeant des légumes chaque jour | Residents who eat vegetables daily | OUTCOME PERCENT HIGHER_IS_BETTER THREE_YEARLY NOT_APPLICABLE 57 0.5
eten-overschot | Opgehaald voedseloverschot in kilogram | Surplus alimentaires collectés, en kilos | Surplus food collected, in kilograms | OUTPUT COUNT HIGHER_IS_BETTER QUARTERLY COUNTED 5200 6.3
eten-onzekerheid | Gezinnen die een maaltijd overslaan | Ménages qui sautent un repas | Households that skip a meal | IMPACT PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 6.8 -1.2
`,
});
