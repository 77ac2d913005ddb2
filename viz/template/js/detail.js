// The second page of the panel: a node or an edge, its relations as links, and every sentence that says so.
function renderDetail() {
  const page = $('page-detail');
  if (S.edge >= 0) refill(page, edgeDetail(S.edge));
  else if (S.node >= 0) refill(page, nodeDetail(S.node));
  else if (scene.id === 'path') refill(page, pathSteps());
  else refill(page, h('p.soft.lone', {}, t('nothing')));
  page.scrollTop = 0;
}

function nodeLink(i) {
  return h('button.link', { onclick: () => goTo(i), 'data-node': i }, glyph(nodeAt(i).k, 11), nodeName(i));
}

function nodeDetail(i) {
  const node = nodeAt(i);
  return h('article', {},
    h('p.kicker', {}, glyph(node.k, 13), [...new Set(node.c.map(kindName))].join(' · ') || kindName(node.k)),
    h('h2.name', {}, nodeName(i)),
    node.a.length > 0 && h('p.soft', {}, `${t('aliases')}: `, node.a.join('、')),
    nodeActions(i), properties(node), relations(i), evidence(node.e, [i]), identifier(node));
}

function nodeActions(i) {
  const shown = scene.byRef.has(i);
  return h('div.actions', {},
    !shown && h('button.action', { onclick: () => goTo(i) }, t('show')),
    h('button.action', { onclick: () => showFocus(i), 'data-act': 'focus' }, t('focus')),
    h('button.action', { onclick: () => expand(i), 'data-act': 'expand' }, t('expand')),
    S.pathFrom >= 0 && S.pathFrom !== i
      ? h('button.action', { onclick: () => { const from = S.pathFrom; S.pathFrom = -1; showPath(from, i); }, 'data-act': 'path-end' }, t('path.end', shorten(nodeName(S.pathFrom), 10)))
      : h('button.action', { onclick: () => { S.pathFrom = i; renderDetail(); toast(`${t('path.from')}: ${nodeName(i)}`); }, 'data-act': 'path-start' }, t('path.start')));
}

function properties(node) {
  const rows = node.p.filter(([, value]) => value !== '');
  if (!rows.length) return null;
  return h('dl.properties', {}, rows.map(([name, value]) => h('div', {}, h('dt', {}, propertyName(name)), h('dd', {}, name === 'subject' ? domainName(value) : valueName(value) || value))));
}

// Relations by name and direction; each line can be asked for its evidence.
function relations(i) {
  const groups = new Map();
  for (const e of edgesOf[i]) {
    const out = D.edges[e].s === i;
    const key = (out ? '>' : '<') + D.edges[e].r;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(e);
  }
  if (!groups.size) return null;
  const rank = Object.keys(D.palette.relations);
  const keys = [...groups.keys()].sort((a, b) => rank.indexOf(a.slice(1)) - rank.indexOf(b.slice(1)) || (a < b ? 1 : -1));
  return h('section.block', {}, h('h3', {}, t('relations')), keys.map((key) => {
    const out = key[0] === '>';
    const list = groups.get(key);
    return h('div.relation', {},
      h('h4', {}, stroke(key.slice(1)), out ? relationName(key.slice(1)) : backName(key.slice(1)), h('i', {}, list.length)),
      h('ul', {}, more(list, 12, (e) => h('li', {}, nodeLink(otherEnd(e, i)), D.edges[e].r === 'holdsPost' && h('span.soft', {}, edgeName(e)),
        h('button.says', { onclick: () => choose({ edge: e }), 'aria-label': `${t('says')}: ${edgeSentence(e)}` }, D.edges[e].e.length ? `${t('says')} ${D.edges[e].e.length}` : t('says'))))));
  }));
}

function edgeDetail(e) {
  const edge = edgeAt(e);
  return h('article', {},
    h('p.kicker', {}, stroke(edge.r), relationName(edge.r)),
    h('h2.name.triple', {}, nodeLink(edge.s), h('span.rel', {}, edgeName(e)), nodeLink(edge.t)),
    edge.f !== null && h('p.soft', {}, `${t('confidence')} ${edge.f.toFixed(2)}`),
    evidence(edge.e, [edge.s, edge.t]));
}

function evidence(sentences, nodes) {
  if (!sentences.length) return h('section.block', {}, h('h3', {}, t('evidence')), h('p.soft', {}, t('evidence.none')));
  return h('section.block', {}, h('h3', {}, t('evidence.count', sentences.length)), more(sentences, 8, (s) => quote(s, nodes, sentences)));
}

// A sentence with the names marked; a click opens it where it stands in the report.
function quote(s, nodes, all = [s]) {
  const sentence = D.sentences[s];
  const doc = D.documents[sentence.d];
  const where = [D.documents.length > 1 && (doc.title || doc.areaLabel), sentence.s].filter(Boolean).join(' · ');
  return h('blockquote.quote', { 'data-sentence': s },
    h('button.quoted', { onclick: () => showInReport(s, { words: nodes.flatMap(wordsOf), all }), title: t('inText') },
      ...marked(sentenceText(s), nodes.flatMap(wordsOf))),
    h('footer', {}, where && h('span', {}, where), h('span', {}, `${sentence.b}–${sentence.e}`)));
}

// What to mark for a node: its names; for a measure or a target what it is made of.
function wordsOf(i) {
  const parts = ['action', 'objectText', 'indicatorLabel'].map((name) => property(i, name)).filter(Boolean);
  const number = property(i, 'value');
  return [...namesOf(i), ...parts, ...(number ? [number + property(i, 'unitLabel')] : [])];
}

function identifier(node) {
  return h('p.iri', {}, h('span', {}, t('iri')), ' ', h('code', {}, D.prefix + node.i));
}
