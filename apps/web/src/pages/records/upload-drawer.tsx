import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { type Picked, ProjectPicker } from '../../components/pickers.tsx';
import { UploadDrop } from '../../components/upload-drop.tsx';
import styles from './documents.module.css';
import { UPLOAD_KINDS } from './words.ts';

/** Adds documents to a project under one kind; what belongs to a loan, draw or permit is added on its own page. */
export function UploadDrawer({ project, onClose }: { project: Picked | null; onClose: () => void }) {
  const [chosen, setChosen] = useState<Picked | null>(project);
  const [kind, setKind] = useState('other');
  return (
    <FormDrawer title="Add documents" onClose={onClose}>
      <div className={styles.form}>
        {project ? null : (
          <ProjectPicker
            label="Project"
            description="What belongs to a loan, a draw or a permit is added on its own page."
            placeholder="Part of the address"
            value={chosen}
            onChange={setChosen}
          />
        )}
        <Select
          label="Kind"
          searchable
          allowDeselect={false}
          data={UPLOAD_KINDS}
          value={kind}
          onChange={(next) => setKind(next ?? 'other')}
        />
        <UploadDrop
          big
          label="Choose files"
          hint={
            chosen
              ? 'Or drop them here. PDF, pictures, DOCX, XLSX, CSV, text; 100 MB each.'
              : 'Choose the project first.'
          }
          disabled={!chosen}
          fields={{ subjectType: 'project', subjectId: chosen?.id ?? '', kind }}
        />
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </div>
    </FormDrawer>
  );
}
