// The neighbourhood of a node, laid out like the story: what it says on the right, what is said of it on the left.
const NEAR_ROW = 23;
const NEAR_MOST = 26; // rows on one side before the rest is folded into "more"

function focusScene(i, most = NEAR_MOST) {
  const groups = new Map(); // direction and relation → nodes with edges
  for (const e of edgesOf[i]) {
    const out = D.edges[e].s === i;
    const key = `${out ? 'rel' : 'back'}:${D.edges[e].r}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push({ node: otherEnd(e, i), edge: e });
  }
  const sided = { 1: [], '-1': [] };
  for (const [key, members] of groups) sided[key.startsWith('rel:') ? 1 : -1].push([key, members]);
  balance(sided);
  const spots = [{ id: 'root', ref: i, role: 'root', kind: nodeAt(i).k, label: breakName(nodeAt(i).l, 6), x: 0, y: 0, side: 0, size: 58, count: 0, caption: '' }];
  const lines = [];
  const narrow = isNarrow();
  if (narrow) { spots[0].size = 34; spots[0].label = breakName(nodeAt(i).l, 4); }
  let below = 70;
  for (const side of [1, -1]) {
    const share = Math.max(3, Math.floor(most / Math.max(1, sided[side].length)));
    const cut = sided[side].map(([key, members]) => [key, members, members.length > share + 1 ? members.slice(0, share) : members]);
    const rows = cut.reduce((sum, [, all, shown]) => sum + shown.length + (all.length > shown.length) + 0.7, 0);
    let y = -(rows * NEAR_ROW) / 2;
    for (const [key, all, shown] of cut) {
      const relation = key.split(':')[1];
      shown.forEach(({ node, edge }, n) => {
        const id = `f${edge}`;
        const place = narrow ? { x: -118, y: below, side: 1 } : { x: side * 205, y: y + NEAR_ROW / 2, side };
        spots.push({ id, ref: node, role: 'leaf', kind: nodeAt(node).k, label: [shorten(nodeName(node), narrow ? 19 : 22)], ...place, size: 6.5,
          count: measuresOn(node).length, caption: n === 0 ? `@${key} ${all.length}` : '' });
        lines.push({ from: 'root', to: id, ref: edge, relation });
        y += NEAR_ROW;
        below += 28;
      });
      if (all.length > shown.length) {
        const id = `more-${key}`;
        const place = narrow ? { x: -118, y: below, side: 1 } : { x: side * 205, y: y + NEAR_ROW / 2, side };
        spots.push({ id, ref: i, role: 'more', kind: nodeAt(all[0].node).k, label: [''], ...place, size: 5.5, count: all.length - shown.length, caption: '' });
        lines.push({ from: 'root', to: id, ref: -1, relation });
        y += NEAR_ROW;
        below += 28;
      }
      y += NEAR_ROW * 0.7;
      below += 8;
    }
  }
  return finish({ id: 'focus', root: i, most, title: nodeAt(i).l, shape: 'tree', narrow, spots, lines });
}

// Nothing on one side: give it half of the other's groups, the last ones first.
function balance(sided) {
  const rows = (side) => sided[side].reduce((sum, [, members]) => sum + Math.min(members.length, 12), 0);
  for (const [rich, poor] of [[1, -1], [-1, 1]]) {
    while (sided[rich].length > 1 && rows(rich) - Math.min(sided[rich].at(-1)[1].length, 12) >= rows(poor) + 2) {
      sided[poor].unshift(sided[rich].pop());
    }
  }
}

const shorten = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);
function breakName(text, per) {
  const lines = [];
  for (let at = 0; at < text.length && lines.length < 4; at += per) lines.push(text.slice(at, at + per));
  if (lines.length * per < text.length) lines[lines.length - 1] = lines.at(-1).slice(0, per - 1) + '…';
  return lines;
}

function showFocus(i, most) {
  S.hiddenKinds.delete('Measure');
  remember();
  showScene(focusScene(i, most));
  S.node = i;
  S.edge = -1;
  renderAll();
  openTab('detail', false);
  saveState(true);
}

// Expand in place: neighbours that the scene does not show yet come in around the node.
function expand(i) {
  if (scene.id === 'focus' && scene.root === i) { showFocus(i, (scene.most || NEAR_MOST) * 4); return; }
  const home = scene.spots.get(scene.byRef.get(i));
  if (!home) { showFocus(i); return; }
  if (scene.shape !== 'net') { showFocus(i); return; }
  let shown = 0;
  const fresh = [];
  for (const e of edgesOf[i]) {
    const j = otherEnd(e, i);
    const known = scene.spots.get(scene.byRef.get(j));
    if (known) {
      if (known.folded) { known.folded = false; shown += 1; }
      continue;
    }
    const spot = { id: `x${j}`, ref: j, role: 'plain', kind: nodeAt(j).k, label: [shorten(nodeName(j), 14)], x: 0, y: 0, side: 1, size: 6, count: 0, caption: '', folded: false };
    placeNear(home, spot, fresh.length);
    fresh.push(spot);
    scene.spots.set(spot.id, spot);
    scene.byRef.set(j, spot.id);
  }
  for (const spot of fresh) S.hiddenKinds.delete(spot.kind);
  scene.order.push(...fresh);
  dataset.add(fresh.map(visNode));
  joinFresh(new Set(fresh.map((spot) => spot.ref)));
  toast(t('expanded', shown + fresh.length));
  renderLegend();
  choose({ node: i, look: false });
}

// Lines between what came in and what is there.
function joinFresh(fresh) {
  D.edges.forEach((edge, e) => {
    if (!fresh.has(edge.s) && !fresh.has(edge.t)) return;
    const from = scene.byRef.get(edge.s);
    const to = scene.byRef.get(edge.t);
    if (from !== undefined && to !== undefined && from !== to) scene.lines.push({ from, to, ref: e, relation: edge.r });
  });
}

// The first free cell on widening rings, so that a new name covers no old one.
function placeNear(home, spot, seed) {
  const width = labelWidth(spot) + 26;
  for (let step = 1; step < 4000; step += 1) {
    const angle = (step + seed * 5) * 2.399963;
    const radius = 46 + 9 * Math.sqrt(step * 6);
    spot.x = home.x + Math.cos(angle) * radius * 1.5;
    spot.y = home.y + Math.sin(angle) * radius;
    const clear = [...scene.spots.values()].every((other) => Math.abs(other.y - spot.y) > 20
      || spot.x - 10 > other.x + labelWidth(other) + 22 || spot.x + width < other.x - 12);
    if (clear) return;
  }
}
