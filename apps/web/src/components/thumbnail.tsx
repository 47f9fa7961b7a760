import { useFile } from './use-file.ts';

/** A photo, small. Its bytes want the token, so an `img` cannot ask for them itself. */
export function Thumbnail({ id, size = 36 }: { id: string; size?: number }) {
  const { url } = useFile(`/v1/documents/${id}/thumbnail`);
  return url ? <img src={url} alt="" width={size} height={size} style={{ objectFit: 'cover' }} /> : null;
}
