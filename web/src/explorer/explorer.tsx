/** @jsxImportSource react */
import { GraphiQL } from 'graphiql';
import type { Messages } from '../i18n/hooks.ts';
import { explorerAddress, QUESTION_NAMES } from '../question-names.ts';
import { QUESTIONS } from '../questions.ts';
import { hubFetcher } from './fetcher.ts';
import type { ExplorerRequest } from './request.ts';

/** On a narrow screen the bar scrolls sideways; the question that is open must be in view. */
function showInBar(link: HTMLElement | null): void {
  link?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
}

interface ExplorerProps {
  readonly request: ExplorerRequest;
  readonly messages: Messages;
}

function QuestionBar({ request, messages }: ExplorerProps) {
  const { pageLanguage } = request;
  return (
    <nav className="bar" lang={pageLanguage} aria-label={messages.questions}>
      <h1>
        <a className="home" href={`/?lang=${pageLanguage}`} aria-label={`Kapstok: ${messages.home}`}>
          <img src="/favicon.svg" alt="" width="28" height="28" />
          <span>Kapstok</span>
        </a>
      </h1>
      <ul>
        {QUESTION_NAMES.map((name) => (
          <li key={name}>
            <a
              href={explorerAddress(name, pageLanguage)}
              ref={name === request.question ? showInBar : null}
              aria-current={name === request.question ? 'page' : undefined}
            >
              {messages[`question:${name}`]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** GraphiQL on this hub's graph, under a bar that leads home and to the ready-made questions. */
export function Explorer({ request, messages }: ExplorerProps) {
  const given = {
    ...(request.query === null ? {} : { initialQuery: request.query }),
    ...(request.variables === null ? {} : { initialVariables: request.variables }),
  };
  return (
    <>
      <QuestionBar request={request} messages={messages} />
      <main>
        <GraphiQL
          fetcher={hubFetcher(request.acceptLanguage)}
          defaultQuery={QUESTIONS['director-overview']}
          schemaDescription
          inputValueDeprecation
          {...given}
        >
          {/* The bar already says where we are; the default logo links to another site. */}
          <GraphiQL.Logo> </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}
