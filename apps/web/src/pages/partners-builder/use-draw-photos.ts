import { useQueryClient } from '@tanstack/react-query';
import { toast } from '../../state/toasts.ts';
import { uploadFile } from '../../state/upload.ts';
import { useList } from '../../state/use-list.ts';
import { useSubmit } from '../../state/use-submit.ts';

type Photo = { id: string; title: string; kind: string };
type Line = { name: string };

export type DrawPhotos = {
  of: (line: Line) => string[];
  add: (line: Line, files: File[]) => Promise<void>;
  busy: boolean;
};

/** The builder's photos of a draw. A photo belongs to the line whose name it carries. */
export function useDrawPhotos(drawId: string): DrawPhotos {
  const client = useQueryClient();
  const photos = useList<Photo>('/v1/documents', {
    filters: { subjectType: 'draw', subjectId: drawId, kind: 'photo' },
    limit: 200,
  });
  const { submit, busy } = useSubmit(async ({ line, files }: { line: Line; files: File[] }) => {
    for (const file of files)
      await uploadFile(file, {
        subjectType: 'draw',
        subjectId: drawId,
        kind: 'photo',
        title: line.name,
      }).catch((error: unknown) => {
        toast({
          tone: 'hold',
          title: `${file.name} was not taken`,
          children: error instanceof Error ? error.message : '',
        });
        throw error;
      });
    return true;
  });
  return {
    of: (line) => photos.items.filter(({ title }) => title === line.name).map(({ id }) => id),
    add: async (line, files) => {
      await submit({ line, files });
      await client.invalidateQueries({ queryKey: ['list', '/v1/documents'] });
    },
    busy,
  };
}
