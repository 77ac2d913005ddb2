// Drawing on the canvas. vis-network calls drawSpot for each node and drawLines/drawLabels before and after them.
const glyphPaths = {};
for (const [name, d] of Object.entries(D.palette.glyphs)) glyphPaths[name] = new Path2D(d);

let lit = null; // see litNow
let scaleNow = 1;
const DIM = 0.16;

const widths = new Map();
const pen = document.createElement('canvas').getContext('2d');
function textWidth(text, font) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    pen.font = font;
    width = pen.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

// How a spot's label stands: font size and weight, lines, anchor; lengths before any enlargement.
function labelStyle(spot) {
  const inside = labelInside(spot);
  if (spot.role === 'root') {
    return { size: circleSize(spot, 24, 0), weight: 700, family: SERIF, inside: true, leading: 1.2 };
  }
  if (spot.role === 'head') {
    return { size: inside ? circleSize(spot, 14.5, spot.ref < 0 ? 1.2 : 0) : 15, weight: 700, family: FONT, inside, leading: 1.22 };
  }
  if (spot.role === 'caption') return { size: 14, weight: 700, family: SERIF, inside: true, leading: 1.2 };
  const hub = spot.role === 'plain' && (spot.size > 11 || (scene.shape === 'net' && spot.side === 0));
  return { size: spot.role === 'plain' ? 12.5 : 13, weight: hub ? 700 : 400, family: FONT, inside: false, leading: 1.3 };
}

// The largest type in which the lines, and what else stands below them, fit into the circle.
function circleSize(spot, most, below) {
  const lines = labelLines(spot);
  const em = (line) => textWidth(line, `700 100px ${FONT}`) / 100;
  const wide = Math.max(1, ...lines.map(em)) / 2;
  const high = (lines.length + below) * 0.61;
  return Math.max(8, Math.min(most, (spot.size * 0.94) / Math.hypot(wide, Math.max(0.3, high - 0.35))));
}

const labelInside = (spot) => spot.role === 'root' || spot.role === 'caption'
  || (spot.role === 'head' && scene.shape === 'tree' && !scene.narrow);

function labelLines(spot) {
  if (spot.role === 'more') return [t('more', spot.count)];
  const own = spot.ref < 0 ? spot.label.join('') : '';
  const domain = domainName(own);
  if (domain !== own) return labelInside(spot) ? domain.split(' ') : [domain];
  return spot.label.map((line) => said(line.trim())).filter(Boolean);
}

function labelWidth(spot) {
  const style = labelStyle(spot);
  const font = `${style.weight} ${style.size}px ${style.family}`;
  return Math.max(0, ...labelLines(spot).map((line) => textWidth(line, font)));
}

// Everything about a label in canvas units: lines with baselines, anchor, box; ``grow`` enlarges small text.
function placeLabel(spot, grow = 1) {
  const style = labelStyle(spot);
  const lines = labelLines(spot);
  const size = style.size * grow;
  const font = `${style.weight} ${size}px ${style.family}`;
  const leading = size * style.leading;
  const width = Math.max(0, ...lines.map((line) => textWidth(line, font)));
  const height = leading * lines.length;
  const center = style.inside || spot.side === 0;
  let top = spot.y - height / 2;
  if (!style.inside && spot.side === 0) top = spot.y + spot.size + 3;
  if (style.inside && spot.role === 'head' && spot.ref < 0) top -= size * 0.55;
  const gap = spot.size + 7;
  const x = center ? spot.x : spot.x + spot.side * gap;
  const left = center ? x - width / 2 : spot.side > 0 ? x : x - width;
  return { lines, font, size, leading, width, height, left, top, x, inside: style.inside,
    anchor: center ? 'center' : spot.side > 0 ? 'left' : 'right', family: style.family, weight: style.weight };
}

const solidHead = (spot) => spot.role === 'root' || (spot.role === 'head' && labelInside(spot));

function drawSpot(id) {
  return ({ ctx, x, y }) => {
    const spot = scene.spots.get(id);
    if (!spot) return { nodeDimensions: { width: 1, height: 1 } };
    return { drawNode: () => paintSpot(ctx, spot, x, y), nodeDimensions: { width: spot.size * 2, height: spot.size * 2 } };
  };
}

