import { useEffect, useState } from 'react';

/** The moment, anew every `seconds`: clocks that run on a page. */
export function useNow(seconds = 30): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return now;
}
