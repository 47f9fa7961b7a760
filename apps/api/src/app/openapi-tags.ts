/** The chapters of the API reference, in deal order. */
export const tags = [
  { name: 'System', description: 'Health and the contract itself.' },
  { name: 'Identity', description: 'Sign-in, sessions, users.' },
  { name: 'Contacts', description: 'People and legal entities.' },
  { name: 'Documents', description: 'Files, envelopes for signature, the outbox.' },
  { name: 'Tasks', description: 'What somebody has to do, by when.' },
  { name: 'Projects', description: 'Leads, projects and their timeline.' },
  { name: 'Feasibility', description: 'Consultant orders and proformas.' },
  { name: 'Entitlement', description: 'Plans, permits, review cycles and corrections.' },
  { name: 'Lending', description: 'Loans from draft to recording, and the bank line.' },
  { name: 'Servicing', description: 'Draws, inspections, payments, statements, payoff and release.' },
  {
    name: 'Books',
    description: 'Months of the books and their close, reconciliation, trial balance, accounts, export.',
  },
  { name: 'Reporting', description: 'Dashboards, search and the audit trail.' },
  { name: 'Settings', description: 'What administrators set while the program runs.' },
];
