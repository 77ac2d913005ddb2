// The panel's tabs, and on a phone the sheet that they stand on.
const TABS = ['overview', 'detail', 'report', 'table'];

function renderTabs() {
  refill($('tabs'), TABS.map((name) => h('button.tab', {
    role: 'tab', id: `tab-${name}`, 'aria-controls': `page-${name}`, 'aria-selected': String(S.tab === name), tabindex: S.tab === name ? 0 : -1,
    onclick: () => openTab(name),
    onkeydown: (event) => {
      const turn = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!turn) return;
      const next = TABS[(TABS.indexOf(name) + turn + TABS.length) % TABS.length];
      openTab(next);
      $(`tab-${next}`).focus();
      event.preventDefault();
    },
  }, t(`tab.${name}`))));
  for (const name of TABS) {
    $(`page-${name}`).hidden = S.tab !== name;
    $(`page-${name}`).setAttribute('aria-labelledby', `tab-${name}`);
  }
}

// ``raise`` lifts the sheet on a phone; ``seek`` lets the report go to the evidence of what is chosen.
function openTab(name, raise = true, seek = true) {
  S.tab = name;
  if (raise) document.body.classList.add('raised');
  if (name === 'table' && !$('page-table').children.length) renderTable();
  if (name === 'report' && seek) openReport();
  renderTabs();
  saveState();
}

function startPanel() {
  $('grip').addEventListener('click', () => {
    document.body.classList.toggle('raised');
    $('grip').setAttribute('aria-expanded', String(document.body.classList.contains('raised')));
  });
}
