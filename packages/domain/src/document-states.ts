import { type ActionOf, type Actor, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

const byWorker: readonly Actor[] = ['system'];
const writers: readonly Actor[] = rolesWith('write:documents');

/** The bytes of one version of a document: nobody is served what was not scanned. */
export const documentStates = machine('document', [
  { from: 'stored', action: 'scan', to: 'scanning', by: byWorker, label: 'Scan' },
  { from: 'scanning', action: 'clear', to: 'ready', by: byWorker, label: 'Clear' },
  {
    from: 'scanning',
    action: 'quarantine',
    to: 'quarantined',
    by: byWorker,
    label: 'Quarantine',
    reason: 'required',
  },
]);
export type DocumentState = StateOf<typeof documentStates>;
export type DocumentAction = ActionOf<typeof documentStates>;

/** Reading values out of a document. A value counts when a person confirms it or it clears the threshold of its field. */
export const extractionStates = machine('extraction', [
  { from: 'none', action: 'queue', to: 'queued', by: ['system', ...writers], label: 'Read values' },
  { from: 'queued', action: 'run', to: 'running', by: byWorker, label: 'Run' },
  { from: 'running', action: 'extract', to: 'extracted', by: byWorker, label: 'Extracted' },
  { from: 'running', action: 'fail', to: 'failed', by: byWorker, label: 'Failed', reason: 'required' },
  { from: 'failed', action: 'queue', to: 'queued', by: ['system', ...writers], label: 'Read again' },
  { from: 'extracted', action: 'confirm', to: 'confirmed', by: writers, label: 'Confirm' },
  { from: 'extracted', action: 'queue', to: 'queued', by: writers, label: 'Read again' },
]);
export type ExtractionState = StateOf<typeof extractionStates>;
export type ExtractionAction = ActionOf<typeof extractionStates>;