function paintSpot(ctx, spot, x, y) {
  if (spot.role === 'caption') return;
  const color = kindColor(spot.kind);
  const bright = !lit || lit.spots.has(spot.id);
  ctx.globalAlpha = bright ? 1 : DIM;
  ctx.lineJoin = 'round';
  if (solidHead(spot)) {
    ctx.beginPath();
    ctx.arc(x, y, spot.size, 0, Math.PI * 2);
    ctx.fillStyle = spot.ref >= 0 || spot.role === 'root' ? color : ink.paper;
    ctx.globalAlpha = 1;
    ctx.fillStyle = bright ? ctx.fillStyle : ink.paper;
    ctx.fill();
    ctx.globalAlpha = bright ? 1 : 0.3;
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.6;
    ctx.stroke();
  } else {
    const path = glyphPaths[spot.role === 'more' ? 'plus' : (D.palette.kinds[spot.kind] || D.palette.kinds.Area).glyph];
    ctx.translate(x, y);
    ctx.scale(spot.size, spot.size);
    ctx.fillStyle = color;
    ctx.strokeStyle = ink.paper;
    ctx.lineWidth = 3 / spot.size;
    if (bright) ctx.stroke(path);
    ctx.fill(path, 'evenodd');
    ctx.scale(1 / spot.size, 1 / spot.size);
    ctx.translate(-x, -y);
  }
  if (spot.ref >= 0 && spot.ref === S.node && spot.role !== 'more') ring(ctx, spot, x, y, ink.accent, 2.2);
  else if (S.hover && S.hover.node === spot.ref && spot.role !== 'more') ring(ctx, spot, x, y, ink.soft, 1.4);
  ctx.globalAlpha = 1;
}

function ring(ctx, spot, x, y, color, width) {
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.arc(x, y, spot.size + 4, 0, Math.PI * 2);
  ctx.strokeStyle = color;
  ctx.lineWidth = width / Math.min(scaleNow, 1);
  ctx.stroke();
}

function drawLines(ctx) {
  scaleNow = network ? network.getScale() : 1;
  layLines();
  ctx.save();
  ctx.lineCap = 'butt';
  for (const line of scene.lines) if (!(lit && lit.lines.has(line))) strokeLine(ctx, line, lit ? (scene.narrow ? DIM / 4 : DIM) : baseAlpha()); // stems of a column add up
  if (lit) for (const line of lit.lines) strokeLine(ctx, line, 1);
  ctx.restore();
}

const baseAlpha = () => (scene.shape === 'net' ? 0.42 : 0.62);

function strokeLine(ctx, line, alpha) {
  if (!line.path || lineHidden(line)) return;
  const look = relationLook(line.relation);
  const chosen = alpha === 1;
  ctx.globalAlpha = alpha;
  const trunk = scene.narrow && scene.spots.get(line.from).role === 'root' && !chosen; // one stem for all branches
  ctx.strokeStyle = trunk ? ink.soft : relationColor(line.relation);
  const floor = scaleNow < 0.5 ? 0.7 / scaleNow : 0;
  ctx.lineWidth = Math.max(trunk ? 1.2 : look.width, floor) * (chosen ? 1.7 : 1);
  ctx.setLineDash(trunk ? [] : look.dash);
  ctx.stroke(line.path);
  if (scene.shape === 'net' && (scaleNow > 0.45 || chosen) || scene.shape === 'path') arrow(ctx, line);
}

function arrow(ctx, line) {
  line.ends ||= lineEnds(line);
  const { x, y, angle } = line.ends;
  const r = scene.shape === 'path' ? 9 : 7;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - r * Math.cos(angle - 0.4), y - r * Math.sin(angle - 0.4));
  ctx.lineTo(x - r * Math.cos(angle + 0.4), y - r * Math.sin(angle + 0.4));
  ctx.closePath();
  ctx.fillStyle = ctx.strokeStyle;
  ctx.fill();
}

// Labels are drawn from the most to the least telling; one that would cover another waits for a closer look.
function drawLabels(ctx) {
  const taken = new Taken();
  const area = viewArea();
  const order = lit ? [...scene.order].sort((a, b) => lit.spots.has(b.id) - lit.spots.has(a.id)) : scene.order;
  for (const spot of order) {
    if (spotHidden(spot)) { spot.box = null; continue; }
    drawLabel(ctx, spot, taken, area);
  }
  if (lit) for (const line of lit.lines) lineLabel(ctx, line, taken);
  else if (scene.shape === 'path') for (const line of scene.lines) lineLabel(ctx, line, taken);
  ctx.globalAlpha = 1;
}

