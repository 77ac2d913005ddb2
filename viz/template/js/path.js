// The shortest path between two picked nodes, laid out as a chain.
let picking = null; // null, or {from, to, slot} while two nodes are being picked

// Over relations between entities if there is such a path; else over measures and sets too.
function shortestPath(from, to) {
  const direct = (e) => !['hasMeasure', 'hasTarget', 'measureObject'].includes(D.edges[e].r)
    || [D.edges[e].s, D.edges[e].t].some((i) => FOLDED.has(nodeAt(i).k) && (i === from || i === to));
  return pathOver(from, to, direct) || pathOver(from, to, () => true);
}

function pathOver(from, to, allowed) {
  const before = new Map([[from, -1]]);
  let level = [from];
  while (level.length && !before.has(to)) {
    const next = [];
    for (const i of level) {
      for (const e of edgesOf[i]) {
        if (S.hiddenRelations.has(D.edges[e].r) || !allowed(e)) continue;
        const j = otherEnd(e, i);
        if (!before.has(j)) { before.set(j, e); next.push(j); }
      }
    }
    level = next;
  }
  if (!before.has(to)) return null;
  const edges = [];
  for (let i = to; i !== from;) {
    const e = before.get(i);
    edges.unshift(e);
    i = otherEnd(e, i);
  }
  return edges;
}

function pathScene(from, to, edges) {
  const narrow = isNarrow();
  const nodes = [from];
  for (const e of edges) nodes.push(otherEnd(e, nodes.at(-1)));
  const across = Math.min(4, nodes.length);
  const spots = nodes.map((i, n) => {
    const row = Math.floor(n / across);
    const column = row % 2 ? across - 1 - (n % across) : n % across;
    return { id: `p${n}`, ref: i, role: 'plain', kind: nodeAt(i).k, label: breakName(shorten(nodeName(i), 30), 11), caption: '',
      x: narrow ? 0 : column * 230, y: narrow ? n * 120 : row * 170, side: narrow ? 1 : 0, size: 13, count: 0 };
  });
  const lines = edges.map((e, n) => {
    const forward = D.edges[e].s === nodes[n];
    return { from: `p${forward ? n : n + 1}`, to: `p${forward ? n + 1 : n}`, ref: e, relation: D.edges[e].r };
  });
  return finish({ id: 'path', from, to, title: '', shape: 'path', spots, lines });
}

function showPath(from, to) {
  closePicker();
  const edges = from === to ? [] : shortestPath(from, to);
  if (!edges) { toast(t('path.none', nodeName(from), nodeName(to))); return false; }
  remember();
  showScene(pathScene(from, to, edges));
  S.node = -1;
  S.edge = -1;
  saveState(true);
  renderAll();
  openTab('detail');
  tell(t('hint.path', edges.length));
  return true;
}

function openPicker(from = S.node) {
  picking = { from, to: -1, slot: from >= 0 ? 'to' : 'from' };
  renderPicker();
  $('picker').querySelector(from >= 0 ? '#path-to' : '#path-from')?.focus();
}

function closePicker() {
  picking = null;
  $('picker').hidden = true;
}

function pickForPath(i) {
  picking[picking.slot] = i;
  picking.slot = picking.slot === 'from' ? 'to' : 'from';
  if (picking.from >= 0 && picking.to >= 0) { showPath(picking.from, picking.to); return; }
  renderPicker();
  $('picker').querySelector(picking.slot === 'to' ? '#path-to' : '#path-from')?.focus();
}

function renderPicker() {
  const box = $('picker');
  box.hidden = !picking;
  if (!picking) return;
  const field = (slot) => {
    const input = h('input', { id: `path-${slot}`, list: 'names', 'aria-label': t(`path.${slot}`), placeholder: t(`path.${slot}`), autocomplete: 'off',
      onfocus: () => { picking.slot = slot; },
      onchange: () => { const i = nodeNamed(input.value); if (i >= 0) { picking.slot = slot; pickForPath(i); } } });
    if (picking[slot] >= 0) input.value = nodeName(picking[slot]);
    return h('label', {}, h('span', {}, t(`path.${slot}`)), input);
  };
  const names = h('datalist', { id: 'names' }, D.nodes.filter((node) => node.k !== 'Measure').slice(0, 1500).map((node) => h('option', { value: node.l })));
  refill(box, h('p', {}, t('path.pick')), field('from'), field('to'), names,
    h('button.plainly', { onclick: closePicker }, t('cancel')));
}

const nodeNamed = (text) => {
  const name = text.trim();
  const exact = D.nodes.findIndex((node) => node.l === name);
  return exact >= 0 ? exact : D.nodes.findIndex((node, i) => namesOf(i).includes(name) || nodeName(i) === name);
};

// The steps of the path on screen, each with its sentence, for the panel.
function pathSteps() {
  const chain = scene.lines.map((line) => line.ref);
  return h('div', {},
    h('h2', {}, t('view.path')),
    h('p.soft', {}, t('hint.path', chain.length)),
    h('ol.steps', {}, chain.map((e) => h('li', {},
      h('div.step', {}, nodeLink(edgeAt(e).s), h('button.rel', { onclick: () => choose({ edge: e }) }, `${edgeName(e)} →`), nodeLink(edgeAt(e).t)),
      edgeAt(e).e.slice(0, 1).map((s) => quote(s, [edgeAt(e).s, edgeAt(e).t]))))));
}
