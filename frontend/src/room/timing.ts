// How long something has run: always computed from stored instants, never counted.

export interface Pause {
  paused_at: string;
  resumed_at: string | null;
}

export interface Timing {
  start: string | null;
  stop: string | null;
  pauses: Pause[];
}

export type TimingState = "idle" | "running" | "paused" | "stopped";
export type TimingAction = "start" | "pause" | "resume" | "stop";

/** What a timer is doing. */
export function stateOf({ start, stop, pauses }: Timing): TimingState {
  if (start === null) return "idle";
  if (stop !== null) return "stopped";
  return pauses.some((pause) => pause.resumed_at === null) ? "paused" : "running";
}

/** Seconds from start to stop (or to `now`), without the pauses. */
export function secondsOf({ start, stop, pauses }: Timing, now: number): number {
  if (start === null) return 0;
  const end = stop === null ? now : Date.parse(stop);
  const lost = pauses.map(({ paused_at, resumed_at }) => {
    const from = Date.parse(paused_at);
    return Math.max(0, (resumed_at === null ? end : Date.parse(resumed_at)) - from);
  });
  return Math.max(0, (end - Date.parse(start) - lost.reduce((sum, one) => sum + one, 0)) / 1000);
}

/** A timer after an action, as the server will see it: for showing it before it has answered. */
export function after(timing: Timing, action: TimingAction, at: string): Timing {
  const { start, stop, pauses } = timing;
  if (action === "start") return start === null ? { ...timing, start: at } : timing;
  if (action === "pause") return { ...timing, pauses: [...pauses, { paused_at: at, resumed_at: null }] };
  if (action === "stop") return { start, stop: at, pauses: closed(pauses, at) };
  const gap = stop === null ? [] : [{ paused_at: stop, resumed_at: at }];
  return { start, stop: null, pauses: [...closed(pauses, at), ...gap] };
}

const closed = (pauses: Pause[], at: string): Pause[] =>
  pauses.map((pause) => (pause.resumed_at === null ? { ...pause, resumed_at: at } : pause));
