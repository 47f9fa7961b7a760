import { useEffect, useState } from 'react';
import { api } from '../state/api.ts';
import { withStepUp } from '../state/step-up.ts';
import { toast } from '../state/toasts.ts';
import { asProblem } from '../state/use-submit.ts';

export type LoadedFile = { url: string | null; type: string; failed: string | null };
const NOTHING: LoadedFile = { url: null, type: '', failed: null };

/** A file that only the signed-in may read, as an address this page can show; given back when the page lets go of it. */
export function useFile(path: string | null): LoadedFile {
  const [file, setFile] = useState<LoadedFile>(NOTHING);
  useEffect(() => {
    setFile(NOTHING);
    if (!path) return;
    const stop = new AbortController();
    let url: string | null = null;
    api
      .download(path, { signal: stop.signal })
      .then((blob) => {
        if (stop.signal.aborted) return;
        url = URL.createObjectURL(blob);
        setFile({ url, type: blob.type, failed: null });
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setFile({ ...NOTHING, failed: asProblem(error).detail });
      });
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [path]);
  return file;
}

/** Hands a stored file to the browser under its name; says so when that fails. */
export async function saveFile(path: string, name: string): Promise<boolean> {
  try {
    const url = URL.createObjectURL(await withStepUp(() => api.download(path)));
    Object.assign(document.createElement('a'), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    return true;
  } catch (error) {
    toast({ tone: 'hold', title: 'The file could not be loaded', children: asProblem(error).detail });
    return false;
  }
}
