import { useEffect, useState } from 'react';
import { database } from '../../app/state.ts';

/** An address for a kept picture, while the component is there; null until it is read. */
export function usePicture(photoId: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void (async () => {
      const picture = await (await database()).get('pictures', photoId);
      if (gone || !picture) return;
      made = URL.createObjectURL(picture);
      setUrl(made);
    })();
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [photoId]);
  return url;
}
