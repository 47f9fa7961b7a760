import { words } from '@connect/ui/format';
import { Button, Group, Modal, Table } from '@mantine/core';
import { type Conflict, differences, showConflict } from '../state/conflict.ts';
import { closeToast } from '../state/toasts.ts';

/** Both versions of a record that somebody else changed, field by field. */
export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const rows = differences(conflict);
  const close = () => {
    showConflict(null);
    if (conflict.toastId) closeToast(conflict.toastId);
  };
  return (
    <Modal opened onClose={close} title="What changed" size={640}>
      {rows.length ? (
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Field</Table.Th>
              <Table.Th scope="col">You saw</Table.Th>
              <Table.Th scope="col">Now</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.field}>
                <Table.Td>{words(row.field.replace(/([A-Z])/g, '_$1'))}</Table.Td>
                <Table.Td>{row.mine}</Table.Td>
                <Table.Td fw={500}>{row.now}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : (
        <p className="sub">Only its parts changed: lines, documents or notes. The page shows them now.</p>
      )}
      <Group justify="flex-end" mt="lg">
        <Button onClick={close}>Go on with the new version</Button>
      </Group>
    </Modal>
  );
}
