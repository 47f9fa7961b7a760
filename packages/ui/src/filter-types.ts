export type FilterDef = {
  key: string;
  label: string;
  kind: 'choice' | 'text' | 'date';
  /** For `choice`. */
  options?: readonly { value: string; label: string }[];
  /** The word when nothing is chosen: "Any", "Anyone". */
  any?: string;
  /** Always in the bar; the others come in by "+ Filter". */
  pinned?: boolean;
};
