import { useEffect } from 'react';
import { create } from 'zustand';

const useTitle = create<{ text: string }>(() => ({ text: 'Connect' }));

/** Names the page: in the tab of the browser and in the header of a phone. `short` is for the phone. */
export function usePageTitle(title: string, short = title): void {
  useEffect(() => {
    document.title = title === 'Connect' ? title : `${title} · Connect`;
    useTitle.setState({ text: short });
  }, [title, short]);
}

export const usePageTitleText = (): string => useTitle((state) => state.text);
