import { Menu } from '@mantine/core';
import { IconArrowsSort, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import styles from './filter-bar.module.css';
import { FilterChip } from './filter-chip.tsx';
import type { FilterDef } from './filter-types.ts';

export type { FilterDef, FilterOption, Found } from './filter-types.ts';
export type Filters = Readonly<Record<string, string | undefined>>;
export type SortOption = { key: string; desc: boolean; label: string };

export type FilterBarProps = {
  filters: readonly FilterDef[];
  values: Filters;
  onChange: (values: Filters) => void;
  /** Offers the sorts by their true names: "Longest wait first". */
  sorts?: readonly SortOption[];
  sort?: { key: string; desc: boolean } | null;
  onSort?: (sort: { key: string; desc: boolean }) => void;
  /** Stands left of the chips: a SegmentedControl for example. */
  lead?: ReactNode;
  /** Stands right, in place of the sort. */
  aside?: ReactNode;
};

/** Filters as chips; each opens a small popover, a set one shows its value and a cross. */
export function FilterBar({ filters, values, onChange, sorts, sort, onSort, lead, aside }: FilterBarProps) {
  const [opened, setOpened] = useState<string | null>(null);
  const visible = filters.filter((filter) => filter.pinned || values[filter.key] || opened === filter.key);
  const others = filters.filter((filter) => !visible.includes(filter));
  const set = (key: string, value: string | undefined) => onChange({ ...values, [key]: value });
  const sorted = sorts?.find((option) => option.key === sort?.key && option.desc === sort.desc);
  return (
    <search className={styles.bar} aria-label="Filters">
      {lead}
      {visible.map((filter) => (
        <FilterChip
          key={filter.key}
          filter={filter}
          value={values[filter.key]}
          opened={opened === filter.key}
          onOpen={(open) => setOpened(open ? filter.key : null)}
          onChange={(value) => set(filter.key, value)}
        />
      ))}
      {others.length ? (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={styles.add}>
              <IconPlus size={16} stroke={1.75} aria-hidden="true" />
              Filter
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((filter) => (
              <Menu.Item key={filter.key} onClick={() => setOpened(filter.key)}>
                {filter.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <div className={styles.aside}>
        {aside}
        {sorts?.length && onSort ? (
          <>
            <span>{sorted?.label}</span>
            <Menu position="bottom-end">
              <Menu.Target>
                <button
                  type="button"
                  className={styles.chip}
                  aria-label={`Sort: ${sorted?.label ?? 'not sorted'}`}
                >
                  <IconArrowsSort size={16} stroke={1.75} aria-hidden="true" />
                  Sort
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {sorts.map((option) => (
                  <Menu.Item
                    key={`${option.key}${option.desc}`}
                    fw={option === sorted ? 600 : 400}
                    onClick={() => onSort({ key: option.key, desc: option.desc })}
                  >
                    {option.label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </>
        ) : null}
      </div>
    </search>
  );
}
