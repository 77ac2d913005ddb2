// The third page of the panel: the whole report. A sentence leads to its nodes, a node to its sentences.
let reportShown = -1; // document on the page
let trail = { all: [], at: 0, words: [] };

function showReport(d) {
  const page = $('page-report');
  reportShown = d;
  const doc = D.documents[d];
  const choice = D.documents.length > 1 && h('select', { 'aria-label': t('report.pick'), onchange: (event) => showReport(Number(event.target.value)) },
    D.documents.map((one, n) => h('option', { value: n, selected: n === d }, one.title || one.areaLabel || one.source)));
  refill(page,
    h('header.report-head', {}, choice, h('h2', {}, doc.title || doc.areaLabel),
      h('p.soft', {}, [doc.areaLabel, doc.year && t('yearOf', doc.year), doc.issued && t('issued', doc.issued)].filter(Boolean).join(' · '))),
    h('div', { id: 'trail' }), h('div.report', { id: 'report', lang: 'zh-CN' }, ...reportText(d)));
  renderTrail();
}

// The text in its paragraphs, every sentence a button in effect (role and key handled by one listener).
function reportText(d) {
  const { text } = D.documents[d];
  const own = D.sentences.map((_, s) => s).filter((s) => D.sentences[s].d === d).sort((a, b) => D.sentences[a].b - D.sentences[b].b);
  const paragraphs = [];
  let at = 0;
  let paragraph = null;
  const plain = (end) => {
    for (const piece of text.slice(at, end).split(/(\n+)/)) {
      if (!piece) continue;
      if (piece[0] === '\n') paragraph = null;
      else if (piece.trim() || paragraph) { paragraph ||= start(); add(paragraph, piece); }
    }
    at = end;
  };
  const start = () => { const p = h('p', {}); paragraphs.push(p); return p; };
  for (const s of own) {
    const { b, e } = D.sentences[s];
    if (b < at) continue;
    plain(b);
    paragraph ||= start();
    const heading = D.sentences[s].s === text.slice(b, e).trim();
    const named = sentenceNodes[s].length + sentenceEdges[s].length > 0;
    add(paragraph, h(heading ? 'span.sentence.heading' : 'span.sentence', { id: `s${s}`, 'data-s': s, tabindex: named ? 0 : null, role: named ? 'button' : null, class: `sentence${heading ? ' heading' : ''}${named ? '' : ' mute'}` }, text.slice(b, e)));
    at = e;
  }
  plain(text.length);
  return paragraphs;
}

// The tab as it opens: at the evidence of what is chosen, all of it marked; else where it was, or at the start.
function openReport() {
  const sentences = S.node >= 0 ? nodeAt(S.node).e : S.edge >= 0 ? edgeAt(S.edge).e : [];
  const nodes = S.node >= 0 ? [S.node] : S.edge >= 0 ? [edgeAt(S.edge).s, edgeAt(S.edge).t] : [];
  if (sentences.length && !sentences.includes(trail.all[trail.at])) showInReport(sentences[0], { words: nodes.flatMap(wordsOf), all: sentences });
  else if (reportShown < 0 && D.documents.length) showReport(0);
}

// Open the report at a sentence; ``words`` are marked, ``all`` are the places to go through.
function showInReport(s, { words = [], all = [s] } = {}) {
  trail = { all, at: Math.max(0, all.indexOf(s)), words };
  if (S.tab !== 'report') openTab('report', true, false);
  if (reportShown !== D.sentences[s].d) showReport(D.sentences[s].d);
  renderTrail();
  markSentence(s);
}

function markSentence(s) {
  const d = D.sentences[s].d;
  if (reportShown !== d) showReport(d);
  for (const old of document.querySelectorAll('#report .now, #report .also')) {
    old.classList.remove('now', 'also');
    refill(old, sentenceText(Number(old.dataset.s)));
  }
  for (const other of trail.all) if (D.sentences[other].d === d) dress(other, 'also');
  const element = dress(s, 'now');
  element?.scrollIntoView({ block: 'center', behavior: motion() ? 'smooth' : 'auto' });
}

function dress(s, name) {
  const element = $(`s${s}`);
  if (!element) return null;
  element.classList.add(name);
  refill(element, ...marked(sentenceText(s), trail.words));
  return element;
}

function renderTrail() {
  const bar = $('trail');
  if (!bar) return;
  const turn = (step) => { trail.at = (trail.at + step + trail.all.length) % trail.all.length; markSentence(trail.all[trail.at]); renderTrail(); };
  refill(bar, trail.all.length > 1 && h('div.trail', {}, h('span', {}, `${trail.at + 1} / ${trail.all.length}`),
    h('button.plainly', { onclick: () => turn(-1) }, t('report.prev')), h('button.plainly', { onclick: () => turn(1) }, t('report.next'))));
}

// From a sentence back to its nodes: they are listed beneath it and lit in the graph.
function openSentence(s) {
  for (const old of document.querySelectorAll('.sentence-nodes')) old.remove();
  trail = { all: [s], at: 0, words: sentenceNodes[s].flatMap(namesOf) };
  renderTrail();
  markSentence(s);
  const nodes = sentenceNodes[s];
  const edges = sentenceEdges[s].filter((e) => !['hasMeasure', 'measureObject', 'hasTarget'].includes(D.edges[e].r));
  const list = h('span.sentence-nodes', {}, h('b', {}, nodes.length ? t('sentenceNodes') : t('sentenceNone')), nodes.map(nodeLink),
    edges.map((e) => h('button.link.triple', { onclick: () => choose({ edge: e }) }, stroke(edgeAt(e).r), edgeSentence(e))));
  $(`s${s}`).after(list);
  lightMany(nodes);
  tell(`${t('sentenceNodes')} ${nodes.map(nodeName).join('、')}`);
}

function lightMany(nodes) {
  const spots = new Set(nodes.map((i) => scene.byRef.get(i)).filter((id) => id !== undefined));
  if (!spots.size) return;
  lit = { spots, lines: new Set(scene.lines.filter((line) => spots.has(line.from) && spots.has(line.to))) };
  network.redraw();
}

function startReport() {
  const page = $('page-report');
  const open = (event) => {
    const sentence = event.target.closest('.sentence');
    if (sentence && page.contains(sentence)) { openSentence(Number(sentence.dataset.s)); event.preventDefault(); }
  };
  page.addEventListener('click', open);
  page.addEventListener('keydown', (event) => { if ((event.key === 'Enter' || event.key === ' ') && event.target.classList.contains('sentence')) open(event); });
}
