// The legend is the filter: each class and relation of the scene on screen is a switch.
let legendOpen = null;

function counted() {
  const kinds = new Map();
  const relations = new Map();
  const seen = new Set();
  for (const spot of scene.spots.values()) {
    if (spot.ref < 0 || spot.role === 'more' || seen.has(spot.ref)) continue;
    seen.add(spot.ref);
    const kind = nodeAt(spot.ref).k;
    kinds.set(kind, (kinds.get(kind) || 0) + 1);
  }
  for (const line of scene.lines) if (line.ref >= 0) relations.set(line.relation, (relations.get(line.relation) || 0) + 1);
  return { kinds, relations };
}

function renderLegend() {
  if (legendOpen === null) legendOpen = $('stage').clientWidth > 760 && $('stage').clientHeight > 600;
  const { kinds, relations } = counted();
  const order = (names, of) => Object.keys(names).filter((name) => of.has(name));
  const item = (set, name, title, count, sign) => h('button.switch', {
    'aria-pressed': String(!set.has(name)), 'data-name': name, title: t('legend.toggle', title),
    onclick: () => { if (!set.delete(name)) set.add(name); refresh(); renderLegend(); saveState(); },
  }, sign, h('span', {}, title), h('i', {}, count));
  const some = S.hiddenKinds.size + S.hiddenRelations.size > 0;
  refill($('legend'),
    h('button.fold', { 'aria-expanded': String(legendOpen), onclick: () => { legendOpen = !legendOpen; renderLegend(); } }, t('legend'), icon('chevron')),
    legendOpen && h('div.groups', {},
      h('div.group', { role: 'group', 'aria-label': t('legend.kinds') },
        order(D.palette.kinds, kinds).map((kind) => item(S.hiddenKinds, kind, kindName(kind), kinds.get(kind), glyph(kind, 13)))),
      relations.size > 0 && h('div.group', { role: 'group', 'aria-label': t('legend.relations') },
        order(D.palette.relations, relations).map((name) => item(S.hiddenRelations, name, relationName(name), relations.get(name), stroke(name)))),
      some && h('button.plainly', { onclick: () => { S.hiddenKinds.clear(); S.hiddenRelations.clear(); refresh(); renderLegend(); saveState(); } }, t('legend.all'))));
}

function stroke(relation) {
  const look = relationLook(relation);
  return svg('svg', { class: 'stroke', width: 24, height: 10, viewBox: '0 0 24 10', 'aria-hidden': 'true' },
    svg('path', { d: 'M0 5H24', stroke: relationColor(relation), 'stroke-width': Math.max(1.6, look.width), 'stroke-dasharray': look.dash.join(' ') || null, fill: 'none' }));
}
