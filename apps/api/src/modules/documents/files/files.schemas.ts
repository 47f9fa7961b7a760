import { DOCUMENT_KINDS, UPLOAD_KINDS } from '@connect/domain/document-kinds';
import { documentStates, extractionStates } from '@connect/domain/document-states';
import { z } from 'zod';
import { Id, ListQuery, Moment, PageOf, SortIn, Text, Version } from '../../../platform/schemas.ts';
import { SUBJECT_TYPES } from '../subjects.ts';

const oneOf = <S extends string>(names: readonly S[]) => z.enum(names as readonly [S, ...S[]]);

export const SubjectType = z.enum(SUBJECT_TYPES).meta({ examples: ['project'] });
export const Kind = z.enum(DOCUMENT_KINDS).meta({ examples: ['survey'] });
export const DocumentState = oneOf(documentStates.states).meta({ examples: ['ready'] });
const Extraction = oneOf(extractionStates.states).meta({ examples: ['none'] });

const file = z
  .string()
  .describe('PDF, PNG, JPEG, WebP, HEIC, DOCX, XLSX, CSV or plain text, judged by content; 100 MB at most.')
  .meta({ format: 'binary', examples: ['(the file)'] });
const title = Text(200).meta({ examples: ['Boundary survey'] });

/** The form fields of an upload; the file is a part of its own. */
export const UploadFields = z.strictObject({
  subjectType: SubjectType,
  subjectId: Id,
  kind: z.enum(UPLOAD_KINDS).meta({ examples: ['survey'] }),
  title: title.optional().describe("Default: the file's name."),
});
export type UploadFields = z.output<typeof UploadFields>;
export const Upload = UploadFields.extend({ file });
export const VersionFields = z.strictObject({ title: title.optional() });
export const VersionUpload = VersionFields.extend({ file });

export const DocumentQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'title'], '-createdAt'),
  subjectType: SubjectType.optional(),
  subjectId: Id.optional(),
  projectId: Id.optional(),
  loanId: Id.optional(),
  kind: Kind.optional(),
  state: DocumentState.optional(),
});
export type DocumentQuery = z.output<typeof DocumentQuery>;

const fileFacts = {
  state: DocumentState,
  quarantineReason: z.string().nullable(),
  extraction: Extraction,
  fileName: z.string().meta({ examples: ['survey.pdf'] }),
  mediaType: z.string().meta({ examples: ['application/pdf'] }),
  sizeBytes: z.int().meta({ examples: [482133] }),
  sha256: z.string().meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
  width: z
    .int()
    .nullable()
    .meta({ examples: [4032] }),
  height: z
    .int()
    .nullable()
    .meta({ examples: [3024] }),
  takenAt: z
    .string()
    .nullable()
    .describe("By the camera's own clock, without a time zone.")
    .meta({ examples: ['2026-11-20T09:14:00'] }),
};

export const DocumentVersion = z
  .object({
    number: z.int().meta({ examples: [2] }),
    ...fileFacts,
    createdByName: z.string(),
    createdAt: Moment,
  })
  .meta({ id: 'DocumentVersion' });

export const DocumentRow = z
  .object({
    id: Id,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
    subjectType: SubjectType,
    subjectId: Id,
    projectId: Id.nullable(),
    loanId: Id.nullable(),
    kind: Kind,
    title: z.string().meta({ examples: ['Boundary survey'] }),
    sensitive: z.boolean().describe('Each download leaves an audit event.'),
    latest: z
      .int()
      .describe('The number of the newest file, whose facts follow.')
      .meta({ examples: [1] }),
    ...fileFacts,
    hasThumbnail: z.boolean(),
    createdByName: z.string().meta({ examples: ['Sam Servicing'] }),
  })
  .meta({ id: 'DocumentRow' });
export type DocumentRow = z.infer<typeof DocumentRow>;
export const DocumentPage = PageOf(DocumentRow).meta({ id: 'DocumentPage' });
export const Document = DocumentRow.extend({ versions: z.array(DocumentVersion) }).meta({ id: 'Document' });
export type Document = z.infer<typeof Document>;

export const ContentQuery = z.object({
  number: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('Which version; the newest unless said.'),
});
