// What happens once something is saved: stay and refresh, or go elsewhere and say it there.

import { refresh } from "./refresh";
import { toast } from "./toast";

const KEY = "toast-after-navigation";

interface News {
  text: string;
  /** Brings a deletion back: POST there. */
  restoration?: string | undefined;
}

/** Goes to a page that will show the news. */
export function goAndTell(url: string, news: News | null): void {
  if (news) sessionStorage.setItem(KEY, JSON.stringify(news));
  location.assign(url);
}

/** Shows what the page before wanted to say here. */
export function tellWhatWasLeft(undoDeletion: (restoration: string) => Promise<void>): void {
  const left = sessionStorage.getItem(KEY);
  if (left === null) return;
  sessionStorage.removeItem(KEY);
  const { text, restoration } = JSON.parse(left) as News;
  toast({ text, undo: restoration ? () => undoDeletion(restoration) : undefined });
}

/** Refreshes this page, or goes to `then`, whose `{name}`s are taken from the answer. */
export async function carryOn(then: string | null, answer: unknown, news: News | null): Promise<void> {
  if (then !== null) {
    const row = (answer ?? {}) as Record<string, unknown>;
    goAndTell(then.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(row[name]))), news);
    return;
  }
  await refresh();
}
