/**
 * GraphiQL gives the role of a tab to what holds two buttons: one that opens a question, one that closes it. A reader of
 * the screen hears neither then. The buttons say enough by themselves: the rest becomes a list.
 */
export function mendTabRoles(within: HTMLElement): void {
  const mend = () => {
    for (const list of within.querySelectorAll('[role="tablist"]:has(.graphiql-tab)'))
      list.setAttribute('role', 'list');
    for (const tab of within.querySelectorAll('.graphiql-tab')) mendTab(tab);
  };
  mend();
  new MutationObserver(mend).observe(within, {
    subtree: true,
    childList: true,
    attributeFilter: ['role', 'aria-selected'],
  });
}

function mendTab(tab: Element): void {
  const isOpen = tab.classList.contains('graphiql-tab-active');
  if (tab.getAttribute('role') !== 'listitem') tab.setAttribute('role', 'listitem');
  if (tab.hasAttribute('aria-selected')) tab.removeAttribute('aria-selected');
  const opener = tab.querySelector('.graphiql-tab-button');
  if (isOpen) opener?.setAttribute('aria-current', 'true');
  else opener?.removeAttribute('aria-current');
}
