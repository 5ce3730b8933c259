// <series-plot>: every value of a metric over time, the best and the last of them named, and a
// moving median where there are enough sessions for one. Reads <template id="series">.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { el } from "../lib/dom";
import { mark, markDrawing, marksOf, shapeOf } from "../plots/marks";
import { type Point, type Series, seriesOf } from "../plots/series";
import { plotWords } from "../plots/words";

const HEIGHT = 300;
const DARK = matchMedia("(prefers-color-scheme: dark)");
/** Colours of splits, in order; each has a shape of its own, too. */
const INKS = ["--accent", "--long-term", "--short-term", "--mid-term", "--ultimate"];
const DAY = 86_400;
/** Seconds between two dates on the axis: whole days, months or years. */
const DAY_STEPS = [1, 2, 3, 4, 7, 14, 30, 60, 90, 120, 180, 365, 730, 1825, 3650].map((days) => days * DAY);
const FONT = "12px system-ui, sans-serif";

class SeriesPlot extends HTMLElement {
  #plot: uPlot | null = null;
  #series: Series = seriesOf([], true);
  #watch = new ResizeObserver(() => this.#fit());

  connectedCallback(): void {
    const source = this.parentElement?.querySelector<HTMLTemplateElement>("#series")?.content.textContent ?? "[]";
    this.#series = seriesOf(JSON.parse(source) as Point[], this.dataset["better"] !== "lower");
    this.setAttribute("data-keep", "");
    this.#draw();
    this.#watch.observe(this);
    DARK.addEventListener("change", this.#draw);
  }

  disconnectedCallback(): void {
    this.#watch.disconnect();
    DARK.removeEventListener("change", this.#draw);
    this.#plot?.destroy();
  }

  #draw = (): void => {
    this.#plot?.destroy();
    const { times, values, median } = this.#series;
    this.#plot = new uPlot(this.#options(), [times, ...values, median] as uPlot.AlignedData, this);
    this.#showKey();
  };

  #fit(): void {
    const width = this.clientWidth;
    if (width > 0 && width !== this.#plot?.width) this.#plot?.setSize({ width, height: HEIGHT });
  }

  #ink(name: string): string {
    return getComputedStyle(this).getPropertyValue(name).trim();
  }