function drawLabel(ctx, spot, taken, area) {
  const bright = !lit || lit.spots.has(spot.id);
  const own = spot.ref >= 0 && spot.ref === S.node;
  const telling = spot.role === 'root' || spot.role === 'head' || own || (lit && bright && lit.spots.size < 60) || spot.size > 11 || (scene.shape === 'net' && spot.side === 0);
  const style = labelStyle(spot);
  const grow = telling && !style.inside && scene.shape !== 'tree' ? Math.max(1, 11.5 / (style.size * scaleNow)) : 1;
  spot.box = null;
  if (style.size * scaleNow * grow < 5.5) return;
  const label = placeLabel(spot, grow);
  if (!label.lines.length) return;
  if (label.left > area.right || label.left + label.width < area.left || label.top > area.bottom
    || label.top + label.height < area.top) return;
  const box = { left: label.left - 2, top: label.top, right: label.left + label.width + 4, bottom: label.top + label.height };
  if (!label.inside && !taken.claim(box)) return;
  spot.box = box;
  ctx.globalAlpha = bright ? 1 : 0.34;
  ctx.font = label.font;
  ctx.textAlign = label.anchor;
  ctx.textBaseline = 'middle';
  const filled = label.inside && solidHead(spot) && (spot.ref >= 0 || spot.role === 'root') && bright;
  const quiet = spot.role === 'more';
  ctx.fillStyle = filled ? ink.on : quiet ? ink.soft : label.inside && spot.role === 'head' ? kindColor(spot.kind) : ink.text;
  label.lines.forEach((line, n) => {
    const y = label.top + label.leading * (n + 0.5);
    if (!label.inside && bright) halo(ctx, line, label.x, y, label.size);
    ctx.fillText(line, label.x, y);
  });
  counts(ctx, spot, label, grow);
  if (spot.caption && scaleNow > 0.55) captionOf(ctx, spot);
}

function halo(ctx, text, x, y, size) {
  ctx.strokeStyle = ink.paper;
  ctx.lineWidth = size * 0.28;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, x, y);
}

// The full graph of a large report first shows its best connected nodes; counts are then of hidden neighbours.
const summary = () => Boolean(scene.summary);

// Folded measures: in words below a circle, as a small number behind a name.
function counts(ctx, spot, label, grow) {
  if (!spot.count || spot.role === 'more' || (spot.count < 2 && !label.inside && spot.role !== 'head')) return;
  const part = countPart(spot, label, grow);
  if (!part) return;
  ctx.font = `${part.weight} ${part.size}px ${FONT}`;
  ctx.textAlign = part.anchor;
  ctx.fillStyle = part.solid ? kindColor(spot.kind) : ink.soft;
  if (!part.solid) halo(ctx, part.text, part.x, part.y, part.size);
  ctx.fillText(part.text, part.x, part.y);
}

function countPart(spot, label, grow = 1) {
  const circle = label.inside && spot.role !== 'caption';
  if (circle && spot.ref < 0) return { text: String(spot.count), x: spot.x, y: label.top + label.height + label.size * 0.6, size: label.size, weight: 600, anchor: 'center', solid: true };
  if (circle) return { text: t('measures', spot.count), x: spot.x, y: spot.y + spot.size + 11, size: scene.narrow ? 10 : 11.5, weight: 400, anchor: 'center' };
  if (scene.id === 'timeline') return null;
  if (spot.side === 0) return summary() ? { text: `+${spot.count}`, x: spot.x + spot.size + 4, y: spot.y - spot.size * 0.7, size: 10.5 * grow, weight: 400, anchor: 'left' } : null;
  const size = 10.5 * grow;
  const gap = 6 * grow;
  const right = spot.side > 0;
  return { text: summary() ? `+${spot.count}` : String(spot.count), x: right ? label.left + label.width + gap : label.left - gap, y: spot.y + 0.5, size, weight: 400, anchor: right ? 'left' : 'right' };
}

// "项目 6" on the lines that lead to the first of its kind.
function captionOf(ctx, spot) {
  const text = said(spot.caption);
  const x = spot.x - spot.side * (spot.size + 6);
  ctx.font = `500 11px ${FONT}`;
  ctx.textAlign = spot.side > 0 ? 'right' : 'left';
  ctx.fillStyle = kindColor(spot.kind);
  halo(ctx, text, x, spot.y, 20);
  ctx.fillText(text, x, spot.y);
}

function lineLabel(ctx, line, taken) {
  if (line.relation === 'years' || !line.path || (scene.shape === 'tree' && scene.narrow) || lineHidden(line)) return;
  if (scene.shape !== 'path' && lit.lines.size > 1 && (scene.shape !== 'net' || lit.lines.size > 9)) return;
  line.ends ||= lineEnds(line);
  const { x, y } = line.ends.middle;
  const text = line.ref >= 0 ? edgeName(line.ref) : relationName(line.relation);
  const size = Math.max(11, 10.5 / scaleNow);
  ctx.globalAlpha = 1;
  ctx.font = `500 ${size}px ${FONT}`;
  const half = textWidth(text, ctx.font) / 2;
  if (!taken.claim({ left: x - half, right: x + half, top: y - size * 0.7, bottom: y + size * 0.7 })) return;
  ctx.textAlign = 'center';
  ctx.fillStyle = relationColor(line.relation);
  halo(ctx, text, x, y, size * 1.6);
  ctx.fillText(text, x, y);
}
