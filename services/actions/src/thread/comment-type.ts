import {
  CHANGE_INPUT,
  ChangeRefused,
  EMPTY_PAGE,
  loadPage,
  lockRow,
  needRow,
  needText,
  notThere,
  pageArgs,
  pageRequest,
} from '@kapstok/kit';
import { builder, connectionType, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, ProgressUpdateRef } from '../refs.ts';
import { needSubject } from './load-subject.ts';
import { ReportedFieldEnum, reportFields } from './report-fields-type.ts';
import { type Comment, talks } from './thread.ts';
import type { ThreadParent } from './thread-store.ts';

type PageArgs = Parameters<typeof pageRequest>[0];

const CommentRef = builder.objectRef<Comment>('Comment').implement({
  description:
    'Something said about an action or what is reported of it, between who steers its domain and one organisation; never public.',
  isReadable: (comment, { viewer }) => talks(viewer, comment),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    ...reportFields(t),
    body: t.exposeString('body', {
      nullable: true,
      description: 'What is said, in the words of who wrote it. Null when it was withdrawn.',
    }),
    accountId: t.exposeID('writtenBy', { description: 'Id of the account that wrote it.' }),
    writtenAt: t.field({
      type: 'DateTime',
      description: 'When it was written, UTC.',
      resolve: ({ writtenAt }) => writtenAt,
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});
const CommentConnection = connectionType('Comment', 'comments', CommentRef);

const ABOUT = 'the oldest first, withdrawn ones without their text. Empty for who takes no part in the talk.';
const pageOf =
  (parent: ThreadParent) =>
  async ({ id }: { id: string }, args: PageArgs, { loaders, threads, viewer }: Context) => {
    const request = pageRequest(args);
    const page = await loaders.load(`comments ${parent}`, request, id, (ids) =>
      threads.commentPages(viewer, parent, request, ids),
    );
    return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('comment', null, key, threads.comments));
  };

builder.objectField(ActionRef, 'comments', (t) =>
  t.field({
    type: CommentConnection,
    description: `What is said about it and about its reports, ${ABOUT}`,
    args: { first: t.arg(pageArgs.first), after: t.arg(pageArgs.after) },
    resolve: pageOf('action_id'),
  }),
);
builder.objectField(ProgressUpdateRef, 'comments', (t) =>
  t.field({
    type: CommentConnection,
    description: `What is said about it, ${ABOUT}`,
    args: { first: t.arg(pageArgs.first), after: t.arg(pageArgs.after) },
    resolve: pageOf('update_id'),
  }),
);

const SHOWS = {
  field: 'comment',
  type: CommentRef,
  description: 'The comment as it is now. Null when it is not for you.',
  load: (id: string, { loaders, threads }: Context) => loaders.load('comment', null, id, threads.comments),
} as const;

mutation({
  name: 'addComment',
  description:
    'Says something about an action, or about a part of what is reported of it. For who speaks for the organisation that reports or owns the action, and for who steers its domain; they read it.',
  asks: 'What is said about what.',
  input: (t) => ({
    actionId: t.id({ description: 'The action that it is about; left out: it is about a report.' }),
    progressUpdateId: t.id({ description: 'The report that it is about; left out: it is about an action.' }),
    field: t.field({ type: ReportedFieldEnum, description: 'The part of the report; left out: the whole.' }),
    body: t.string({
      required: true,
      description: 'What is said, 2000 characters at most; never the name of somebody in poverty.',
    }),
  }),
  objectType: 'Comment',
  shows: SHOWS,
  async change(input, context) {
    const { viewer, threads, now } = context;
    const body = needText(input.body, 'body', 2000);
    const subject = await needSubject(input, context);
    const id = await threads.say({ ...subject, body, writtenBy: viewer.subject, writtenAt: now });
    const { programmeId, actionId, updateId, field } = subject;
    // Not what was said: it can be withdrawn.
    const after = { actionId, progressUpdateId: updateId, field };
    return { objectId: id, audit: { what: 'COMMENT_ADDED', programmeId, before: null, after } };
  },
});

mutation({
  name: 'withdrawComment',
  description: 'Takes back what you said; that you said something stays visible. For who wrote it.',
  asks: 'Which comment is withdrawn.',
  input: (t) => ({
    commentId: t.id({ required: true, description: 'The comment that you wrote.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Comment',
  shows: SHOWS,
  async change(input, { viewer, threads, now }, db) {
    const byIds = threads.comments;
    const found = await needRow(input.commentId, 'commentId', 'comment', byIds);
    if (!talks(viewer, found)) throw notThere('commentId', 'comment');
    if (found.writtenBy !== viewer.subject)
      throw new ChangeRefused('NOT_ALLOWED', 'Only who wrote a comment withdraws it.');
    const { id, programmeId, body } = await lockRow(
      db,
      'comment',
      { id: found.id, byIds },
      input.expectedVersion,
    );
    if (body === null) throw new ChangeRefused('CONFLICT', 'It was withdrawn already.', { objectId: id });
    await threads.withdraw(id, now);
    const audit = { what: 'COMMENT_WITHDRAWN', programmeId, before: null, after: null };
    return { objectId: id, audit };
  },
});
