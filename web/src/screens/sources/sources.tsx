import type { PageProps } from '../../app/routes.ts';
import { Sources, type SourcesResult } from '../../generated/sources.ts';
import type { Cited } from '../../generated/summaries.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { FigureText } from '../../ui/figures.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Section, Waiting } from '../../ui/page.tsx';
import { SourceText } from '../../ui/source.tsx';
import { Table } from '../../ui/table.tsx';

type Programme = NonNullable<SourcesResult['programme']>;

/** Where the plan was read, what was said of it and what can be counted. */
export function SourcesPage({ parameters: { slug = '' } }: PageProps) {
  const { t, day, words } = useText();
  const { data, errors, isLoading } = useQuery(Sources, { slug });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={t('sources')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        <p class="intro">{t('sourcesIntro')}</p>
      </PageHead>
      <Section title={t('sourcesList')}>
        <ul class="plain">
          {sourcesOf(programme).map((source) => (
            <li key={source.key}>
              <SourceText source={source} />
              {source.note === null ? null : <p class="small quiet">{source.note}</p>}
            </li>
          ))}
        </ul>
      </Section>
      {programme.claims.length === 0 ? null : <Claims programme={programme} />}
      {programme.publications === null ? null : (
        <Section title={t('publishedKinds')}>
          <ul class="plain">
            {programme.publications.map(({ kind, publishedOn, note }) => (
              <li key={kind}>
                {words.DataKind[kind]}, {t('since', { day: day(publishedOn) })}
                {note === null ? null : <p class="small quiet">{note}</p>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Claims({ programme }: { readonly programme: Programme }) {
  const { t, words } = useText();
  return (
    <Section title={t('claims')}>
      <p class="quiet">{t('claimsIntro')}</p>
      <Table
        caption={t('claims')}
        isCaptionHidden
        rows={programme.claims}
        keyOf={({ code }) => code}
        columns={[
          { head: t('claim'), cell: ({ title }) => title },
          {
            head: t('said'),
            isNumber: true,
            cell: ({ qualifier, figure }) => (
              <>
                {qualifier === 'EXACT' ? null : `${words.ClaimQualifier[qualifier]} `}
                <FigureText of={figure} />
              </>
            ),
          },
          {
            head: t('counted'),
            isNumber: true,
            cell: ({ counted }) => (counted === null ? '–' : <FigureText of={counted} />),
          },
          { head: t('source'), cell: ({ source }) => <SourceText source={source} /> },
        ]}
      />
    </Section>
  );
}

/** Every source once, in the order in which the plan names them. */
export function sourcesOf(programme: Programme): Cited[] {
  const named = [
    programme.source,
    ...programme.domains.map(({ source }) => source),
    ...programme.claims.map(({ source }) => source),
    ...programme.actions.nodes.map(({ source }) => source),
  ].filter((source) => source !== null);
  return [...new Map(named.map((source) => [source.key, source])).values()];
}
