// Expanding in place: neighbours of a node that the scene does not show yet come in around it.
function expand(i) {
  if (scene.id === 'focus' && scene.root === i) { showFocus(i, scene.most * 4); return; }
  const home = scene.spots.get(scene.byRef.get(i));
  if (!home || scene.shape !== 'net') { showFocus(i); return; }
  const fresh = [];
  for (const e of edgesOf[i]) {
    const j = otherEnd(e, i);
    if (scene.byRef.has(j)) continue;
    const spot = { id: `x${j}`, ref: j, role: 'plain', kind: nodeAt(j).k, label: [shorten(nodeName(j), 14)], x: 0, y: 0, side: 1, size: 6, count: 0, caption: '' };
    placeNear(home, spot, fresh.length);
    fresh.push(spot);
    scene.spots.set(spot.id, spot);
    scene.byRef.set(j, spot.id);
    S.hiddenKinds.delete(spot.kind);
  }
  scene.order.push(...fresh);
  dataset.add(fresh.map(visNode));
  joinFresh(new Set(fresh.map((spot) => spot.ref)));
  home.count = 0;
  scene.leftOut = Math.max(0, scene.leftOut - fresh.filter((spot) => !FOLDED.has(spot.kind)).length);
  toast(t('expanded', fresh.length));
  renderLegend();
  renderHint();
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

// The first free place on widening rings, so that a new name covers no old one.
function placeNear(home, spot, seed) {
  const width = labelWidth(spot) + 26;
  const reach = (other) => (other.side < 0 ? [other.x - labelWidth(other) - 22, other.x + 12] : [other.x - 12, other.x + labelWidth(other) + 22]);
  const others = [...scene.spots.values()].filter((other) => !spotHidden(other)).map((other) => ({ y: other.y, span: reach(other) }));
  for (let step = 1; step < 4000; step += 1) {
    const angle = (step + seed * 5) * 2.399963;
    const radius = 46 + 9 * Math.sqrt(step * 6);
    spot.x = home.x + Math.cos(angle) * radius * 1.5;
    spot.y = home.y + Math.sin(angle) * radius;
    if (others.every(({ y, span }) => Math.abs(y - spot.y) > 20 || spot.x - 10 > span[1] || spot.x + width < span[0])) return;
  }
}
