import {
  CHANGE_INPUT,
  ChangeRefused,
  enumValues,
  idOf,
  newId,
  onlyFor,
  readableBy,
  textOf,
} from '@kapstok/kit';
import { RELEASE_LEVEL } from '@kapstok/schema';
import { builder, mutation } from '../builder.ts';
import type { Release } from '../withholding/release.ts';
import { type FigureRelease, type LevelReport, reportOf } from './figure-release.ts';
import { saveRelease } from './kept-releases.ts';
import { decideNow } from './release-figures.ts';

const ReleaseLevelEnum = builder.enumType('ReleaseLevel', {
  description: 'Who is shown figures outside the city.',
  values: enumValues(RELEASE_LEVEL),
});

const ReleaseLevelReport = builder.objectRef<LevelReport>('ReleaseLevelReport').implement({
  description: 'What a release withholds from a level, and at what loss.',
  fields: (t) => ({
    level: t.field({
      type: ReleaseLevelEnum,
      description: 'From whom it withholds.',
      resolve: ({ level }) => level,
    }),
    cellCount: t.exposeInt('cells', { description: 'How many figures of people the release has.' }),
    smallCount: t.exposeInt('small', {
      description:
        'How many are withheld since they, or what they leave of a whole, are under the threshold.',
    }),
    otherCount: t.exposeInt('others', {
      description: 'How many more are withheld, so that no sum gives the small ones back.',
    }),
    exposedCount: t.exposeInt('exposed', {
      description:
        'How many are withheld although what was shown earlier gives them away; 0 is as it should be.',
    }),
  }),
});

export const FigureReleaseRef = builder.objectRef<FigureRelease>('FigureRelease').implement({
  description:
    'A decision to show the figures known on a day to partners, evaluators and the public; it stays so.',
  isReadable: readableBy('INTERNAL'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    number: t.exposeInt('number', { description: 'The how manieth of the programme, from 1 on.' }),
    decidedOn: t.field({
      type: 'Date',
      description: 'The day of the decision, UTC.',
      resolve: ({ decidedOn }) => decidedOn,
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'What whoever decided said of it. Null when nothing was said.',
    }),
    levels: t.field({
      type: [ReleaseLevelReport],
      description: 'What is withheld from each level.',
      resolve: ({ report }) => [...report],
    }),
  }),
});

const NO_FIGURES = 'The programme has no figures yet: there is nothing to release.';
const WHO_MAY = 'Only the director of the programme decides which figures are shown outside.';

mutation({
  name: 'releaseFigures',
  description:
    'Shows the figures of a programme, as they are known now, to partners and evaluators, and to the public; small ones are withheld, and as many others as it takes. What was decided once stays so. For the director.',
  asks: 'Of which programme, and what is to be said of it.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that it is about.' }),
    note: t.string({
      description: 'What is to be said of it, at most 1000 characters; nothing when left out.',
    }),
    acceptsExposed: t.boolean({
      description:
        'True: also when earlier releases give some withheld figures away. Left out or false: then nothing is released.',
    }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
  }),
  objectType: 'FigureRelease',
  shows: {
    field: 'figureRelease',
    type: FigureReleaseRef,
    description: 'The release. Null when nothing was released.',
    load: (id, { loaders, releases }) => loaders.load('figure release', null, id, releases.byIds),
  },
  async change(input, context, db) {
    const { viewer, today } = context;
    const programmeId = idOf(input.programmeId, 'programmeId', 'programme');
    onlyFor(viewer, ['DIRECTOR'], programmeId, WHO_MAY);
    const note = textOf(input.note, 'note', 1000);
    const decided = await decideNow(db, programmeId);
    if (decided === null) throw new ChangeRefused('CONFLICT', NO_FIGURES, { path: 'programmeId' });
    const { number, release } = decided;
    checkExposed(release, input.acceptsExposed ?? false);
    const id = newId();
    await saveRelease(db, { id, programmeId, decidedOn: today, note, ...decided });
    return {
      objectId: id,
      audit: {
        what: 'FIGURES_RELEASED',
        programmeId,
        before: null,
        after: { number, note, report: reportOf(release) },
        reason: textOf(input.reason, 'reason', 1000),
      },
    };
  },
});

function checkExposed(release: Release, isAccepted: boolean): void {
  const exposed = Math.max(...reportOf(release).map((report) => report.exposed));
  if (exposed === 0 || isAccepted) return;
  const message = `Earlier releases give ${exposed} of the figures away that must be withheld. Release with acceptsExposed if that is understood.`;
  throw new ChangeRefused('CONFLICT', message, { path: 'acceptsExposed' });
}
