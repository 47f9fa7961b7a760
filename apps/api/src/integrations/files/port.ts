import type { Readable } from 'node:stream';

/** Bytes of an upload on this machine, hashed while they came in, before anything is decided about them. */
export interface Staged {
  path: string;
  sizeBytes: number;
  sha256: string;
  /** Removes the temporary file; harmless after `keep`. */
  discard(): Promise<void>;
}

/**
 * Where bytes are kept. Keys are made here and are opaque to callers; equal bytes have equal keys, and what a key holds
 * never changes, so that storing twice is harmless and an object without a row is only waste.
 */
export interface Files {
  /** Takes in a stream up to `limitBytes`. Throws FileTooLarge beyond, and whatever the stream throws. */
  stage(source: Readable, limitBytes: number): Promise<Staged>;
  /** Keeps what was staged and answers its key; durable when it returns. */
  keep(staged: Staged): Promise<string>;
  /** Keeps bytes made by the program and answers their key; durable when it returns. */
  put(bytes: Uint8Array): Promise<string>;
  /** Throws FileMissing when there is nothing under the key. */
  open(key: string): Promise<Readable>;
  /** Derived bytes that can be made again, such as thumbnails, under a name of the caller's. */
  cache(name: string, make: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

export class FileTooLarge extends Error {
  readonly limitBytes: number;
  constructor(limitBytes: number) {
    super(`larger than ${limitBytes} bytes`);
    this.limitBytes = limitBytes;
  }
}

export class FileMissing extends Error {
  constructor(key: string) {
    super(`no file under ${key}`);
  }
}

/** Says whether bytes are safe to hand on. */
export interface Scanner {
  /** Null when nothing was found, else what was, as a sentence. */
  scan(content: Readable): Promise<string | null>;
}

let currentFiles: Files | undefined;
let currentScanner: Scanner | undefined;

/** Called once by the composition root. */
export function useFiles(files: Files, scanner: Scanner): void {
  currentFiles = files;
  currentScanner = scanner;
}
export function files(): Files {
  if (!currentFiles) throw new Error('no file storage is wired');
  return currentFiles;
}
export function scanner(): Scanner {
  if (!currentScanner) throw new Error('no scanner is wired');
  return currentScanner;
}
