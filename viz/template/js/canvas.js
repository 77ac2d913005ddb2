// vis-network holds the nodes, the camera and the gestures; what it shows is drawn by draw.js.
let network = null;
let dataset = null;
let moving = false; // nodes are being dragged or float
let floating = false;

function startCanvas() {
  const options = structuredClone(D.views[0].options);
  network = new vis.Network($('canvas'), { nodes: [], edges: [] }, options);
  network.on('beforeDrawing', (ctx) => { if (moving) readPlaces(); drawLines(ctx); });
  network.on('afterDrawing', drawLabels);
  network.on('click', (event) => onTap(event.pointer.canvas, event.event.srcEvent));
  network.on('doubleClick', (event) => {
    const hit = hitAt(event.pointer.canvas);
    if (hit?.spot && hit.spot.ref >= 0) expand(hit.spot.ref);
  });
  network.on('dragStart', (event) => { if (event.nodes.length) moving = true; });
  network.on('dragEnd', () => { readPlaces(); moving = floating; });
  $('canvas').addEventListener('mousemove', onMove);
  $('canvas').addEventListener('mouseleave', () => setHover(null));
  new ResizeObserver(() => { if (!S.touchedCamera) frame(false); }).observe($('canvas'));
  for (const kind of ['zoom', 'dragStart']) network.on(kind, () => { S.touchedCamera = true; });
}

function readPlaces() {
  const places = network.getPositions();
  for (const [id, place] of Object.entries(places)) {
    const spot = scene.spots.get(id);
    if (spot) { spot.x = place.x; spot.y = place.y; }
  }
}

function viewArea() {
  const box = $('canvas').getBoundingClientRect();
  const a = network.DOMtoCanvas({ x: 0, y: 0 });
  const b = network.DOMtoCanvas({ x: box.width, y: box.height });
  return { left: a.x, top: a.y, right: b.x, bottom: b.y };
}

const visNode = (spot) => ({ id: spot.id, x: spot.x, y: spot.y, size: spot.size, shape: 'custom', ctxRenderer: drawSpot(spot.id), hidden: spotHidden(spot) });

// Show a scene. ``keep`` leaves the camera alone.
function showScene(next, keep = false) {
  scene = next;
  S.view = scene.id;
  S.hover = null;
  if (floating) setFloating(false);
  dataset = new vis.DataSet([...scene.spots.values()].map(visNode));
  network.setData({ nodes: dataset, edges: [] });
  S.touchedCamera = keep;
  refresh();
  if (!keep) frame(false);
}

// Redraw after a change of choice, filter, theme or language.
function refresh() {
  lit = litNow();
  if (dataset) {
    const changed = [];
    for (const spot of scene.spots.values()) {
      const hidden = spotHidden(spot);
      if (spot.wasHidden !== hidden) { spot.wasHidden = hidden; changed.push({ id: spot.id, hidden }); }
    }
    if (changed.length) dataset.update(changed);
  }
  network?.redraw();
}

// The box around all that is drawn, labels too.
function bounds() {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const spot of scene.spots.values()) {
    if (spotHidden(spot)) continue;
    const label = scene.spots.size > 1500 ? null : placeLabel(spot);
    const extra = spot.count && !label?.inside ? 22 : 0;
    left = Math.min(left, spot.x - spot.size, (label ? label.left : spot.x) - (spot.side < 0 ? extra : 0));
    right = Math.max(right, spot.x + spot.size, (label ? label.left + label.width : spot.x) + (spot.side > 0 ? extra : 0));
    top = Math.min(top, spot.y - spot.size, label ? label.top : spot.y);
    bottom = Math.max(bottom, spot.y + spot.size + (label?.inside ? 18 : 0), label ? label.top + label.height : spot.y);
  }
  return left > right ? { left: -1, top: -1, right: 1, bottom: 1 } : { left, top, right, bottom };
}

