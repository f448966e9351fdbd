import { useText } from '../../i18n/hooks.ts';
import { PageHead } from '../../ui/page.tsx';

/** What is done so that everybody can use these pages, and what is known to fall short. */
export function AccessibilityPage() {
  const { t } = useText();
  return (
    <>
      <PageHead title={t('accessibility')} />
      <p class="intro">{t('accessibilityGoal')}</p>
      <p class="intro">{t('accessibilityShort')}</p>
      <p class="intro">{t('accessibilityTell')}</p>
    </>
  );
}
