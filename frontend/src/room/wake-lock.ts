// Keeps the screen on while practice runs, where the browser can.

let lock: WakeLockSentinel | null = null;

async function keepAwake(isWanted: () => boolean): Promise<void> {
  if (!("wakeLock" in navigator) || document.visibilityState !== "visible" || !isWanted() || lock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
  } catch {
    // A low battery or a setting of the device forbids it: practice goes on with a dark screen.
  }
}

/** Asks again whenever the page comes back into sight: the browser lets go when it leaves. */
export function stayAwake(isWanted: () => boolean): void {
  document.addEventListener("visibilitychange", () => void keepAwake(isWanted));
  void keepAwake(isWanted);
}
