// The fourth page of the panel: all nodes and relations as tables, for screen readers and for sorting.
const table = { kind: 'nodes', text: '', only: '', most: 200, sort: 'links' };

function filterTable(kind) {
  table.kind = 'nodes';
  table.only = kind;
  table.text = '';
  table.most = 200;
  renderTable();
}

function renderTable() {
  const page = $('page-table');
  const switchTo = (kind) => h('button.switch', { 'aria-pressed': String(table.kind === kind), onclick: () => { table.kind = kind; table.most = 200; renderTable(); } }, t(`table.${kind}`));
  const body = h('div', { id: 'rows' });
  const input = h('input', { type: 'search', 'aria-label': t('table.filter'), placeholder: t('table.filter'), value: table.text,
    oninput: () => { table.text = input.value; table.most = 200; refill(body, rows()); } });
  const kinds = h('select', { 'aria-label': t('class'), onchange: (event) => { table.only = event.target.value; refill(body, rows()); } },
    h('option', { value: '' }, t('class')), Object.keys(D.palette.kinds).filter((kind) => tally()[kind])
      .map((kind) => h('option', { value: kind, selected: kind === table.only }, kindName(kind))));
  refill(page, h('div.table-head', {}, switchTo('nodes'), switchTo('edges'), input, table.kind === 'nodes' && kinds), body);
  refill(body, rows());
}

function rows() {
  const query = table.text.trim().toLowerCase();
  return table.kind === 'nodes' ? nodeRows(query) : edgeRows(query);
}

function nodeRows(query) {
  const list = D.nodes.map((_, i) => i).filter((i) => (!table.only || nodeAt(i).k === table.only || nodeAt(i).c.includes(table.only))
    && (!query || namesOf(i).some((name) => name.toLowerCase().includes(query))));
  const by = { name: (a, b) => collator.compare(nodeAt(a).l, nodeAt(b).l), kind: (a, b) => collator.compare(kindName(nodeAt(a).k), kindName(nodeAt(b).k)),
    links: (a, b) => edgesOf[b].length - edgesOf[a].length, said: (a, b) => nodeAt(b).e.length - nodeAt(a).e.length }[table.sort];
  list.sort((a, b) => by(a, b) || a - b);
  const head = (key, title) => h('th', { scope: 'col', 'aria-sort': table.sort === key ? (key === 'name' || key === 'kind' ? 'ascending' : 'descending') : 'none' },
    h('button', { onclick: () => { table.sort = key; refill($('rows'), rows()); } }, title));
  return [h('table', {}, h('caption', {}, t('table.caption', list.length)),
    h('thead', {}, h('tr', {}, head('name', t('table.name')), head('kind', t('class')), head('links', t('table.links')), head('said', t('table.sentences')))),
    h('tbody', {}, list.slice(0, table.most).map((i) => h('tr', {}, h('th', { scope: 'row' }, nodeLink(i), nodeAt(i).a.length > 0 && h('span.soft', {}, nodeAt(i).a.join('、'))),
      h('td', {}, kindName(nodeAt(i).k)), h('td.n', {}, edgesOf[i].length), h('td.n', {}, nodeAt(i).e.length))))), furtherRows(list)];
}

function edgeRows(query) {
  const list = D.edges.map((_, e) => e).filter((e) => edgeAt(e).s >= 0 && edgeAt(e).t >= 0 && (!query
    || `${nodeAt(edgeAt(e).s).l} ${edgeName(e)} ${nodeAt(edgeAt(e).t).l}`.toLowerCase().includes(query)));
  const rank = Object.keys(D.palette.relations);
  list.sort((a, b) => rank.indexOf(edgeAt(a).r) - rank.indexOf(edgeAt(b).r) || a - b);
  const head = (title) => h('th', { scope: 'col' }, title);
  return [h('table', {}, h('caption', {}, t('table.caption', list.length)),
    h('thead', {}, h('tr', {}, head(t('table.from')), head(t('table.relation')), head(t('table.to')))),
    h('tbody', {}, list.slice(0, table.most).map((e) => h('tr', {}, h('td', {}, nodeLink(edgeAt(e).s)),
      h('td', {}, h('button.rel', { onclick: () => choose({ edge: e }) }, edgeName(e))), h('td', {}, nodeLink(edgeAt(e).t)))))), furtherRows(list)];
}

const furtherRows = (list) => list.length > table.most
  && h('button.plainly', { onclick: () => { table.most += 400; refill($('rows'), rows()); } }, t('showMore', list.length - table.most));
