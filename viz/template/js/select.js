// Choosing: what is under a pointer, what becomes of a click, and moving by keys.
function hitAt(point) {
  const reach = 5 / scaleNow;
  let best = null;
  let least = Infinity;
  for (const spot of scene.spots.values()) {
    if (spotHidden(spot) || spot.role === 'caption') continue;
    const away = Math.hypot(point.x - spot.x, point.y - spot.y) - spot.size;
    const box = spot.box;
    const named = box && point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom;
    const distance = named ? Math.min(away, 0) : away;
    if (distance <= reach && distance < least) { best = spot; least = distance; }
  }
  if (best) return { spot: best };
  pen.lineWidth = 9 / scaleNow;
  for (const line of scene.lines) {
    if (line.ref >= 0 && line.path && !lineHidden(line) && pen.isPointInStroke(line.path, point.x, point.y)) return { line };
  }
  return null;
}

function onTap(point, event) {
  const hit = hitAt(point);
  if (!hit) return choose({});
  if (hit.line) return choose({ edge: hit.line.ref });
  const { spot } = hit;
  if (spot.role === 'more') return openMore(spot);
  if (spot.ref < 0) return spot.role === 'head' && showGroup(scene.id, spot.id) ? undefined : choose({});
  if (picking) return pickForPath(spot.ref);
  if (event?.shiftKey && S.node >= 0 && S.node !== spot.ref) return showPath(S.node, spot.ref);
  return choose({ node: spot.ref });
}

let moveFrame = 0;
function onMove(event) {
  if (moving || event.buttons) return;
  const box = $('canvas').getBoundingClientRect();
  const at = { x: event.clientX - box.left, y: event.clientY - box.top };
  cancelAnimationFrame(moveFrame);
  moveFrame = requestAnimationFrame(() => {
    const hit = hitAt(network.DOMtoCanvas(at));
    $('canvas').style.cursor = hit ? 'pointer' : 'grab';
    setHover(hit?.line ? { edge: hit.line.ref } : hit?.spot && hit.spot.ref >= 0 && hit.spot.role !== 'more' ? { node: hit.spot.ref } : null);
  });
}

function setHover(next) {
  const same = (a, b) => a?.node === b?.node && a?.edge === b?.edge;
  if (same(S.hover, next)) return;
  S.hover = next;
  refresh();
}

// Choose a node or an edge, or nothing. ``look`` opens the details.
function choose({ node = -1, edge = -1, look = true, center = false }) {
  S.node = node;
  S.edge = edge;
  refresh();
  renderDetail();
  if (node >= 0 || edge >= 0) {
    if (look) openTab('detail');
    tell(node >= 0 ? `${kindName(nodeAt(node).k)} ${nodeName(node)}` : edgeSentence(edge));
    if ((center || isSheet()) && node >= 0) centerOn(node);
  }
  saveState();
}

const edgeSentence = (e) => `${nodeName(edgeAt(e).s)} — ${edgeName(e)} → ${nodeName(edgeAt(e).t)}`;

// Go to a node wherever it is: in this scene if it is drawn, else in its neighbourhood.
function goTo(i) {
  const id = scene.byRef.get(i);
  const kind = nodeAt(i).k;
  if (S.hiddenKinds.has(kind)) { S.hiddenKinds.delete(kind); renderLegend(); }
  const spot = id !== undefined ? scene.spots.get(id) : null;
  if (!spot) { showFocus(i); return; }
  choose({ node: i, center: true });
}

// What is folded: all of a group that is no node, else the neighbourhood that holds it.
function openMore(spot) {
  const head = scene.lines.find((line) => line.to === spot.id)?.from;
  if (scene.id === 'focus') showFocus(scene.root, scene.most * 4);
  else if (spot.ref < 0 && showGroup(scene.id, head)) return;
  else if (spot.ref >= 0) showFocus(spot.ref);
}

// The nearest spot in a direction, for the arrow keys.
function step(dx, dy) {
  const here = scene.spots.get(scene.byRef.get(S.node)) || null;
  const spots = [...scene.spots.values()].filter((spot) => spot.ref >= 0 && spot.role !== 'more' && !spotHidden(spot));
  if (!spots.length) return;
  if (!here) { choose({ node: (scene.order.find((spot) => spots.includes(spot)) || spots[0]).ref, look: false, center: true }); return; }
  let best = null;
  let least = Infinity;
  for (const spot of spots) {
    const along = (spot.x - here.x) * dx + (spot.y - here.y) * dy;
    const off = Math.abs((spot.x - here.x) * dy) + Math.abs((spot.y - here.y) * dx);
    if (along <= 0.5 || spot.ref === here.ref) continue;
    const cost = along + off * 2.2;
    if (cost < least) { least = cost; best = spot; }
  }
  if (best) choose({ node: best.ref, look: false, center: true });
}
