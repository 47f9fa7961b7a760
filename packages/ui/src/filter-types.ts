export type FilterOption = { value: string; label: string };
/** What a search has found for the text typed so far. */
export type Found = { options: readonly FilterOption[]; loading: boolean };

export type FilterDef = {
  key: string;
  label: string;
  /** `search` is a choice among more than a list holds: it asks for what fits as one types. */
  kind: 'choice' | 'search' | 'text' | 'date';
  /** For `choice`; for `search` those that always stand there, such as "None". */
  options?: readonly FilterOption[];
  /** For `search`: a hook, so that it may ask the server. */
  useFound?: (text: string) => Found;
  /** For `search`: what a value that an address brought along is called; a hook as well. */
  useName?: (value: string) => string | undefined;
  /** For `search`: what can be typed, "Number or address". */
  hint?: string;
  /** The word when nothing is chosen: "Any", "Anyone". */
  any?: string;
  /** Always in the bar; the others come in by "+ Filter". */
  pinned?: boolean;
};
