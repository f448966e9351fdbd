import { WITHHOLDING_METHOD } from '@kapstok/schema';
import { useText } from '../../i18n/hooks.ts';
import { PageHead } from '../../ui/page.tsx';

/** Why some figures are missing: the method, for everybody to read. */
export function WithholdingPage() {
  const { title, paragraphs } = WITHHOLDING_METHOD[useText().language];
  return (
    <>
      <PageHead title={title} />
      {paragraphs.map((paragraph) => (
        <p class="intro" key={paragraph}>
          {paragraph}
        </p>
      ))}
    </>
  );
}
