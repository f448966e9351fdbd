import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { useViewer } from '../../app/session.ts';
import { Changes, type ChangesResult, type Entry } from '../../generated/changes.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { ProgressText } from '../../ui/figures.tsx';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Section, Tile, Waiting } from '../../ui/page.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { differencesOf } from './differences.ts';
import { plainWhat, wordsForWhat } from './what.ts';

type Programme = NonNullable<ChangesResult['programme']>;
const DAY_MS = 86_400_000;

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** What changed since a day, such as that of the last committee. */
export function ChangesPage({ parameters: { slug = '' } }: PageProps) {
  const { t } = useText();
  const { search } = usePlace();
  const [asked, until] = [search.get('from'), search.get('to')];
  const from = isDay(asked) ? asked : isoDay(Date.now() - 30 * DAY_MS);
  const to = isDay(until) ? until : isoDay(Date.now());
  const { data, errors, isLoading } = useQuery(Changes, { slug, from, to });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={t('partChanges')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        <PrintButton />
      </PageHead>
      <Filter
        days={[
          { name: 'from', label: t('fromDay'), value: from },
          { name: 'to', label: t('toDay'), value: to },
        ]}
      />
      <Compared programme={programme} from={from} />
      <Entries title={t('partPlan')} list={programme.planChanges} />
      <Entries title={t('money')} list={programme.moneyChanges} />
      <Entries title={t('tests')} list={programme.testChanges} />
      <Entries title={t('figures')} list={programme.figureChanges} />
    </>
  );
}

function Compared({ programme, from }: { readonly programme: Programme; readonly from: string }) {
  const { t, day, number } = useText();
  const then = programme.onDate;
  const percent = (value: string | null | undefined) =>
    value === null || value === undefined ? t('notKnown') : `${number(value, 0)} %`;
  return (
    <div class="tiles">
      <Tile title={day(from)} big={percent(then?.progress?.completion.value)}>
        {then?.progress ? <ProgressText of={then.progress} /> : <p class="quiet">{t('planThenUnknown')}</p>}
      </Tile>
      <Tile title={t('now')} big={percent(programme.progress.completion.value)}>
        <ProgressText of={programme.progress} />
      </Tile>
    </div>
  );
}

function Entries(props: { readonly title: string; readonly list: Programme['planChanges'] }) {
  const { t, moment } = useText();
  const { list, title } = props;
  if (list === null) return null;
  return (
    <Section title={title} aside={<span class="quiet">{t('changesCount', { n: list.totalCount })}</span>}>
      {list.nodes.length === 0 ? <p class="quiet">{t('changesNone')}</p> : null}
      <ol class="timeline">
        {list.nodes.map((entry) => (
          <li key={`${entry.number}${entry.at}`}>
            <p class="small quiet">
              {moment(entry.at)}, <Who id={entry.who} />
            </p>
            <EntryText entry={entry} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Names of accounts are not for everybody; the end of its id tells one from another. */
function Who({ id }: { readonly id: string }) {
  const { t } = useText();
  const { accountId } = useViewer();
  if (id === accountId) return <>{t('youHere')}</>;
  if (id === 'hub') return <>{t('hubItself')}</>;
  if (id === 'public') return <>{t('notSignedIn')}</>;
  return <>{t('anotherAccount', { end: id.slice(-4) })}</>;
}

function EntryText({ entry }: { readonly entry: Entry }) {
  const { t, language } = useText();
  const differences = differencesOf(entry.before, entry.after);
  const what = wordsForWhat(entry.what, language);
  return (
    <>
      <p>
        {what === null ? <strong lang="en">{plainWhat(entry.what)}</strong> : <strong>{what}</strong>}
        {entry.reason === null ? null : <> {t('because', { reason: entry.reason })}</>}
      </p>
      {differences.length === 0 ? null : (
        <details>
          <summary class="small">{t('details')}</summary>
          <dl class="facts small">
            {differences.map(({ field, before, after }) => (
              <div key={field}>
                <dt lang="en">{field}</dt>
                <dd>
                  {before === null ? null : <del>{before}</del>} {after === null ? null : <ins>{after}</ins>}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
