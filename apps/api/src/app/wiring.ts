import { useMailer } from '../integrations/email/port.ts';
import { stopsHere } from '../integrations/email/stops-here.ts';
import { embeddedScanner } from '../integrations/files/embedded-scanner.ts';
import { folderFiles } from '../integrations/files/folder.ts';
import { useFiles } from '../integrations/files/port.ts';
import { useTexter } from '../integrations/sms/port.ts';
import { textsStopHere } from '../integrations/sms/texts-stop-here.ts';
import { useSigning } from '../modules/documents/index.ts';
import { proformaCount } from '../modules/feasibility/index.ts';
import { useLinkSender } from '../modules/identity/index.ts';
import { loansNotReleased, useLastInspections, useLoanLedger } from '../modules/lending/index.ts';
import { useProjectFacts } from '../modules/projects/index.ts';
import { lastInspections, servicingLedger } from '../modules/servicing/index.ts';
import type { Config } from '../platform/config.ts';
import { sendLinkMail } from './link-mails.ts';
import { registerSubjects } from './subjects.ts';

/** Fills the function types by which a module asks something of one to its right, and gives each port its adapter. */
export function wire(config: Config): void {
  useFiles(folderFiles(config.dataDir), embeddedScanner);
  useMailer(stopsHere);
  useTexter(textsStopHere);
  useSigning(config);
  registerSubjects();
  useLastInspections(lastInspections);
  useProjectFacts({ proformaCount, loansNotReleased });
  useLoanLedger(servicingLedger);
  useLinkSender(sendLinkMail);
}
