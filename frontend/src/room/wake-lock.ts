// Keeps the screen on while practice runs, where the browser can.

let lock: WakeLockSentinel | null = null;
let isWanted = false;

async function hold(): Promise<void> {
  if (!("wakeLock" in navigator) || document.visibilityState !== "visible" || !isWanted || lock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
  } catch {
    // A low battery or a setting of the device forbids it: practice goes on with a dark screen.
  }
}

/** Keeps the screen on from now on, or lets it go dark again. */
export function stayAwake(wanted: boolean): void {
  isWanted = wanted;
  if (wanted) void hold();
  else void lock?.release();
}

// The browser lets go when the page leaves sight.
document.addEventListener("visibilitychange", () => void hold());
