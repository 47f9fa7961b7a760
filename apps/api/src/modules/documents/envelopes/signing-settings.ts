interface SigningSettings {
  /** Where the signing page is, without a slash at the end. */
  publicUrl: string;
  /** Whether cookies travel over https only. */
  secure: boolean;
}

let current: SigningSettings | undefined;

/** Called once by the composition root. */
export function useSigning(config: { publicUrl: string }): void {
  const publicUrl = config.publicUrl.replace(/\/$/, '');
  current = { publicUrl, secure: publicUrl.startsWith('https://') };
}

export function signingSettings(): SigningSettings {
  if (!current) throw new Error('signing has no settings');
  return current;
}
