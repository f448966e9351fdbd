import { PUBLIC_SUBJECT, type UserErrorCode, type Viewer } from '@kapstok/schema';
import { type AuditEntry, appendAudit } from '../audit/append.ts';
import type { Database } from '../database.ts';
import { type Describe, publish, takeTurn } from '../events/outbox.ts';
import { type TextWarning, textWarnings } from '../free-text/text-warnings.ts';
import type { Queryable } from '../import/queryable.ts';
import type { Loaders } from '../loaders.ts';
import { HUB_SETTINGS, setLocal } from '../session.ts';
import { asUserErrors, ChangeRefused, type UserError } from './refusal.ts';
import { closeKey, type KeyedRequest, takeKey } from './request-key.ts';

/** The input of any mutation. */
export interface ChangeInput {
  readonly idempotencyKey?: string | null | undefined;
}

/** What is asked for. */
export interface ChangeRequest {
  /** Name of the mutation in the graph. */
  readonly mutation: string;
  readonly input: ChangeInput;
  /** Name of the type that it changes, for the audit trail. */
  readonly objectType: string;
}

/** What a change did. */
export interface Changed {
  /** The object that it made or changed; what the payload shows. */
  readonly objectId: string;
  /** What the audit trail says of it; the machinery adds who, the object and its type. */
  readonly audit: Pick<AuditEntry, 'what' | 'programmeId' | 'before' | 'after'> & {
    readonly reason?: string | null;
  };
  /** What other services must hear anew. Left out: nothing. */
  readonly tells?: Tells | readonly Tells[];
}

/** Of which actions, or that of the whole programme. */
export interface Tells {
  readonly programmeId: string;
  readonly actionIds: readonly string[] | 'ALL';
}

/** What the payload of a mutation is made of. */
export interface ChangeResult {
  /** Null when nothing changed and there is nothing to show. */
  readonly objectId: string | null;
  readonly userErrors: readonly UserError[];
  /** What the texts that were saved seem to hold of persons. */
  readonly warnings: readonly TextWarning[];
  /** Whether an earlier request with the same key did it. */
  readonly isRepeat: boolean;
}

/** Refusals that say something of whoever asked; the others are slips that the caller puts right. */
const REMEMBERED: readonly string[] = ['NOT_ALLOWED', 'NOT_FOUND', 'CONFLICT'] satisfies UserErrorCode[];

/** The way in which mutations of one request change something. */
export class Changes {
  readonly #database: Database;
  readonly #viewer: Viewer;
  readonly #loaders: Loaders;
  readonly #describe: Describe;
  readonly #afterChange: () => Promise<void>;
  readonly #now: Date;

  constructor(parts: {
    database: Database;
    viewer: Viewer;
    loaders: Loaders;
    describe: Describe;
    /** Lets the other services hear what was said. */
    afterChange: () => Promise<void>;
    /** The moment of the request. */
    now: Date;
  }) {
    this.#database = parts.database;
    this.#viewer = parts.viewer;
    this.#loaders = parts.loaders;
    this.#describe = parts.describe;
    this.#afterChange = parts.afterChange;
    this.#now = parts.now;
  }

  /**
   * Runs `work` in one transaction with the rights of the viewer, together with its key and its audit entry. What it
   * throws undoes everything; a ChangeRefused, or another foreseen refusal, becomes a `userErrors`. Stores that are
   * called inside run in the same transaction; what is read afterwards shows the change.
   */
  async run(request: ChangeRequest, work: (db: Queryable) => Promise<Changed>): Promise<ChangeResult> {
    try {
      if (!this.#viewer.mayWrite) throw this.#mayNotWrite();
      const { tells, ...result } = await this.#database.write(
        this.#viewer,
        (db) => this.#once(db, request, work),
        this.#now,
      );
      // Repeated: the answer to the first may never have been given, and with it what follows a change.
      if (tells !== undefined || result.isRepeat) await this.#afterChange();
      return result;
    } catch (error) {
      const userErrors = asUserErrors(error);
      if (userErrors === null) throw error;
      await this.#remember(request, userErrors[0]);
      const objectId = error instanceof ChangeRefused ? error.objectId : null;
      return { objectId, userErrors, warnings: [], isRepeat: false };
    } finally {
      this.#loaders.clear();
    }
  }

  async #once(
    db: Queryable,
    request: ChangeRequest,
    work: (db: Queryable) => Promise<Changed>,
  ): Promise<ChangeResult & Pick<Changed, 'tells'>> {
    const keyed = this.#keyed(request);
    const earlier = keyed === null ? null : await takeKey(db, keyed);
    const warnings = textWarnings(request.input);
    if (earlier !== null) return { ...earlier, userErrors: [], warnings, isRepeat: true };
    const { objectId, audit, tells } = await work(db);
    if (keyed !== null) await closeKey(db, keyed, objectId);
    // Last: from here on everybody else who changes something in this service waits for the end. An import takes its
    // turn first as well: two who wait for both in another order would wait forever.
    if (tells !== undefined) await takeTurn(db);
    await appendAudit(db, {
      reason: null,
      ...audit,
      after: marked(audit.after, warnings),
      ...this.#who(),
      objectType: request.objectType,
      objectId,
    });
    if (tells === undefined) return { objectId, userErrors: [], warnings, isRepeat: false };
    await this.#tell(db, tells);
    return { objectId, userErrors: [], warnings, isRepeat: false, tells };
  }

  /** As the hub, for the last statements of the transaction: services hear of more than the viewer may read. */
  async #tell(db: Queryable, tells: NonNullable<Changed['tells']>): Promise<void> {
    await db.query(setLocal(HUB_SETTINGS));
    for (const { programmeId, actionIds } of [tells].flat()) {
      const about = actionIds === 'ALL' ? [null] : new Set(actionIds);
      for (const actionId of about) await publish(db, this.#describe, programmeId, actionId);
    }
  }

  #keyed({ mutation, input }: ChangeRequest): KeyedRequest | null {
    const { idempotencyKey: key } = input;
    const { subject } = this.#viewer;
    return key == null ? null : { subject, mutation, key, input: { ...input }, at: this.#now };
  }

  #mayNotWrite(): ChangeRefused {
    const message =
      this.#viewer.subject === PUBLIC_SUBJECT
        ? 'Nobody changes anything without sign-in. Sign in, or send an API token of scope WRITE.'
        : 'This API token only reads. Use one of scope WRITE.';
    return new ChangeRefused('NOT_ALLOWED', message);
  }

  /** In a transaction of its own, since that of the change was undone. The public could fill the trail: it is left out. */
  async #remember({ mutation, objectType }: ChangeRequest, { code, message }: UserError): Promise<void> {
    if (!REMEMBERED.includes(code) || this.#viewer.subject === PUBLIC_SUBJECT) return;
    const what = `${mutation.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_REFUSED`;
    const entry = { what, objectType, objectId: null, programmeId: null, before: null, after: null };
    await this.#database.change((db) =>
      appendAudit(db, { ...entry, ...this.#who(), reason: `${code}: ${message}` }),
    );
  }

  #who() {
    return { subject: this.#viewer.subject, correlationId: this.#viewer.correlationId };
  }
}
/** What an entry says came of a change, with the mark that its writer was warned of personal data. */
function marked(after: AuditEntry['after'], warnings: readonly TextWarning[]): AuditEntry['after'] {
  if (warnings.length === 0) return after;
  return {
    ...(after as object),
    personalData: warnings.map(({ kind, path }) => ({ kind, path: path.join('.') })),
  };
}
