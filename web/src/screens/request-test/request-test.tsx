import { useState } from 'preact/hooks';
import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { useViewer } from '../../app/session.ts';
import { RequestTest, TestChoices, type TestChoicesResult } from '../../generated/request-test.ts';
import type { TestMoment } from '../../generated/types.ts';
import { useActionNames } from '../../graph/action-names.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { useValues } from '../../ui/use-values.ts';

/** Asks for a poverty test of an action or an agreement; `?action=` names the action. */
export function RequestTestPage({ parameters: { slug = '' } }: PageProps) {
  const { t } = useText();
  const viewer = useViewer(slug);
  const { data, errors, isLoading } = useQuery(TestChoices, { slug });
  if (!data?.programme) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={t('requestTest')} above={<Link to={at.in(slug, 'tests')}>{t('partTests')}</Link>}>
        <p class="intro">{t('requestTestWhy')}</p>
      </PageHead>
      {viewer.has('DIRECTOR', 'COORDINATOR') ? (
        <RequestForm slug={slug} choices={data} />
      ) : (
        <p class="notice">{t('requestTestWho')}</p>
      )}
    </>
  );
}

function RequestForm(props: { readonly slug: string; readonly choices: TestChoicesResult }) {
  const { t, words } = useText();
  const { search, go } = usePlace();
  const { slug, choices } = props;
  const actions = useActionNames(slug);
  const { send, isBusy, refusals } = useChange(RequestTest);
  const [about, setAbout] = useState<'ACTION' | 'AGREEMENT'>('ACTION');
  const [moment, setMoment] = useState<TestMoment>('DESIGN');
  const templates = choices.testTemplates?.nodes ?? [];
  const agreements = choices.programme?.agreements?.nodes ?? [];
  const { values, names, field, forget } = useValues(
    `request ${slug} ${search.get('action') ?? ''}`,
    {
      actionId: search.get('action') ?? '',
      agreementId: '',
      templateId: '',
      title: '',
      decisionOn: '',
      decidingBody: '',
    },
    refusals,
  );
  const store = async () => {
    const subject =
      about === 'ACTION'
        ? { actionId: values.actionId }
        : { agreementId: values.agreementId, programmeId: choices.programme?.id ?? null };
    const { data, refusals: found } = await send({
      ...subject,
      moment,
      templateId: values.templateId,
      title: values.title || null,
      decisionOn: values.decisionOn || null,
      decidingBody: values.decidingBody || null,
    });
    const made = data?.requestTest?.povertyTest;
    if (found.length > 0 || !made) return;
    forget();
    go(at.test(slug, made.id));
  };
  return (
    <Form label={t('requestTest')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
      <ChoiceField
        label={t('testAbout')}
        value={about}
        onValue={(one) => setAbout(one || 'ACTION')}
        words={{ ACTION: t('action'), AGREEMENT: t('agreement') }}
      />
      {about === 'ACTION' ? (
        <ChoiceField
          label={t('action')}
          words={Object.fromEntries(actions.map(({ id, title }) => [id, title]))}
          none={t('chooseOne')}
          isRequired
          {...field('actionId')}
        />
      ) : (
        <ChoiceField
          label={t('agreement')}
          words={Object.fromEntries(agreements.map(({ id, number, title }) => [id, `${number} ${title}`]))}
          none={t('chooseOne')}
          isRequired
          {...field('agreementId')}
        />
      )}
      <ChoiceField
        label={t('moment')}
        value={moment}
        onValue={(one) => setMoment(one || 'DESIGN')}
        words={words.TestMoment}
      />
      <ChoiceField
        label={t('questionnaire')}
        words={Object.fromEntries(
          templates.map(({ id, title, version }) => [id, `${title} (${t('version')} ${version})`]),
        )}
        none={t('chooseOne')}
        isRequired
        {...field('templateId')}
      />
      <TextField
        label={t('decisionPlanned')}
        hint={t('decisionPlannedHint')}
        type="date"
        {...field('decisionOn')}
      />
      <TextField label={t('decidingBody')} maxLength={200} {...field('decidingBody')} />
      <TextField label={t('title')} hint={t('requestTitleHint')} maxLength={300} {...field('title')} />
    </Form>
  );
}
