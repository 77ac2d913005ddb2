// The first page of the panel: the report in figures, its targets, engines, sets and domains, each a way in.
function areaOf() {
  const view = D.views.find((one) => one.id === (scene.id.startsWith('story') ? scene.id : 'story')) || D.views[0];
  const root = view.nodes.find((node) => node.role === 'root');
  return root ? root.ref : -1;
}

const follow = (i, relation, back = false) => (i < 0 ? [] : edgesOf[i]
  .filter((e) => D.edges[e].r === relation && (back ? D.edges[e].t : D.edges[e].s) === i).map((e) => otherEnd(e, i)));
const ofKind = (kind) => D.nodes.map((_, i) => i).filter((i) => nodeAt(i).k === kind);
const inOrder = (list) => [...list].sort((a, b) => (nodeAt(a).e[0] ?? 1e9) - (nodeAt(b).e[0] ?? 1e9));

function renderOverview() {
  const area = areaOf();
  const engines = follow(area, 'hasEngine');
  refill($('page-overview'), figures(), targets(area), engineList(engines), setList(), domainBars(), documentList());
  leadLine();
}

function tally() {
  const count = {};
  for (const node of D.nodes) count[node.k] = (count[node.k] || 0) + 1;
  return count;
}

function leadLine() {
  const count = tally();
  const parts = [[count.Engine, 'lead.engines'], [count.Goal, 'lead.goals'], [count.Industry, 'lead.industries'],
    [count.Project, 'lead.projects'], [count.Policy, 'lead.policies'], [count.Measure, 'lead.measures']];
  const doc = D.documents.length === 1 ? D.documents[0] : null;
  const where = doc ? [doc.areaLabel, doc.year && t('yearOf', doc.year)].filter(Boolean).join(' ') : '';
  $('lead').textContent = [where, ...parts.filter(([n]) => n).map(([n, key]) => t(key, n))].filter(Boolean).join(' · ');
}

function figures() {
  const count = tally();
  const cells = [['Engine', 'engines'], ['Goal', 'goals'], ['Industry', 'industries'], ['Project', ''], ['Policy', ''], ['Institution', ''], ['Zone', ''], ['Measure', '']]
    .filter(([kind]) => count[kind]).slice(0, 8);
  return h('div.figures', {}, cells.map(([kind]) => h('button.figure', {
    onclick: () => { openTab('table'); filterTable(kind); },
  }, h('b', {}, count[kind]), h('span', {}, glyph(kind, 11), kindName(kind)))));
}

function targets(area) {
  const own = follow(area, 'hasTarget');
  const list = inOrder(own.length ? own : ofKind('Target'));
  if (!list.length) return null;
  return block(t('figures'), h('ul.targets', {}, more(list, 6, (i) => {
    const part = targetParts(i);
    return h('li', {}, h('button.target', { onclick: () => goTo(i) },
      h('span.name', {}, part.name),
      h('span.number', {}, part.lead && h('em', {}, part.lead), h('b', {}, part.number), h('i', {}, part.unit), part.tail && h('em', {}, part.tail)),
      h('span.soft', {}, [part.year, part.status].filter(Boolean).join(' · '))));
  })));
}

function engineList(engines) {
  if (!engines.length) return null;
  return block(t('engines'), h('ul.engines', {}, asDrawn(engines).map((i) => {
    const near = new Map();
    for (const e of edgesOf[i]) {
      const kind = nodeAt(otherEnd(e, i)).k;
      if (['Project', 'Policy', 'Institution', 'Zone', 'Industry', 'Goal'].includes(kind)) near.set(kind, (near.get(kind) || 0) + 1);
    }
    const measures = headOf(i)?.count ?? measuresOn(i).length;
    return h('li', {}, h('button.engine', { onclick: () => goTo(i) },
      h('span.name', {}, glyph('Engine', 14), nodeName(i)),
      h('span.parts', {}, [...near].map(([kind, n]) => h('span', {}, glyph(kind, 10), `${kindName(kind)} ${n}`)),
        measures > 0 && h('span', {}, glyph('Measure', 10), `${kindName('Measure')} ${measures}`))));
  })));
}

function setList() {
  const sets = inOrder(ofKind('NumberedSet'));
  if (!sets.length) return null;
  return block(t('sets'), h('dl.sets', {}, more(sets, 8, (i) => h('div', {},
    h('dt', {}, nodeLink(i)), h('dd', {}, inSetOrder(i).map((m) => nodeLink(m)))))));
}

// Members in the order of the view of sets, which is that of the text.
function inSetOrder(i) {
  const view = D.views.find((one) => one.id === 'sets');
  const head = view.nodes.find((node) => node.ref === i && node.role === 'head');
  const at = new Map(view.nodes.map((node) => [node.id, node.ref]));
  return head ? view.edges.filter((edge) => edge.from === head.id && at.get(edge.to) !== i).map((edge) => at.get(edge.to)) : follow(i, 'memberOf', true);
}

const headOf = (i) => stories().flatMap((view) => view.nodes).find((node) => node.ref === i && node.role === 'head');

// Engines in the order of the story.
function asDrawn(list) {
  const place = new Map();
  for (const view of stories()) view.nodes.forEach((node, n) => { if (!place.has(node.ref)) place.set(node.ref, n); });
  return [...list].sort((a, b) => (place.get(a) ?? 1e6) - (place.get(b) ?? 1e6));
}

function domainBars() {
  const view = D.views.find((one) => one.id === 'domains');
  if (!view) return null;
  const heads = view.nodes.filter((node) => node.role === 'head');
  const most = Math.max(1, ...heads.filter((node) => node.label !== '@other').map((node) => node.count));
  return block(t('domains'), h('ul.bars', {}, more(heads, 7, (head) => h('li', {},
    h('button.bar', { onclick: () => openView('domains') },
      h('span.name', {}, domainName(said(head.label.split('\n').join('')))),
      h('span.track', {}, svg('svg', { width: '100%', height: 6, 'aria-hidden': 'true' },
        svg('rect', { width: `${Math.min(1, head.count / most) * 100}%`, height: 6, rx: 1, fill: kindColor('Measure') }))),
      h('b', {}, head.count))))));
}

function documentList() {
  return block(t('documents'), h('ul.documents', {}, more(D.documents.map((_, d) => d), 8, (d) => {
    const doc = D.documents[d];
    return h('li', {}, h('button.document', { onclick: () => { openTab('report', true, false); showReport(d); } }, doc.title || doc.areaLabel || doc.source),
      h('span.soft', {}, [doc.areaLabel, doc.year && t('yearOf', doc.year), doc.issued && t('issued', doc.issued)].filter(Boolean).join(' · ')),
      doc.source && h('span.soft', {}, `${t('source')}: `, sourceLink(doc.source)));
  })));
}

function sourceLink(source) {
  return /^https?:\/\//i.test(source) ? h('a', { href: source, rel: 'noopener noreferrer', target: '_blank' }, source) : source;
}

const block = (title, ...children) => h('section.block', {}, h('h2', {}, title), ...children);

// The first of a list, and a button for the rest.
function more(list, most, draw) {
  if (printing || list.length <= most + 1) return list.map(draw);
  const rest = h('button.plainly', { onclick: () => rest.replaceWith(...list.slice(most).map(draw)) }, t('showMore', list.length - most));
  return [...list.slice(0, most).map(draw), rest];
}