  #options(): uPlot.Options {
    const zone = document.documentElement.dataset["timeZone"] ?? "UTC";
    const axis = { stroke: this.#ink("--ink-soft"), font: FONT, grid: { stroke: this.#ink("--line"), width: 1 }, ticks: { stroke: this.#ink("--line"), width: 1 } };
    return {
      width: this.clientWidth,
      height: HEIGHT,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
      legend: { show: false },
      scales: { x: { range: widened }, y: { range: padded } },
      axes: [{ ...axis, incrs: DAY_STEPS, values: dates(zone) }, { ...axis, size: 56 }],
      cursor: { points: { show: false }, y: false, drag: { x: false, y: false } },
      series: [{}, ...this.#series.splits.map((_, index) => this.#marks(index)), this.#line()],
      hooks: { draw: [(plot) => this.#nameEnds(plot)], setCursor: [(plot) => this.#read(plot)] },
    };
  }

  #marks(index: number): uPlot.Series {
    const ink = this.#ink(INKS[index % INKS.length] ?? "--accent");
    const isDense = this.#series.times.length > 400;
    return {
      stroke: ink,
      width: 0,
      paths: () => null,
      points: { show: true, paths: marksOf(shapeOf(index), isDense ? 5 : 7), stroke: ink, fill: this.#ink("--surface"), width: 1.5 } as never,
    };
  }

  #line(): uPlot.Series {
    return { stroke: this.#ink("--ink"), width: 2, spanGaps: true, points: { show: false } };
  }

  /** Rings around the best and the last value, with their numbers. */
  #nameEnds(plot: uPlot): void {
    const { best, last } = this.#series;
    this.#name(plot, best, plotWords.best, -10);
    if (last !== best) this.#name(plot, last, plotWords.last, 20);
  }

  #name(plot: uPlot, index: number, word: string, below: number): void {
    const found = this.#valueAt(index);
    if (!found) return;
    const [x, y] = [plot.valToPos(this.#series.times[index] ?? 0, "x", true), plot.valToPos(found.value, "y", true)];
    const { ctx } = plot;
    const ring = new Path2D();
    mark(ring, "circle", x, y, 8 * devicePixelRatio);
    ctx.save();
    ctx.strokeStyle = this.#ink("--ink");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.stroke(ring);
    ctx.font = `600 ${12 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.fillStyle = this.#ink("--ink");
    ctx.textAlign = x > plot.bbox.left + plot.bbox.width * 0.7 ? "right" : "left";
    const gap = (ctx.textAlign === "left" ? 12 : -12) * devicePixelRatio;
    const at: [string, number, number] = [`${word} ${found.value}`, x + gap, y + below * devicePixelRatio];
    // Marks behind the words must not make them unreadable.
    ctx.strokeStyle = this.#ink("--surface");
    ctx.lineWidth = 5 * devicePixelRatio;
    ctx.lineJoin = "round";
    ctx.strokeText(...at);
    ctx.fillText(...at);
    ctx.restore();
  }

  #valueAt(index: number): { value: number; split: string | null } | null {
    const { values, splits } = this.#series;
    for (const [at, column] of values.entries()) {
      const value = column[index];
      if (value != null) return { value, split: splits[at] ?? null };
    }
    return null;
  }

  /** Says in words what is under the pointer. */
  #read(plot: uPlot): void {
    const output = this.closest(".plot")?.querySelector("[data-plot-reading]");
    const index = plot.cursor.idx;
    const found = index == null ? null : this.#valueAt(index);
    if (!output) return;
    if (index == null || !found) {
      output.textContent = "";
      return;
    }
    const zone = document.documentElement.dataset["timeZone"] ?? "UTC";
    const day = new Date((this.#series.times[index] ?? 0) * 1000).toLocaleDateString("en-GB", { timeZone: zone, day: "numeric", month: "short", year: "numeric" });
    output.textContent = [`${day}: ${found.value} ${this.dataset["unit"] ?? ""}`.trim(), found.split].filter(Boolean).join(", ");
  }

  #showKey(): void {
    const key = this.closest(".plot")?.querySelector("[data-plot-key]");
    const { splits, median } = this.#series;
    const marks = splits.map((split, index) => {
      const drawing = markDrawing(shapeOf(index));
      drawing.style.color = this.#ink(INKS[index % INKS.length] ?? "--accent");
      return el("span", { class: "plot__entry" }, drawing, split ?? plotWords.values);
    });
    const hasLine = median.some((one) => one !== null);
    const line = hasLine ? el("span", { class: "plot__entry" }, el("span", { class: "plot__line" }), plotWords.median) : null;
    key?.replaceChildren(...marks, ...(line ? [line] : []));
  }
}

/** A little room above and below, so that no mark is cut off; equal values stand in the middle. */
function padded(_: uPlot, low: number, high: number): [number, number] {
  const room = (high - low) * 0.12 || Math.abs(high) * 0.1 || 1;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

/** Room before the first and after the last, at least a day each. */
function widened(_: uPlot, first: number, last: number): [number, number] {
  const room = Math.max(DAY, (last - first) * 0.03);
  return [first - room, last + room];
}

/** Dates along the axis, as short as the space between them needs. */
function dates(zone: string): (plot: uPlot, splits: number[], axis: number, space: number, step: number) => string[] {
  return (_plot, splits, _axis, _space, step) => {
    const parts: Intl.DateTimeFormatOptions = step >= 300 * DAY ? { year: "numeric" } : step >= 28 * DAY ? { month: "short", year: "2-digit" } : { day: "numeric", month: "short" };
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...parts });
    return splits.map((seconds) => format.format(new Date(seconds * 1000)));
  };
}

customElements.define("series-plot", SeriesPlot);
