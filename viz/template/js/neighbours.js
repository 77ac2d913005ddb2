// Scenes that are laid out here: the neighbourhood of a node, and all of a group (定位, a policy domain). Both look
// like the story: a circle in the middle, names in columns on its left and right, in groups with a caption.
const NEAR_ROW = 23;
const NEAR_MOST = 52; // names before the rest of a group is folded into "more"
const COLUMN_ROWS = 28; // names below each other before a further column opens

// groups: [{caption, relation, members: [{node, edge}], side}]
function aroundScene(root, groups, most) {
  const narrow = isNarrow();
  const spots = [{ role: 'root', x: 0, y: 0, side: 0, count: 0, caption: '', ...root, id: 'root', size: narrow ? 34 : 58, label: root.ref >= 0 ? circleName(root.ref) : breakName(root.name, 6) }];
  const lines = [];
  const share = Math.max(4, Math.floor(most / Math.max(1, groups.length)));
  const cut = groups.map((group) => ({ ...group, shown: group.members.length > share + 2 ? group.members.slice(0, share) : group.members }));
  const rowsOf = (group) => group.shown.length + (group.members.length > group.shown.length ? 1 : 0);
  let below = 72;
  for (const side of [1, -1]) {
    const own = cut.filter((group) => group.side === side);
    const total = own.reduce((sum, group) => sum + rowsOf(group), 0);
    const columns = narrow ? 1 : Math.ceil(total / COLUMN_ROWS);
    const per = Math.ceil(total / columns);
    const tall = Math.min(total, per) + (columns === 1 ? (own.length - 1) * 0.5 : 0);
    let [row, column] = [0, 0];
    const put = (spot, relation, edge) => {
      if (row >= per + (columns === 1 ? 99 : 0)) { row = 0; column += 1; }
      const place = narrow ? { x: -118, y: below, side: 1 } : { x: side * (205 + column * 262), y: (row + 0.5 - tall / 2) * NEAR_ROW, side };
      spots.push({ role: 'leaf', size: 6.5, count: 0, caption: '', ...spot, ...place });
      lines.push({ from: 'root', to: spot.id, ref: edge, relation });
      row += 1;
      below += 28;
    };
    for (const group of own) {
      group.shown.forEach(({ node, edge }, n) => put({
        id: `f${node}-${edge}`, ref: node, kind: nodeAt(node).k, label: [shorten(nodeName(node), narrow ? 19 : columns > 1 ? 16 : 22)],
        count: measuresOn(node).length, caption: n === 0 ? `${group.caption} ${group.members.length}` : '',
      }, group.relation, edge));
      const rest = group.members.length - group.shown.length;
      if (rest) put({ id: `more-${group.caption}`, ref: root.ref, role: 'more', kind: nodeAt(group.members[0].node).k, label: [''], size: 5.5, count: rest }, group.relation, -1);
      if (columns === 1) row += 0.5;
      below += 10;
    }
  }
  return { shape: 'tree', narrow, spots, lines };
}

function focusScene(i, most = NEAR_MOST) {
  const groups = new Map(); // direction and relation → nodes with edges
  for (const e of edgesOf[i]) {
    const key = `${D.edges[e].s === i ? 'rel' : 'back'}:${D.edges[e].r}`;
    if (!groups.has(key)) groups.set(key, { caption: `@${key}`, relation: D.edges[e].r, side: key.startsWith('rel:') ? 1 : -1, members: [] });
    groups.get(key).members.push({ node: otherEnd(e, i), edge: e });
  }
  const sided = balance([...groups.values()]);
  const made = aroundScene({ ref: i, kind: nodeAt(i).k, name: nodeAt(i).l }, sided, most);
  return finish({ id: 'focus', root: i, most, title: nodeAt(i).l, ...made });
}

// A crowded side hands its last groups to an empty one.
function balance(groups) {
  const rows = (side) => groups.reduce((sum, group) => sum + (group.side === side ? Math.min(group.members.length, 12) : 0), 0);
  for (const rich of [1, -1]) {
    for (const group of [...groups].reverse()) {
      const size = Math.min(group.members.length, 12);
      if (group.side === rich && rows(rich) - size >= rows(-rich) + size) group.side = -rich;
    }
  }
  return groups;
}

// All that a head of a view stands for, such as every measure of a domain.
function groupScene(view, head, most = 150) {
  const spot = view.nodes.find((node) => node.id === head);
  const lineTo = new Map(view.edges.filter((edge) => edge.from === head).map((edge) => [edge.to, edge.ref]));
  const edgeTo = new Map(view.nodes.filter((node) => lineTo.has(node.id)).map((node) => [node.ref, lineTo.get(node.id)]));
  const relation = view.edges.find((edge) => edge.from === head)?.relation || 'hasMeasure';
  const members = spot.members.map((node) => ({ node, edge: edgeTo.get(node) ?? edgesOf[node].find((e) => D.edges[e].r === relation) ?? -1 }));
  const half = Math.ceil(members.length / 2);
  const groups = [{ caption: `@rel:${relation}`, relation, side: 1, members: members.slice(0, half) }, { caption: `@rel:${relation}`, relation, side: -1, members: members.slice(half) }];
  const name = domainName(said(spot.label.split('\n').join('')));
  const made = aroundScene({ ref: -1, kind: spot.group, name }, groups.filter((group) => group.members.length), most);
  made.spots.forEach((one) => { one.caption = ''; });
  return finish({ id: 'group', of: view.id, head, title: name, ...made });
}

// The name of a node in lines for a circle, broken where the page's maker broke it.
function circleName(i) {
  const { l, w } = nodeAt(i);
  if (!w) return breakName(l, 6);
  const lines = [];
  let at = 0;
  for (const length of [...w, l.length]) { lines.push(l.slice(at, at + length)); at += length; }
  return lines.filter(Boolean);
}

const shorten = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);
function breakName(text, per) {
  const count = Math.min(4, Math.ceil(text.length / per));
  const even = Math.ceil(Math.min(text.length, per * count) / count);
  const lines = Array.from({ length: count }, (_, n) => text.slice(n * even, (n + 1) * even));
  if (even * count < text.length) lines[count - 1] = lines[count - 1].slice(0, -1) + '…';
  return lines.filter(Boolean);
}

function showFocus(i, most) {
  for (const e of edgesOf[i]) S.hiddenKinds.delete(nodeAt(otherEnd(e, i)).k);
  if (scene.id !== 'focus' || scene.root !== i) remember();
  showScene(focusScene(i, most));
  S.node = i;
  S.edge = -1;
  saveState(true);
  renderAll();
  openTab('detail', false);
}

function showGroup(viewId, head) {
  const view = D.views.find((one) => one.id === viewId);
  if (!view?.nodes.find((node) => node.id === head)?.members) return false;
  remember();
  showScene(groupScene(view, head));
  S.node = -1;
  S.edge = -1;
  saveState(true);
  renderAll();
  return true;
}
