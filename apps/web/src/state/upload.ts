import { api } from './api.ts';

export type Uploaded = { id: string; title: string; fileName: string; mediaType: string };
export type UploadAbout = { subjectType: string; subjectId: string; kind: string; title?: string };

/** Uploads a file about a record and answers the stored document. The words go first: the server reads the form as a stream. */
export function uploadFile(file: File, about: UploadAbout): Promise<Uploaded> {
  const form = new FormData();
  for (const [name, value] of Object.entries(about)) if (value) form.set(name, value);
  form.set('file', file, file.name);
  return api.post<Uploaded>('/v1/documents' as string, { body: form });
}