// Move the camera so that all is seen; on a phone a column is shown from its top, at a size that can be read.
function frame(animate = true) {
  const box = $('canvas').getBoundingClientRect();
  if (!box.width || !box.height) return;
  const all = bounds();
  const pad = scene.narrow ? 14 : 24;
  const high = $('hint').offsetHeight + 22; // the hint stands above, the legend below
  const low = isNarrow() ? 20 : Math.max($('legend').offsetHeight, 34) + 20;
  const across = (box.width - 2 * pad) / (all.right - all.left);
  const down = (box.height - high - low) / (all.bottom - all.top);
  let scale = Math.min(across, down, scene.shape === 'columns' ? 1.45 : 1.25);
  let y = (all.top + all.bottom) / 2 + (low - high) / 2 / scale;
  if (scene.shape !== 'net' && isNarrow() && down < across) {
    scale = Math.min(across, 1.1);
    y = all.top - high / scale + box.height / 2 / scale;
  } else if (scene.shape === 'tree' && scale < 0.7) {
    scale = Math.min(across, 0.8); // rather a part that can be read than a whole that cannot
    y = (low - high) / 2 / scale;
  } else if (scene.shape === 'columns' && down > scale * 1.6) y = all.top - high * 1.6 / scale + box.height / 2 / scale;
  network.moveTo({ position: { x: (all.left + all.right) / 2, y }, scale: Math.max(scale, 0.04), animation: animate && motion() });
}

const motion = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 320, easingFunction: 'easeInOutQuad' });

function centerOn(i) {
  const spot = scene.spots.get(scene.byRef.get(i));
  if (!spot) return;
  const area = viewArea();
  if (isSheet()) { // the sheet covers all but the top
    const height = $('canvas').getBoundingClientRect().height / scaleNow;
    const seen = document.body.classList.contains('raised') ? 0.21 : 0.5;
    S.touchedCamera = true;
    network.moveTo({ position: { x: scene.narrow ? network.getViewPosition().x : spot.x, y: spot.y + height * (0.5 - seen) }, animation: motion() });
    return;
  }
  const inX = spot.x > area.left + 60 / scaleNow && spot.x < area.right - 60 / scaleNow;
  const inY = spot.y > area.top + 40 / scaleNow && spot.y < area.bottom - 40 / scaleNow;
  if (inX && inY) return;
  S.touchedCamera = true;
  network.moveTo({ position: { x: spot.x, y: spot.y }, scale: Math.max(network.getScale(), 0.7), animation: motion() });
}

function zoomBy(factor) {
  S.touchedCamera = true;
  network.moveTo({ scale: network.getScale() * factor, animation: motion() });
}

// Let nodes float by vis-network's physics, or hold them where they are.
function setFloating(on) {
  floating = on;
  moving = on;
  if (on) {
    const links = scene.lines.filter((line) => !lineHidden(line)).map((line) => ({ from: line.from, to: line.to, hidden: true }));
    network.setData({ nodes: dataset, edges: new vis.DataSet(links) });
  } else {
    network.storePositions();
    readPlaces();
  }
  network.setOptions({ physics: { enabled: on } });
  renderTools();
}

// Boxes already taken by labels, found by cell.
class Taken {
  constructor() { this.cells = new Map(); this.cell = 160; }

  claim(box) {
    const keys = [];
    for (let cx = Math.floor(box.left / this.cell); cx <= Math.floor(box.right / this.cell); cx += 1) {
      for (let cy = Math.floor(box.top / this.cell); cy <= Math.floor(box.bottom / this.cell); cy += 1) keys.push(`${cx},${cy}`);
    }
    for (const key of keys) {
      for (const other of this.cells.get(key) || []) {
        if (box.left < other.right && other.left < box.right && box.top < other.bottom - 1 && other.top < box.bottom - 1) return false;
      }
    }
    for (const key of keys) this.cells.set(key, [...(this.cells.get(key) || []), box]);
    return true;
  }
}
