import { useQueries } from '@tanstack/react-query';
import { api } from '../../state/api.ts';
import type { Page } from '../../state/use-list.ts';
import { useWhole } from '../../state/use-whole.ts';

type Staff = { id: string; displayName: string; role: string };
type Contact = { id: string; name: string; userId: string | null };

/**
 * The inspectors as choices: contacts of the active users who have the role. A contact's own capacities say nothing about it, so
 * each is looked up by name and told by its sign-in.
 */
export function useInspectors(enabled = true): { value: string; label: string }[] {
  const staff = useWhole<Staff>('/v1/staff', {}, { enabled });
  const users = (staff.data?.items ?? []).filter(({ role }) => role === 'inspector');
  const found = useQueries({
    queries: users.map(({ id, displayName }) => ({
      queryKey: ['inspector-contact', id],
      queryFn: () =>
        api.get<Page<Contact>>('/v1/contacts' as string, { query: { q: displayName, limit: 100 } }),
      staleTime: 60_000,
    })),
  });
  return users.flatMap(({ id, displayName }, at) => {
    const contact = found[at]?.data?.items.find(({ userId }) => userId === id);
    return contact ? [{ value: contact.id, label: displayName }] : [];
  });
}
