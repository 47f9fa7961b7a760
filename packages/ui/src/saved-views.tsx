import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Filters } from './filter-bar.tsx';
import { FormActions, FormGrid } from './form-grid.tsx';
import styles from './saved-views.module.css';

/** What a view remembers. */
export type ViewState = {
  filters: Filters;
  sort: { key: string; desc: boolean } | null;
  hidden: readonly string[];
  layout: string;
};
export type View = {
  id: string;
  name: string;
  state: ViewState;
  /** Comes with the product: neither renamed nor deleted. */
  builtIn?: boolean;
  count?: number | null;
  /** Draws the count in red: somebody waits. */
  urgent?: boolean;
};
/** Where views are kept; the web app keeps them in this browser, the server may later. */
export type ViewStore = {
  load: () => View[];
  save: (view: View) => void;
  rename: (id: string, name: string) => void;
  remove: (id: string) => void;
};

export type SavedViewsProps = {
  views: readonly View[];
  currentId: string | null;
  /** The page's state now; "Save this view" appears when it differs from the chosen view's. */
  state: ViewState;
  onSelect: (view: View) => void;
  onSave: (name: string) => void;
  onRename: (id: string, name: string) => void;
  onRemove: (id: string) => void;
};

/** Saved views as tabs: filters, sort, columns and layout under a name. */
export function SavedViews({
  views,
  currentId,
  state,
  onSelect,
  onSave,
  onRename,
  onRemove,
}: SavedViewsProps) {
  const [asking, setAsking] = useState<null | { id: string | null; name: string }>(null);
  const current = views.find((view) => view.id === currentId);
  const changed = !current || JSON.stringify(tidy(current.state)) !== JSON.stringify(tidy(state));
  // One view alone is no choice: there is no row of tabs until there is something to keep.
  const tabs = views.length > 1 ? views : [];
  if (tabs.length === 0 && !changed) return null;
  return (
    <nav className={styles.views} aria-label="Views">
      {tabs.map((view) => (
        <span key={view.id} className={styles.tab} data-current={view.id === currentId || undefined}>
          <button
            type="button"
            className={styles.name}
            aria-current={view.id === currentId || undefined}
            onClick={() => onSelect(view)}
          >
            <span className={styles.word} data-word={view.name}>
              {view.name}
            </span>
            {typeof view.count === 'number' ? (
              <span className={styles.count} data-urgent={(view.urgent && view.count > 0) || undefined}>
                {view.count}
              </span>
            ) : null}
          </button>
          {view.id === currentId && !view.builtIn ? (
            <Menu>
              <Menu.Target>
                <button type="button" className={styles.menu} aria-label={`Change view ${view.name}`}>
                  <IconChevronDown size={16} stroke={1.75} />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setAsking({ id: view.id, name: view.name })}>Rename</Menu.Item>
                <Menu.Item onClick={() => onRemove(view.id)}>Delete</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          ) : null}
        </span>
      ))}
      {changed ? (
        <button type="button" className={styles.save} onClick={() => setAsking({ id: null, name: '' })}>
          <IconPlus size={16} stroke={1.75} aria-hidden="true" />
          Save this view
        </button>
      ) : null}
      <NameModal
        asking={asking}
        onClose={() => setAsking(null)}
        onName={(name) => {
          if (asking?.id) onRename(asking.id, name);
          else onSave(name);
          setAsking(null);
        }}
      />
    </nav>
  );
}

type NameModalProps = {
  asking: { id: string | null; name: string } | null;
  onClose: () => void;
  onName: (name: string) => void;
};

function NameModal({ asking, onClose, onName }: NameModalProps) {
  return (
    <Modal opened={asking !== null} onClose={onClose} title={asking?.id ? 'Rename view' : 'Save this view'}>
      {asking ? <NameForm key={asking.id} asking={asking} onClose={onClose} onName={onName} /> : null}
    </Modal>
  );
}

function NameForm({
  asking,
  onClose,
  onName,
}: NameModalProps & { asking: { id: string | null; name: string } }) {
  const [name, setName] = useState(asking.name);
  return (
    <FormGrid onSubmit={() => name.trim() && onName(name.trim())}>
      <TextInput
        label="Name"
        description="It keeps filters, sort, columns and layout."
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <FormActions>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit">{asking.id ? 'Rename' : 'Save view'}</Button>
      </FormActions>
    </FormGrid>
  );
}

/* Two states are the same view when they differ only in empty filters or the order of keys. */
function tidy(state: ViewState) {
  const filters = Object.entries(state.filters).filter(([, value]) => value !== undefined && value !== '');
  return [
    filters.sort(([a], [b]) => a.localeCompare(b)),
    state.sort?.key,
    state.sort?.desc,
    [...state.hidden].sort(),
    state.layout,
  ];
}
