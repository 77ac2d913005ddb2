// The graph as the page carries it. Nodes, edges, sentences and documents are named by position.
// node: i id, l label, k kind, c classes, a aliases, e sentences, p properties
// edge: s source, t target, r relation, z/n its label in Chinese/English, e sentences, f confidence
const D = JSON.parse(document.getElementById('data').textContent);

const $ = (id) => document.getElementById(id);
const nodeAt = (i) => D.nodes[i];
const edgeAt = (e) => D.edges[e];
const FOLDED = new Set(['Measure', 'Target']);

// node → its edges, in order of the data
const edgesOf = D.nodes.map(() => []);
D.edges.forEach((edge, e) => {
  if (edge.s < 0 || edge.t < 0) return;
  edgesOf[edge.s].push(e);
  if (edge.t !== edge.s) edgesOf[edge.t].push(e);
});
const otherEnd = (e, i) => (D.edges[e].s === i ? D.edges[e].t : D.edges[e].s);

const indexOf = new Map(D.nodes.map((node, i) => [node.i, i]));
const property = (i, name) => {
  const found = D.nodes[i].p.find((pair) => pair[0] === name);
  return found ? found[1] : '';
};

const sentenceText = (s) => {
  const { d, b, e } = D.sentences[s];
  return D.documents[d].text.slice(b, e);
};

// sentence → nodes that it names (folded ones last), and relations that it says
const sentenceNodes = D.sentences.map(() => []);
const sentenceEdges = D.sentences.map(() => []);
D.nodes.forEach((node, i) => node.e.forEach((s) => sentenceNodes[s].push(i)));
D.edges.forEach((edge, e) => edge.e.forEach((s) => sentenceEdges[s].push(e)));
sentenceNodes.forEach((list) => list.sort((a, b) => FOLDED.has(nodeAt(a).k) - FOLDED.has(nodeAt(b).k)));

const namesOf = (i) => [D.nodes[i].l, ...D.nodes[i].a];
const measuresOn = (i) => edgesOf[i].filter((e) => D.edges[e].r === 'measureObject' && D.edges[e].t === i);

const edgeKey = (e) => [D.edges[e].s, D.edges[e].t].map((i) => D.nodes[i].i).join('~') + '~' + D.edges[e].r;
const edgeOfKey = (key) => {
  const [s, t, r] = key.split('~');
  return D.edges.findIndex((edge) =>
    edge.r === r && edge.s === indexOf.get(s) && edge.t === indexOf.get(t));
};

// What the reader has chosen. Everything drawn follows from this and from D.
const S = {
  lang: 'zh',
  theme: '', // '' as the system says, else light or dark
  view: '', // id of the scene on screen
  node: -1,
  edge: -1,
  hover: null, // {node} or {edge} of the current scene
  hiddenKinds: new Set(),
  hiddenRelations: new Set(),
  tab: 'overview',
  pathFrom: -1,
};
