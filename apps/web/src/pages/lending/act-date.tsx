import { DateInput } from '@connect/ui/date-input';
import { bookDate, date } from '@connect/ui/format';

/** Today in the book's zone, `YYYY-MM-DD`. */
export const today = (): string => bookDate(new Date());

/** The day from which an act counts: never in the future, for money as far back as the loan was funded. */
export function ActDate({
  label = 'Effective',
  value,
  onChange,
  since,
  error,
}: {
  label?: string;
  value: string | null;
  onChange: (value: string | null) => void;
  /** The first day that it may bear. */
  since?: string | null | undefined;
  error?: string | undefined;
}) {
  return (
    <DateInput
      label={label}
      description={since ? `Today, or back to ${date(since)}.` : 'Today or earlier.'}
      value={value}
      onChange={onChange}
      max={today()}
      {...(since ? { min: since } : {})}
      error={error}
    />
  );
}
