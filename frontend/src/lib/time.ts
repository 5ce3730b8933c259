// Times in the person's own zone, which the server knows and writes on <html>.

const zone = document.documentElement.dataset["timeZone"] ?? "UTC";
const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** An instant as `2026-01-31T09:30:05` on the person's clock. */
export function wallClock(instant: Date): string {
  const part = Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${part["year"]}-${part["month"]}-${part["day"]}T${part["hour"]}:${part["minute"]}:${part["second"]}`;
}

/** The instant (ISO 8601 in UTC) at which the person's clock shows a local time. */
export function instantOf(local: string): string {
  const wanted = Date.parse(`${local}Z`);
  // Two steps, because the offset at the first guess may be that of the other side of a change of clocks.
  let guess = wanted;
  for (let step = 0; step < 2; step++) {
    guess += wanted - Date.parse(`${wallClock(new Date(guess))}Z`);
  }
  return new Date(guess).toISOString().replace(".000Z", "Z");
}

/** `1:05:09` or `12:30`: a running time in seconds. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(minutes).padStart(hours ? 2 : 1, "0")}:${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${tail}` : tail;
}
