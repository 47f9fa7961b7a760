import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Icon } from '@tabler/icons-react';
import { IconFileDollar, IconMapPin, IconSearch, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { api } from '../state/api.ts';
import { useUser } from '../state/session.ts';
import { navFor } from './nav.ts';
import styles from './search.module.css';

type Found = { items: { type: string; id: string; title: string; subtitle?: string | null }[] };
type Hit = { key: string; href: string; title: string; note: string; icon: Icon };

const ICONS: Record<string, Icon> = { project: IconMapPin, loan: IconFileDollar, contact: IconUser };
const PLACES: Record<string, string> = { entity: 'entities', 'consultant-order': 'consultant-orders' };

/** ⌘K: projects, loans and contacts by their words, and the pages one may open. */
export function Search({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const user = useUser();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [asked] = useDebouncedValue(text.trim(), 150);
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => api.get<Found>('/v1/search', { query: { q: asked }, signal }),
    enabled: asked.length >= 2,
    retry: false,
  });
  const pages = navFor(user, (to) => to in router.routesByPath).flatMap((group) => group.items);
  const hits: Hit[] = [
    ...(asked.length >= 2 ? (found.data?.items ?? []) : []).map((item) => ({
      key: `${item.type}-${item.id}`,
      href: `/${PLACES[item.type] ?? `${item.type}s`}/${item.id}`,
      title: item.title,
      note: item.subtitle ?? '',
      icon: ICONS[item.type] ?? IconSearch,
    })),
    ...pages
      .filter((page) => page.label.toLowerCase().includes(text.trim().toLowerCase()))
      .map((page) => ({ key: page.to, href: page.to, title: page.label, note: 'Page', icon: page.icon })),
  ].slice(0, 12);
  const chosen = Math.min(at, Math.max(hits.length - 1, 0));

  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    if (hit.href.startsWith('/inspect')) location.assign(hit.href);
    else void router.navigate({ href: hit.href });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && hits.length) {
      event.preventDefault();
      setAt((chosen + step + hits.length) % hits.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      open(hits[chosen]);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={560}
      padding={0}
      title="Search"
      classNames={{ header: styles.header!, body: styles.body! }}
    >
      <div className={styles.field}>
        <IconSearch size={18} stroke={1.75} aria-hidden="true" />
        <input
          className={styles.input}
          placeholder="Address, loan, borrower"
          aria-label="Search projects, loans and contacts"
          role="combobox"
          aria-expanded="true"
          aria-controls="search-hits"
          aria-activedescendant={hits[chosen] ? `hit-${hits[chosen].key}` : undefined}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.hits} id="search-hits" role="listbox" aria-label="Results">
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys, as a combobox wants it
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus, as a combobox wants it
          <div
            key={hit.key}
            id={`hit-${hit.key}`}
            role="option"
            aria-selected={index === chosen}
            className={styles.hit}
            onMouseMove={() => setAt(index)}
            onClick={() => open(hit)}
          >
            <hit.icon size={16} stroke={1.75} aria-hidden="true" />
            <span>{hit.title}</span>
            <span className="label">{hit.note}</span>
          </div>
        ))}
      </div>
      <p className={styles.foot} role="status">
        {found.isError ? 'The search did not answer. Pages below still open.' : null}
        {!found.isError && asked.length >= 2 && found.isSuccess && found.data.items.length === 0
          ? `Nothing found for “${asked}”.`
          : null}
        {!found.isError && asked.length < 2 ? 'Type two letters or more.' : null}
      </p>
    </Modal>
  );
}
