// The SPARQL console: YASGUI with this server as its only endpoint, and completions of our own vocabulary only.
'use strict';

const place = document.getElementById('console');
const { prefixes, terms, base, example } = JSON.parse(place.dataset.about);
const endpoint = new URL('/sparql', location.href).href;
const isClass = (iri) => /^[A-Z]/.test(iri.slice(iri.search(/[^#/]*$/)));

// YASGUI's own completions of terms ask a service on the web; these know the ontology and nothing else.
const starting = (list) => (_, token) => list.filter((iri) => iri.startsWith(token?.autocompletionString ?? ''));
const declarations = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
Yasgui.Yasqe.forkAutocompleter('prefixes', { name: 'our-prefixes', persistenceId: null, get: () => declarations }, false);
Yasgui.Yasqe.forkAutocompleter('class', { name: 'our-classes', get: starting(terms.filter(isClass)) }, false);
Yasgui.Yasqe.forkAutocompleter('property', { name: 'our-properties', get: starting(terms.filter((iri) => !isClass(iri))) }, false);

const used = Object.entries(prefixes).filter(([prefix]) => example.includes(prefix + ':'));
Yasgui.Yasqe.defaults.value = used.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join('') + example;

const yasgui = new Yasgui(place, {
  requestConfig: { endpoint, method: 'POST' },
  endpointCatalogueOptions: { getData: () => [] },
  // A link may bring a query, but no other endpoint.
  populateFromUrl: (tab) => ({ ...tab, requestConfig: { ...tab.requestConfig, endpoint } }),
  copyEndpointOnNewTab: false,
  yasqe: { autocompleters: ['our-prefixes', 'our-classes', 'our-properties', 'variables'] },
  yasr: { prefixes },
});

// What the answer's header says of rows that were cut; the event comes just before the results do.
const notice = document.getElementById('notice');
yasgui.on('queryResponse', (_, tab) => queueMicrotask(() => {
  const cut = tab.getYasr()?.results?.res?.headers?.get?.('x-sparql-maxrows');
  notice.hidden = !cut;
  notice.textContent = cut ? notice.dataset.text : '';
}));

// Things of the graph are shown here.
place.addEventListener('click', (event) => {
  const iri = event.target.closest?.('a.iri')?.getAttribute('href') ?? '';
  if (!iri.startsWith(base)) return;
  event.preventDefault();
  window.open(`/resource?iri=${encodeURIComponent(iri)}`, '_blank', 'noopener');
}, true);
