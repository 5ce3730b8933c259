// Marks of different shapes, so that colour alone never tells two splits apart.

import type uPlot from "uplot";

export const SHAPES = ["circle", "square", "triangle", "diamond", "cross"] as const;
export type Shape = (typeof SHAPES)[number];

export const shapeOf = (index: number): Shape => SHAPES[index % SHAPES.length] ?? "circle";

/** Adds one mark around a point to a path; `r` is half its size. */
export function mark(path: Path2D, shape: Shape, x: number, y: number, r: number): void {
  if (shape === "circle") {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
  } else if (shape === "square") path.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else if (shape === "triangle") corners(path, [[x, y - r * 1.15], [x + r * 1.1, y + r * 0.85], [x - r * 1.1, y + r * 0.85]]);
  else if (shape === "diamond") corners(path, [[x, y - r * 1.25], [x + r * 1.25, y], [x, y + r * 1.25], [x - r * 1.25, y]]);
  else {
    path.moveTo(x - r, y - r);
    path.lineTo(x + r, y + r);
    path.moveTo(x + r, y - r);
    path.lineTo(x - r, y + r);
  }
}

function corners(path: Path2D, [first, ...rest]: [number, number][]): void {
  if (!first) return;
  path.moveTo(...first);
  for (const one of rest) path.lineTo(...one);
  path.closePath();
}

/** Draws the points of a series as marks of a shape; `size` in CSS pixels. */
export function marksOf(shape: Shape, size: number): uPlot.Series.Points.PathBuilder {
  return (plot, series, from, to) => {
    const path = new Path2D();
    const r = (size / 2) * devicePixelRatio;
    for (let index = from; index <= to; index++) {
      const value = plot.data[series]?.[index];
      if (value == null) continue;
      mark(path, shape, plot.valToPos(plot.data[0][index] ?? 0, "x", true), plot.valToPos(value, "y", true), r);
    }
    return { stroke: path, fill: shape === "cross" ? null : path, clip: null, flags: 0 } as never;
  };
}

/** The same mark as a small drawing for the key beside the plot. */
export function markDrawing(shape: Shape): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const drawings: Record<Shape, string> = {
    circle: "M15 10a5 5 0 1 1-10 0 5 5 0 0 1 10 0Z",
    square: "M5.5 5.5h9v9h-9z",
    triangle: "M10 4.5l5.5 10h-11z",
    diamond: "M10 3.5L16.5 10 10 16.5 3.5 10z",
    cross: "M5 5l10 10M15 5L5 15",
  };
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "plot__mark");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", drawings[shape]);
  svg.append(path);
  return svg;
}
