// Search by name and alias, with suggestions (the ARIA combobox pattern), and in the text.
let offers = [];
let offer = -1;

function matches(text, most = 9) {
  const query = text.trim().toLowerCase();
  if (!query) return [];
  const found = [];
  D.nodes.forEach((node, i) => {
    let best = Infinity;
    let by = '';
    for (const name of namesOf(i)) {
      const at = name.toLowerCase().indexOf(query);
      if (at < 0) continue;
      const cost = (at === 0 ? 0 : 2) + (name === node.l ? 0 : 1) + name.length / 100;
      if (cost < best) { best = cost; by = name === node.l ? '' : name; }
    }
    if (best < Infinity) found.push({ node: i, cost: best + (FOLDED.has(node.k) ? 5 : 0) - edgesOf[i].length / 1e4, by });
  });
  found.sort((a, b) => a.cost - b.cost || a.node - b.node);
  return Object.assign(found.slice(0, most), { all: found.length });
}

function sentencesWith(text) {
  const query = text.trim().toLowerCase();
  if (!query) return [];
  return D.sentences.map((_, s) => s).filter((s) => sentenceText(s).toLowerCase().includes(query));
}

function renderOffers() {
  const text = $('search').value;
  const list = $('found');
  offers = matches(text);
  const said = sentencesWith(text);
  if (said.length) offers.push({ text: text.trim(), sentences: said });
  offer = offers.length ? 0 : -1;
  const open = text.trim() !== '';
  list.hidden = !open;
  $('search').setAttribute('aria-expanded', String(open));
  refill(list, offers.map((one, n) => h('li', { role: 'option', id: `offer-${n}`, onmousedown: (event) => { event.preventDefault(); take(n); } },
    one.sentences ? h('span.soft', {}, t('search.text', one.text, one.sentences.length))
      : [glyph(nodeAt(one.node).k, 13), h('span.name', {}, ...marked(nodeName(one.node), [text.trim()])),
        one.by && h('span.alias', {}, ...marked(one.by, [text.trim()])), h('span.kind', {}, kindName(nodeAt(one.node).k))])),
  open && !offers.length && h('li.none', {}, t('search.none')));
  markOffer();
  if (open) tell(t('search.count', offers.length));
}

function markOffer() {
  [...$('found').children].forEach((item, n) => item.setAttribute('aria-selected', String(n === offer)));
  if (offer >= 0) {
    $('search').setAttribute('aria-activedescendant', `offer-${offer}`);
    $('found').children[offer]?.scrollIntoView({ block: 'nearest' });
  } else $('search').removeAttribute('aria-activedescendant');
}

function take(n) {
  const one = offers[n];
  if (!one) return;
  closeOffers();
  $('search').blur();
  if (one.sentences) showInReport(one.sentences[0], { words: [one.text], all: one.sentences });
  else goTo(one.node);
}

function closeOffers() {
  $('found').hidden = true;
  $('search').setAttribute('aria-expanded', 'false');
  $('search').removeAttribute('aria-activedescendant');
}

function startSearch() {
  const input = $('search');
  input.addEventListener('input', renderOffers);
  input.addEventListener('focus', () => { if (input.value.trim()) renderOffers(); });
  input.addEventListener('blur', closeOffers);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return; // an input method is still at work
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!offers.length) return;
      offer = (offer + (event.key === 'ArrowDown' ? 1 : -1) + offers.length) % offers.length;
      markOffer();
      event.preventDefault();
    } else if (event.key === 'Enter') { take(Math.max(offer, 0)); event.preventDefault(); }
    else if (event.key === 'Escape') { input.value = ''; closeOffers(); input.blur(); event.stopPropagation(); }
  });
}

// Text with the words in it marked, as nodes.
function marked(text, words) {
  const known = words.filter(Boolean).sort((a, b) => b.length - a.length);
  const out = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const word = known.find((one) => text.slice(at, at + one.length).toLowerCase() === one.toLowerCase());
    if (word) {
      if (plain) out.push(plain);
      plain = '';
      out.push(h('mark', {}, text.slice(at, at + word.length)));
      at += word.length;
    } else { plain += text[at]; at += 1; }
  }
  if (plain) out.push(plain);
  return out;
}
