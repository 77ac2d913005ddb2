// Words in the reader's language; see strings.json.
const W = D.strings;
const pick = (pair, fallback) => (pair ? pair[S.lang === 'en' ? 1 : 0] : fallback);

function t(key, ...values) {
  return pick(W.ui[key], key).replace(/\{(\d)\}/g, (all, n) => String(values[n] ?? ''));
}
const kindName = (kind) => pick(Object.hasOwn(W.kinds, kind) ? W.kinds[kind] : Object.hasOwn(D.classes, kind) ? D.classes[kind] : null, kind);
const relationName = (relation) => pick(W.relations[relation], relation);
const backName = (relation) => pick(W.back[relation], relationName(relation));
const propertyName = (name) => pick(W.properties[name], name);
const valueName = (value) => pick(Object.hasOwn(W.values, value) ? W.values[value] : null, value);

function edgeName(e) {
  const edge = D.edges[e];
  return (S.lang === 'en' ? edge.n : edge.z) || relationName(edge.r);
}

// A label of ours in a view: "@goals" is looked up, "@kind:Project 6" too.
function said(text) {
  if (!text.startsWith('@')) return text;
  const [key, ...rest] = text.slice(1).split(' ');
  const word = key.startsWith('kind:') ? kindName(key.slice(5)) : key.startsWith('rel:') ? relationName(key.slice(4))
    : key.startsWith('back:') ? backName(key.slice(5)) : t(key);
  return [word, ...rest].join(' ');
}

// A policy domain in the reader's language, or the text as it is.
const domainName = (text) => (S.lang === 'en' && Object.hasOwn(D.domains, text) ? D.domains[text] : text);

// 地区生产总值 增长 6.8% 左右
function targetParts(i) {
  const get = (name) => property(i, name);
  const upper = get('maxValue') ? '–' + get('maxValue') : '';
  const kind = get('measureKind');
  return {
    name: get('indicatorLabel') || D.nodes[i].l,
    lead: kind === 'growth' || kind === 'change' ? valueName(kind) : '',
    number: get('value') + upper,
    unit: get('unitLabel'),
    tail: valueName(get('comparator')),
    status: valueName(get('status')),
    year: get('year'),
  };
}

function nodeName(i) {
  const node = D.nodes[i];
  if (node.k !== 'Target' || !property(i, 'value')) return node.l;
  const part = targetParts(i);
  const tail = part.tail ? (S.lang === 'en' ? ` (${part.tail})` : part.tail) : '';
  return `${part.name} ${part.lead ? part.lead + ' ' : ''}${part.number}${part.unit}${tail}`;
}

const collator = new Intl.Collator(['zh-CN', 'en']);
