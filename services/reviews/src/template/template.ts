import type { AnswerType, LocalText } from '@kapstok/schema';

/** A version of a questionnaire; it never changes. */
export interface TestTemplate {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly sourceKey: string | null;
  /** The programme whose own copy it is; null: shared. */
  readonly ownProgrammeId: string | null;
}

/** A section of a template. */
export interface TemplateSection {
  readonly id: string;
  readonly templateId: string;
  readonly code: string;
  readonly position: number;
  readonly title: LocalText;
}

/** A question of a template. */
export interface TemplateQuestion {
  readonly id: string;
  readonly templateId: string;
  readonly sectionId: string;
  readonly code: string;
  readonly position: number;
  readonly text: LocalText;
  readonly answerType: AnswerType;
  readonly origins: string | null;
  readonly routesToFullTest: boolean;
}

/** A version that a programme makes of its own. */
export interface TemplateDraft extends TestTemplate {
  readonly ownProgrammeId: string;
  readonly sections: readonly TemplateSection[];
  readonly questions: readonly TemplateQuestion[];
}

/** The practices that a question is taken from, one code each. */
export const originsOf = ({ origins }: Pick<TemplateQuestion, 'origins'>): string[] =>
  (origins ?? '').split(/\s+/).filter((origin) => origin !== '');
