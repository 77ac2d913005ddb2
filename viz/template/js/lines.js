// How lines run, as SVG paths: the canvas strokes them, pictures carry them, and clicks are tested against them.
function linePath(line) {
  const from = scene.spots.get(line.from);
  const to = scene.spots.get(line.to);
  if (scene.shape === 'tree') return scene.narrow ? elbow(from, to) : branch(from, to);
  if (scene.shape === 'columns') return columnLine(from, to, line);
  return bow(from, to, scene.shape === 'path' ? 0 : 0.1);
}

const round = (value) => Math.round(value * 10) / 10;
const move = (x, y) => `M${round(x)} ${round(y)}`;

// From a circle to a glyph on its left or right, leaving and arriving level.
function branch(from, to) {
  const away = to.x >= from.x ? 1 : -1;
  const x0 = from.x + away * (from.role === 'root' ? from.size * 0.6 : from.size + 2);
  const x1 = to.x - away * (to.size + (to.role === 'head' ? 0 : 3));
  const mid = x0 + (x1 - x0) * (from.role === 'root' ? 0.55 : 0.42);
  return `${move(x0, from.y)}C${round(mid)} ${round(from.y)} ${round(mid)} ${round(to.y)} ${round(x1)} ${round(to.y)}`;
}

// Down and then in, as an outline is indented.
function elbow(from, to) {
  const x = from.role === 'root' ? to.x - 30 : from.x;
  const y0 = from.role === 'root' ? from.y : from.y + from.size + 2;
  const x1 = to.x - to.size - 3;
  const r = Math.min(8, Math.max(0, Math.abs(x1 - x)), Math.abs(to.y - y0));
  const start = from.role === 'root' ? `${move(from.x, y0)}H${round(x + 10)}Q${round(x)} ${round(y0)} ${round(x)} ${round(y0 + 10)}` : move(x, y0);
  return `${start}V${round(to.y - r)}Q${round(x)} ${round(to.y)} ${round(x + r)} ${round(to.y)}H${round(x1)}`;
}

function columnLine(from, to, line) {
  if (from.role === 'head') return elbow(from, to);
  if (line.relation === 'years') return `${move(from.x + from.size, from.y)}L${round(to.x - to.size)} ${round(to.y)}`;
  if (Math.abs(from.x - to.x) < 40) { // two in one column: out to the left and back
    const out = Math.min(from.x, to.x) - 60;
    return `${move(from.x - from.size, from.y)}C${round(out)} ${round(from.y)} ${round(out)} ${round(to.y)} ${round(to.x - to.size)} ${round(to.y)}`;
  }
  const [left, right] = from.x < to.x ? [from, to] : [to, from];
  const x0 = left.x + labelWidth(left) + left.size + (left.count > 1 ? 32 : 14);
  const x1 = right.x - right.size - 4;
  const mid = (x0 + x1) / 2;
  const path = (ax, ay, bx, by) => `${move(ax, ay)}C${round(mid)} ${round(ay)} ${round(mid)} ${round(by)} ${round(bx)} ${round(by)}`;
  return from === left ? path(x0, left.y, x1, right.y) : path(x1, right.y, x0, left.y);
}

// Nearly straight, from border to border.
function bow(from, to, bend) {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  const cx = (from.x + to.x) / 2 - dy * bend;
  const cy = (from.y + to.y) / 2 + dx * bend;
  const start = toward(from, cx, cy, from.size + 2, length);
  const end = toward(to, cx, cy, to.size + 4, length);
  return `${move(start.x, start.y)}Q${round(cx)} ${round(cy)} ${round(end.x)} ${round(end.y)}`;
}

function toward(spot, x, y, distance, length) {
  const dx = x - spot.x;
  const dy = y - spot.y;
  const span = Math.hypot(dx, dy) || 1;
  const step = Math.min(distance, length / 2.5);
  return { x: spot.x + (dx / span) * step, y: spot.y + (dy / span) * step };
}

// Where the last part of a path points: tip and direction of the arrow head, and the middle for a label.
function lineEnds(line) {
  const numbers = line.d.match(/-?\d+(\.\d+)?/g).map(Number);
  const [x2, y2, x1, y1] = [numbers.at(-2), numbers.at(-1), numbers.at(-4), numbers.at(-3)];
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const [x0, y0] = numbers;
  const middle = numbers.length === 6 ? { x: (x0 + 2 * x1 + x2) / 4, y: (y0 + 2 * y1 + y2) / 4 } : { x: (x0 + x2) / 2, y: (y0 + y2) / 2 };
  return { x: x2, y: y2, angle, middle };
}

// Paths are kept until a spot moves.
function layLines() {
  for (const line of scene.lines) {
    if (!scene.spots.has(line.from) || !scene.spots.has(line.to)) continue;
    const d = linePath(line);
    if (d === line.d) continue;
    line.d = d;
    line.path = new Path2D(d);
    line.ends = null;
  }
}
