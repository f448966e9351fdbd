import type { ComponentType } from 'preact';
import { Frame } from './frame.tsx';
import type { Found, PageProps } from './routes.ts';

/** A page in its frame. */
export function App(props: { readonly found: Found; readonly page: ComponentType<PageProps> }) {
  const { found, page: Page } = props;
  return (
    <Frame found={found}>
      <Page key={found.route.pattern} parameters={found.parameters} />
    </Frame>
  );
}
