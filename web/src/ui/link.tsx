import type { ComponentChildren } from 'preact';
import { type Parameters, useAddress } from '../app/location.ts';

/** A link to a page of ours, in the language of this one. */
export function Link(props: {
  readonly to: string;
  readonly with?: Parameters;
  readonly class?: string;
  readonly isCurrent?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
}) {
  const address = useAddress();
  return (
    <a
      href={address(props.to, props.with)}
      class={props.class}
      aria-current={props.isCurrent === true ? 'page' : undefined}
      aria-label={props.label}
    >
      {props.children}
    </a>
  );
}

const part = encodeURIComponent;

/** Where the pages are. */
export const at = {
  plan: (slug: string) => `/plan/${part(slug)}`,
  in: (slug: string, page: string) => `/plan/${part(slug)}/${page}`,
  domain: (slug: string, code: string) => `/plan/${part(slug)}/domain/${part(code)}`,
  figure: (slug: string, code: string) => `/plan/${part(slug)}/figures/${part(code)}`,
  test: (slug: string, id: string) => `/plan/${part(slug)}/tests/${part(id)}`,
  action: (slug: string, code: string) => `/plan/${part(slug)}/action/${part(code)}`,
};
