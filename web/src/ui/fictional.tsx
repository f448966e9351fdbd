import { useText } from '../i18n/hooks.ts';

/** Says that a plan is made up. */
export function Fictional({ isFictional }: { readonly isFictional: boolean }) {
  const { t } = useText();
  if (!isFictional) return null;
  return (
    <p class="fictional">
      <strong>{t('fictional')}</strong> {t('fictionalWhy')}
    </p>
  );
}
