// A scene is what the canvas shows: spots (by id) and lines. Views come laid out; neighbourhoods and paths are
// laid out here in the same form.
// spot: id, ref node or -1, role, kind, label lines, x, y, side, size, count, caption
// line: from, to, ref edge or -1, relation
let scene = { id: '', shape: 'net', spots: new Map(), lines: [] };

function sceneOf(view) {
  const narrow = isNarrow() && view.nodes.some((node) => node.nx !== undefined);
  const spots = view.nodes.map((node) => ({
    id: node.id, ref: node.ref, role: node.role, kind: node.group, label: narrow && node.role === 'head' ? [node.label.replace(/\n/g, '')] : node.label.split('\n'),
    x: narrow ? node.nx ?? node.x : node.x, y: narrow ? node.ny ?? node.y : node.y,
    side: narrow && node.role !== 'root' ? 1 : node.side, size: sizeOf(node, narrow), count: node.count,
    caption: narrow ? '' : node.caption || '',
  }));
  const lines = view.edges.map((edge) => ({ from: edge.from, to: edge.to, ref: edge.ref, relation: edge.relation }));
  return finish({ id: view.id, title: view.title, shape: view.shape, narrow, spots, lines, leftOut: view.leftOut, summary: view.summary });
}

function sizeOf(node, narrow) {
  if (!narrow || node.role === 'leaf' || node.role === 'plain') return node.size;
  return { root: 34, head: 13 }[node.role] ?? node.size;
}

// Looks up spots by id and by node; a spot hides while its class is filtered out.
function finish(made) {
  const spots = new Map(made.spots.map((spot) => [spot.id, spot]));
  const byRef = new Map();
  for (const spot of spots.values()) {
    if (spot.ref >= 0 && spot.role !== 'more' && !byRef.has(spot.ref)) byRef.set(spot.ref, spot.id);
  }
  const weight = { root: 3, head: 2, caption: 2, leaf: 1, more: 1, plain: 0 };
  const order = [...spots.values()].sort((a, b) => weight[b.role] - weight[a.role] || b.size - a.size);
  return { narrow: false, title: '', leftOut: 0, ...made, spots, byRef, order };
}

const tracksKind = (spot) => spot.role !== 'root' && spot.role !== 'caption';
const spotHidden = (spot) => tracksKind(spot) && S.hiddenKinds.has(spot.kind);
function lineHidden(line) {
  const from = scene.spots.get(line.from);
  const to = scene.spots.get(line.to);
  return !from || !to || spotHidden(from) || spotHidden(to) || S.hiddenRelations.has(line.relation);
}

// What is lit while something is chosen or pointed at: spot ids, and lines by identity. null: everything.
function litNow() {
  const aim = S.hover || (S.node >= 0 ? { node: S.node } : S.edge >= 0 ? { edge: S.edge } : null);
  if (!aim || (aim.node !== undefined && aim.node === scene.root)) return null;
  const spots = new Set();
  const lines = new Set();
  if (aim.node !== undefined) {
    for (const spot of scene.spots.values()) if (spot.ref === aim.node && spot.role !== 'more') spots.add(spot.id);
    if (!spots.size) return null;
    const own = new Set(spots);
    for (const line of scene.lines) {
      if (lineHidden(line) || !(own.has(line.from) || own.has(line.to))) continue;
      lines.add(line);
      spots.add(line.from).add(line.to);
    }
    if (scene.shape === 'tree') climb(own, spots, lines);
  } else {
    for (const line of scene.lines) {
      if (line.ref !== aim.edge) continue;
      lines.add(line);
      spots.add(line.from).add(line.to);
    }
    if (!lines.size) return null;
  }
  return { spots, lines };
}

// In a tree the way from the root to what is chosen stays lit.
function climb(own, spots, lines) {
  for (let level = 0; level < 3; level += 1) {
    for (const line of scene.lines) {
      if (lines.has(line) || !spots.has(line.to) || lineHidden(line)) continue;
      if (own.has(line.to) || [...own].every((id) => id !== 'root')) { lines.add(line); spots.add(line.from); }
    }
  }
}
